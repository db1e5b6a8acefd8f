import { describe, expect, it } from 'vitest';
import { createSegmenter, isSpeechWindow, SEGMENT_RULES, type Span } from './segments.ts';

const SPEECH = 0x80 | 70;
const PAUSE = 30;
const MAX_MS = 30_000;

/** A small seeded generator (mulberry32), so that a failure can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function segment(activity: Uint8Array, blockSizes: () => number = () => activity.length): Span[] {
  const segmenter = createSegmenter();
  const spans: Span[] = [];
  for (let at = 0; at < activity.length; ) {
    const size = Math.max(1, blockSizes());
    const keep = segmenter.keepFrom();
    const found = segmenter.push(activity.subarray(at, at + size));
    for (const span of found) expect(span.start).toBeGreaterThanOrEqual(keep);
    spans.push(...found);
    at += size;
  }
  return [...spans, ...segmenter.finish()];
}

const runs = (...lengths: [kind: number, windows: number][]) =>
  Uint8Array.from(lengths.flatMap(([kind, windows]) => Array<number>(windows).fill(kind)));

describe('segments', () => {
  it('pads speech with the pause around it', () => {
    const spans = segment(runs([PAUSE, 50], [SPEECH, 40], [PAUSE, 50]));
    expect(spans).toEqual([{ start: 50 - SEGMENT_RULES.leadIn, end: 90 + SEGMENT_RULES.leadOut }]);
  });

  it('keeps no digital silence beside speech', () => {
    const spans = segment(runs([0, 50], [PAUSE, 2], [SPEECH, 40], [PAUSE, 3], [0, 50]));
    expect(spans).toEqual([{ start: 50, end: 95 }]);
  });

  it('joins over a short pause and cuts at a long one, without overlap', () => {
    const short = SEGMENT_RULES.joinPause - 1;
    expect(segment(runs([SPEECH, 40], [PAUSE, short], [SPEECH, 40]))).toHaveLength(1);
    const [first, second] = segment(runs([SPEECH, 40], [PAUSE, SEGMENT_RULES.joinPause], [SPEECH, 40]));
    expect(second?.start).toBeGreaterThanOrEqual(first?.end as number);
  });

  it('drops a click', () => {
    expect(segment(runs([PAUSE, 50], [SPEECH, SEGMENT_RULES.minSpeech - 1], [PAUSE, 50]))).toEqual([]);
  });

  it('cuts endless speech at its quietest place', () => {
    const loud = runs([SPEECH, 2000]);
    loud.fill(0x80 | 40, 800, 806);
    const [first] = segment(loud);
    expect(first?.end).toBeGreaterThanOrEqual(800);
    expect(first?.end).toBeLessThanOrEqual(806);
  });

  it('prefers a pause to a quiet place', () => {
    const loud = runs([SPEECH, 600], [PAUSE, 3], [SPEECH, 2000]);
    loud.fill(0x80 | 10, 800, 806);
    expect(segment(loud)[0]?.end).toBeGreaterThanOrEqual(600);
    expect(segment(loud)[0]?.end).toBeLessThanOrEqual(603);
  });

  it('keeps its promises for any activity and any blocks', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const next = random(seed);
      const talkative = next();
      const activity = Uint8Array.from(
        Array.from({ length: 60 }, () => {
          const speech = next() < talkative;
          const windows = Math.floor(next() ** 3 * (speech ? 1500 : 120)) + 1;
          return Array.from({ length: windows }, () => (speech ? 0x80 : 0) | Math.floor(next() * 100));
        }).flat(),
      );
      const spans = segment(activity);
      expect(segment(activity, () => Math.floor(next() * 60))).toEqual(spans);

      let before = 0;
      const covered = new Uint8Array(activity.length);
      for (const { start, end } of spans) {
        expect(start).toBeGreaterThanOrEqual(before);
        expect(end).toBeGreaterThan(start);
        expect((end - start) * 32).toBeLessThanOrEqual(MAX_MS);
        before = end;
        covered.fill(1, start, end);
      }
      expect(before).toBeLessThanOrEqual(activity.length);
      for (const lost of uncovered(activity, covered)) expect(lost).toBeLessThan(SEGMENT_RULES.minSpeech);
    }
  });
});

/** Numbers of speech windows in each uncovered stretch between two segments. */
function uncovered(activity: Uint8Array, covered: Uint8Array): number[] {
  const stretches: number[] = [];
  let count = 0;
  let pause = 0;
  for (let index = 0; index <= activity.length; index++) {
    const speech = index < activity.length && !covered[index] && isSpeechWindow(activity[index] as number);
    pause = speech ? 0 : pause + 1;
    if (speech) count++;
    else if (count > 0 && pause >= SEGMENT_RULES.shortPause) {
      stretches.push(count);
      count = 0;
    }
  }
  return count > 0 ? [...stretches, count] : stretches;
}
