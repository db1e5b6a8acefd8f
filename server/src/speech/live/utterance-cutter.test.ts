import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cut, createUtteranceCutter, cutterRules } from './utterance-cutter.ts';

const RULES = cutterRules(600);
const SPEECH = 0x80 | 70;
const QUIET = 40;
const DIGITAL_SILENCE = 0;

const windows = (...parts: [byte: number, count: number][]) =>
  Uint8Array.from(parts.flatMap(([byte, count]) => Array.from({ length: count }, () => byte)));

/** Cuts all, ended at the last window. */
function cutAll(activity: Uint8Array, pieces: readonly number[] = [activity.length], rules = RULES): Cut[] {
  const cutter = createUtteranceCutter(rules);
  const cuts: Cut[] = [];
  let at = 0;
  for (let index = 0; at < activity.length; index++) {
    const length = Math.max(1, pieces[index % pieces.length] ?? 1);
    cuts.push(...cutter.push(activity.subarray(at, at + length)));
    at += length;
  }
  return [...cuts, ...cutter.finish()];
}

interface Utterance {
  start: number;
  end: number;
  heard: number;
}
function utterances(cuts: readonly Cut[]): Utterance[] {
  const found: Utterance[] = [];
  for (const cut of cuts) {
    const last = found.at(-1);
    if (cut.type === 'begin') found.push({ start: cut.at, end: -1, heard: cut.at });
    else if (last && cut.type === 'hear') last.heard = cut.to;
    else if (last && cut.type === 'end') last.end = cut.at;
  }
  return found;
}

describe('cutting utterances', () => {
  it('begins with room before the speech and ends with some behind it', () => {
    const activity = windows([QUIET, 50], [SPEECH, 40], [QUIET, 60]);
    expect(utterances(cutAll(activity))).toEqual([{ start: 40, end: 98, heard: 98 }]);
  });

  it('ends after the pause that was asked for, and not before', () => {
    const cutter = createUtteranceCutter(RULES);
    cutter.push(windows([QUIET, 20], [SPEECH, 30]));
    expect(cutter.push(windows([QUIET, 18])).filter(({ type }) => type === 'end')).toEqual([]);
    expect(cutter.push(windows([QUIET, 1]))).toEqual([{ type: 'end', at: 58 }]);
    const short = cutAll(windows([SPEECH, 30], [QUIET, 8], [SPEECH, 30]), [1], cutterRules(200));
    expect(utterances(short)).toHaveLength(2);
  });

  it('holds a pause back until speech goes on', () => {
    const cutter = createUtteranceCutter(RULES);
    expect(cutter.push(windows([SPEECH, 30], [QUIET, 15])).at(-1)).toEqual({ type: 'hear', to: 38 });
    expect(cutter.push(windows([SPEECH, 1]))).toEqual([{ type: 'hear', to: 46 }]);
  });

  it('takes a click for no utterance', () => {
    expect(cutAll(windows([QUIET, 20], [SPEECH, 4], [QUIET, 60]))).toEqual([]);
  });

  it('takes nothing of digital silence as room', () => {
    const activity = windows([DIGITAL_SILENCE, 20], [QUIET, 3], [SPEECH, 30], [QUIET, 2], [DIGITAL_SILENCE, 30]);
    expect(utterances(cutAll(activity))).toEqual([{ start: 20, end: 55, heard: 55 }]);
  });

  it('waits for shorter pauses the longer an utterance gets', () => {
    const activity = windows([SPEECH, 400], [QUIET, 7], [SPEECH, 100], [QUIET, 60]);
    expect(utterances(cutAll(activity))).toHaveLength(2);
    const earlier = windows([SPEECH, 300], [QUIET, 7], [SPEECH, 50], [QUIET, 60]);
    expect(utterances(cutAll(earlier))).toHaveLength(1);
  });

  it('cuts speech without an end at its quietest place', () => {
    const activity = windows([SPEECH, 560], [0x80 | 40, 5], [SPEECH, 300], [QUIET, 60]);
    const [first, second] = utterances(cutAll(activity)) as [Utterance, Utterance];
    expect(first.end).toBeGreaterThanOrEqual(560);
    expect(first.end).toBeLessThanOrEqual(565);
    expect(second.start).toBe(first.end);
  });

  it('ends wherever it is told to, and goes on behind that', () => {
    const cutter = createUtteranceCutter(RULES);
    cutter.push(windows([SPEECH, 50]));
    expect(cutter.finish()).toEqual([{ type: 'end', at: 50 }]);
    expect(cutter.finish()).toEqual([]);
    expect(cutter.keepFrom()).toBe(50);
    expect(cutter.push(windows([SPEECH, 5]))).toEqual([
      { type: 'begin', at: 50 },
      { type: 'hear', to: 55 },
    ]);
  });
});

const runs = fc.array(
  fc.tuple(fc.constantFrom(SPEECH, 0x80 | 45, QUIET, DIGITAL_SILENCE), fc.integer({ min: 1, max: 300 })),
  { maxLength: 25 },
);

describe('cutting utterances, whatever comes', () => {
  it('does not depend on how the audio was cut into blocks', () => {
    fc.assert(
      fc.property(runs, fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }), (parts, pieces) => {
        const activity = windows(...parts);
        expect(utterances(cutAll(activity, pieces))).toEqual(utterances(cutAll(activity)));
      }),
    );
  });

  it('gives utterances in order that do not overlap, are no longer than allowed, and have all longer speech in them', () => {
    fc.assert(
      fc.property(runs, fc.constantFrom(200, 600, 5_000), (parts, endpointMs) => {
        const activity = windows(...parts);
        const found = utterances(cutAll(activity, [7], cutterRules(endpointMs)));
        let before = 0;
        for (const { start, end } of found) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          expect(end - start).toBeLessThanOrEqual(RULES.maxLength);
          before = end;
        }
        expect(before).toBeLessThanOrEqual(activity.length);
        const inside = new Set(found.flatMap(({ start, end }) => range(start, end)));
        let run = 0;
        for (const [index, byte] of activity.entries()) {
          run = byte >= 0x80 ? run + 1 : 0;
          // Twice the least speech: the rest of a cut may be too short for an utterance of its own.
          if (run >= RULES.minSpeech * 2) expect(inside.has(index - RULES.minSpeech)).toBe(true);
        }
      }),
    );
  });

  it('never takes back that audio is settled, and keeps what it hears later', () => {
    fc.assert(
      fc.property(runs, (parts) => {
        const cutter = createUtteranceCutter(RULES);
        let settled = 0;
        for (const byte of windows(...parts)) {
          const cuts = cutter.push(Uint8Array.of(byte));
          for (const cut of cuts) if (cut.type === 'begin') expect(cut.at).toBeGreaterThanOrEqual(settled);
          expect(cutter.keepFrom()).toBeGreaterThanOrEqual(settled);
          settled = cutter.keepFrom();
        }
      }),
    );
  });
});

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
