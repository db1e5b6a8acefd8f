import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepAudio } from './kept-audio.ts';

describe('the audio of streams that is kept', () => {
  it('is what came, however it came and whatever was let go of, for several streams side by side', () => {
    const step = fc.record({
      stream: fc.nat(2),
      push: fc.nat(100_000),
      drop: fc.double({ min: 0, max: 1, noNaN: true }),
      from: fc.double({ min: 0, max: 1, noNaN: true }),
      to: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 60 }), (steps) => {
        const streams = [0, 1, 2].map(() => ({ kept: keepAudio(), all: Buffer.alloc(0), dropped: 0 }));
        for (const { stream: index, push, drop, from, to } of steps) {
          const stream = streams[index] as (typeof streams)[0];
          const pcm = randomBytes(push);
          stream.kept.push(pcm);
          stream.all = Buffer.concat([stream.all, pcm]);
          stream.dropped = Math.max(stream.dropped, Math.floor(drop * stream.all.length));
          stream.kept.dropBefore(stream.dropped);
          expect(stream.kept.end).toBe(stream.all.length);
          for (const { kept, all, dropped } of streams) {
            const begin = Math.floor(dropped + from * (all.length - dropped));
            const end = Math.floor(begin + to * (all.length - begin));
            expect(kept.slice(begin, end).equals(all.subarray(begin, end))).toBe(true);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('gives what is still there of what was let go of', () => {
    const kept = keepAudio();
    kept.push(Buffer.alloc(100_000, 1));
    kept.dropBefore(70_000);
    expect(kept.slice(0, 100_000)).toEqual(Buffer.alloc(36_000, 1));
  });
});
