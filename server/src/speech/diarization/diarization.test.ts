import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agglomerate, cosineDistance } from './agglomerate.ts';
import { assignSpeakers } from './assign-speakers.ts';
import { clusterVoices } from './cluster-voices.ts';
import { tellSpeakers } from './tell-speakers.ts';
import { packVoiceWindows, unpackVoiceWindows, type VoiceWindow } from './voice-windows.ts';

/** A small generator of numbers in 0…1, the same every time (Park and Miller). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Voices as directions in 16 dimensions; each window is its voice with some noise. */
function recording(turns: { speaker: number; windows: number }[], noise = 0.3) {
  const chance = random(7);
  const voices = Array.from({ length: 6 }, () => Float32Array.from({ length: 16 }, () => chance() * 2 - 1));
  const windows: VoiceWindow[] = [];
  const truth: number[] = [];
  for (const { speaker, windows: count } of turns) {
    for (let index = 0; index < count; index++) {
      const start_ms = windows.length * 750;
      const print = (voices[speaker] as Float32Array).map((value) => value + (chance() * 2 - 1) * noise);
      windows.push({ start_ms, end_ms: start_ms + 1_500, print });
      truth.push(speaker);
    }
  }
  return { windows, truth };
}

describe('agglomerate', () => {
  it('gives the same groups as the plain definition of average linkage', () => {
    const prints = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 9 })), {
      maxLength: 9,
    });
    fc.assert(
      fc.property(prints, fc.double({ min: 0.01, max: 1.5, noNaN: true }), (points, threshold) => {
        const items = points.map((point, index) => ({ print: Float32Array.from([...point, index / 97]), weight: 1 }));
        const groups = items.map((_, index) => [index]);
        for (;;) {
          let best: [number, number, number] | undefined;
          for (let a = 0; a < groups.length; a++) {
            for (let b = a + 1; b < groups.length; b++) {
              const pairs = (groups[a] ?? []).flatMap((i) => (groups[b] ?? []).map((j) => [i, j] as const));
              const mean =
                pairs.reduce(
                  (sum, [i, j]) =>
                    sum + cosineDistance(items[i]?.print as Float32Array, items[j]?.print as Float32Array),
                  0,
                ) / pairs.length;
              if (!best || mean < best[2]) best = [a, b, mean];
            }
          }
          if (!best || best[2] >= threshold) break;
          groups[best[0]]?.push(...(groups.splice(best[1], 1)[0] ?? []));
        }
        const labels = agglomerate(items, { threshold });
        for (const group of groups) expect(new Set(group.map((index) => labels[index])).size).toBe(1);
        expect(new Set(labels).size).toBe(groups.length);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('joins until so many are left', () => {
    const { windows } = recording([0, 1, 2, 3].map((speaker) => ({ speaker, windows: 3 })));
    const items = windows.map(({ print }) => ({ print, weight: 1 }));
    for (const groups of [1, 2, 5]) {
      expect(new Set(agglomerate(items, { threshold: 0, groups })).size).toBe(groups);
    }
    expect(agglomerate([], { threshold: 1 })).toEqual([]);
  });
});

describe('clusterVoices', () => {
  const turns = [0, 1, 0, 2, 1, 0].map((speaker) => ({ speaker, windows: 12 }));

  it('finds the speakers, numbered by their first word', () => {
    const { windows, truth } = recording(turns);
    expect(clusterVoices(windows, { threshold: 0.5 })).toEqual(truth);
  });

  it('takes a number of speakers, more or fewer than there seem to be', () => {
    const { windows } = recording(turns);
    for (const speakers of [1, 2, 3, 5]) {
      expect(new Set(clusterVoices(windows, { threshold: 0.5, speakers })).size).toBe(speakers);
    }
  });

  it('a stray window is not one of a given number of speakers', () => {
    const { windows, truth } = recording([...turns, { speaker: 4, windows: 1 }]);
    const labels = clusterVoices(windows, { threshold: 0.5, speakers: 3 });
    expect(labels.slice(0, -1)).toEqual(truth.slice(0, -1));
    expect(new Set(labels).size).toBe(3);
  });

  it('does not believe in a speaker of one second', () => {
    const { windows, truth } = recording([...turns, { speaker: 4, windows: 1 }]);
    const labels = clusterVoices(windows, { threshold: 0.5 });
    expect(labels.slice(0, -1)).toEqual(truth.slice(0, -1));
    expect(new Set(labels).size).toBe(3);
  });

  it('keeps the speakers of four hours apart, in seconds', () => {
    const chance = random(3);
    const { windows, truth } = recording(
      Array.from({ length: 1_600 }, () => ({ speaker: Math.floor(chance() * 4), windows: 12 })),
    );
    const labels = clusterVoices(windows, { threshold: 0.5 });
    const first = new Map(truth.map((speaker, index) => [speaker, labels[truth.indexOf(speaker)] ?? index]));
    expect(labels).toEqual(truth.map((speaker) => first.get(speaker)));
  }, 60_000);

  it('nothing and one', () => {
    expect(clusterVoices([], { threshold: 0.5 })).toEqual([]);
    expect(clusterVoices(recording([{ speaker: 0, windows: 1 }]).windows, { threshold: 0.5 })).toEqual([0]);
  });
});

const word = (start_seconds: number, end_seconds: number, channel = 0) => ({ start_seconds, end_seconds, channel });

describe('assignSpeakers', () => {
  const { windows, truth } = recording([
    { speaker: 0, windows: 8 },
    { speaker: 1, windows: 8 },
  ]);

  it('gives each word the speaker around it', () => {
    const words = [word(0.2, 0.6), word(3, 3.5), word(9, 9.4), word(11, 11.5)];
    expect(assignSpeakers(words, windows, truth)).toEqual([0, 0, 1, 1]);
  });

  it('does not change the speaker for a moment', () => {
    const flicker = truth.map((label, index) => (index === 3 ? 1 : label));
    expect(assignSpeakers([word(2, 2.8), word(2.9, 3.2), word(3.4, 4.6)], windows, flicker)).toEqual([0, 0, 0]);
  });

  it('knows nobody without windows', () => {
    expect(assignSpeakers([word(0, 1)], [], [])).toEqual([undefined]);
  });
});

describe('tellSpeakers', () => {
  it('names by the first word over all channels', async () => {
    const { windows } = recording([{ speaker: 0, windows: 20 }]);
    const words = [word(5, 5.5, 0), word(6, 6.5, 0), word(1, 1.5, 1)];
    const voices = new Map([
      [0, windows],
      [1, windows],
    ]);
    const told = await tellSpeakers(words, voices, { threshold: 0.5 });
    expect(told.map(({ speaker }) => speaker)).toEqual(['S2', 'S2', 'S1']);
  });
});

it('windows are stored in few bytes and come back as they were', () => {
  const { windows } = recording([{ speaker: 0, windows: 5 }]);
  const packed = packVoiceWindows(windows);
  expect(packed).toHaveLength(8 + 5 * (8 + 16 * 4));
  expect(unpackVoiceWindows(packed)).toEqual(windows);
  expect(unpackVoiceWindows(packed, 1_000)[0]?.start_ms).toBe(1_000);
  expect(unpackVoiceWindows(packVoiceWindows([]))).toEqual([]);
});
