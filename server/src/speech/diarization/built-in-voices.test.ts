import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { pause } from '../../../test/wav.ts';
import { librivoxRecordings } from '../media-fixtures.ts';
import { toFloats } from '../pcm.ts';
import { findBuiltInVoices } from './built-in-voices.ts';
import { CEPSTRA, cepstraOf } from './cepstra.ts';
import { clusterByBic } from './cluster-by-bic.ts';
import { compareVoices, joinStatistics, statisticsOf } from './voice-statistics.ts';
import type { VoiceWindow } from './voice-windows.ts';

/** A reader of LibriVox (25 s), and the same with a vocal tract shorter by a sixth, which is another person. */
let reader: Buffer[];
let child: Buffer[];
/** One who names playing cards (9 s), of Debian's `pocketsphinx-testdata` as the reader is. */
let player: Buffer[];
beforeAll(async () => {
  reader = (await librivoxRecordings()).map(({ pcm }) => pcm);
  child = reader.map((pcm) => faster(pcm, 1.2));
  const folder = '/usr/share/pocketsphinx/test/data/cards';
  const files = (await readdir(folder)).filter((name) => name.endsWith('.wav')).sort();
  player = await Promise.all(files.map(async (file) => (await readFile(path.join(folder, file))).subarray(44)));
});

const framesOf = (pcm: Buffer) => cepstraOf(toFloats(pcm)).map(({ cepstra }) => cepstra);
const BYTES_PER_MS = 32;

/** Each turn a segment, as voice activity would give them. */
function recording(turns: Buffer[]): VoiceWindow[] {
  let at = 0;
  return turns.flatMap((pcm) => {
    const found = findBuiltInVoices(pcm);
    const windows = found.map((one) => ({ ...one, start_ms: one.start_ms + at, end_ms: one.end_ms + at }));
    at += pcm.length / BYTES_PER_MS;
    return windows;
  });
}

/** For each turn the speakers of its windows. */
async function speakersOf(turns: Buffer[], speakers?: number): Promise<number[][]> {
  const windows = recording(turns);
  const labels = await clusterByBic(windows, speakers);
  let end_ms = 0;
  return turns.map((pcm) => {
    const start_ms = end_ms;
    end_ms += pcm.length / BYTES_PER_MS;
    return [...new Set(labels.filter((_, index) => isWithin(windows[index] as VoiceWindow, start_ms, end_ms)))];
  });
}

const isWithin = (window: VoiceWindow, from: number, to: number) => window.start_ms >= from && window.end_ms <= to + 10;

describe('cepstraOf', () => {
  it('gives a hundred frames a second that do not depend on the level', () => {
    const samples = toFloats(reader[0] as Buffer);
    const [loud, quiet] = [cepstraOf(samples), cepstraOf(samples.map((value) => value / 4))];
    expect(loud.length).toBe(Math.floor((samples.length - 400) / 160) + 1);
    // Where there is speech; the logarithm of nearly nothing is kept finite by a small number, which is no factor.
    for (const [index, { cepstra, log_energy }] of loud.entries()) {
      if (log_energy < 0) continue;
      expect(quiet[index]?.log_energy).toBeCloseTo(log_energy - 2 * Math.log(4), 5);
      for (let place = 0; place < CEPSTRA; place++)
        expect(quiet[index]?.cepstra[place]).toBeCloseTo(cepstra[place] as number, 1);
    }
  });

  it('is the cosine transform of the logarithms of mel bands', () => {
    // A tone has its energy in one or two bands: the cepstra are a cosine whose frequency is that of its band.
    const centre = (hertz: number) => 2595 * Math.log10(1 + hertz / 700);
    const [low, high] = [centre(80), centre(7_600)];
    for (const hertz of [300, 1_000, 3_000]) {
      const tone = Float32Array.from(
        { length: 16_000 },
        (_, index) => 0.1 * Math.sin((2 * Math.PI * hertz * index) / 16_000),
      );
      const { cepstra } = cepstraOf(tone)[50] as { cepstra: Float64Array };
      const band = ((centre(hertz) - low) / (high - low)) * 27 - 1;
      const expected = Float64Array.from(cepstra, (_, row) => Math.cos((Math.PI * (row + 1) * (band + 0.5)) / 26));
      const product = (a: Float64Array, b: Float64Array) =>
        a.reduce((sum, value, index) => sum + value * (b[index] as number), 0);
      const likeness = product(cepstra, expected) / Math.sqrt(product(cepstra, cepstra) * product(expected, expected));
      expect(likeness, `${hertz} Hz`).toBeGreaterThan(0.7);
    }
  });
});

describe('voice statistics', () => {
  it('of two parts joined are those of the whole', () => {
    const frames = framesOf(reader[0] as Buffer);
    const whole = statisticsOf(frames);
    const joined = joinStatistics(statisticsOf(frames.slice(0, 70)), statisticsOf(frames.slice(70)));
    for (const [index, value] of whole.entries()) {
      expect(Math.abs((joined[index] as number) - value)).toBeLessThan(1e-4 * Math.max(10, Math.abs(value)));
    }
    expect(joinStatistics(whole, statisticsOf([]))).toEqual(whole);
  });

  it('tell one voice from two, whatever the microphone makes of both', () => {
    const [one, same, other] = [reader.slice(0, 2), reader.slice(2), player].map((turns) => turns.flatMap(framesOf));
    const difference = (a: Float64Array[] = [], b: Float64Array[] = []) =>
      compareVoices(statisticsOf(a), statisticsOf(b)).difference;
    expect(difference(one, same)).toBeLessThan(0);
    expect(difference(one, other)).toBeGreaterThan(0);
    expect(difference(other, one)).toBeCloseTo(difference(one, other), 0);
    const heardDully = (frames: Float64Array[] = []) =>
      frames.map((frame) => frame.map((value, index) => value + 10 / (index + 1)));
    expect(difference(heardDully(one), heardDully(other))).toBeCloseTo(difference(one, other), 0);
    const first = (frames: Float64Array[] = []) => frames.slice(0, 100);
    expect(difference(first(one), first(other)), 'a second is not enough to be sure of two').toBeLessThan(0);
  });

  it('are compared as the criterion says', () => {
    // Two dimensions differ, and nothing correlates: the criterion is the sum of the logarithms of variances.
    const alternating = (mean: number) =>
      Array.from({ length: 400 }, (_, frame) =>
        Float64Array.from({ length: CEPSTRA }, (_, row) => (row < 2 ? mean : 0) + ((frame >> row) % 2 ? 5 : -5)),
      );
    const [a, b] = [statisticsOf(alternating(0)), statisticsOf(alternating(8))];
    const { loss, difference } = compareVoices(a, b);
    const distance = (2 * 8 ** 2) / (5 ** 2 + 0.5);
    expect(loss).toBeCloseTo(0.5 * 800 * Math.log(1 + distance / 4), 0);
    expect(difference - compareVoices(a, a).difference).toBeCloseTo(loss, 3);
    expect(compareVoices(a, a, 0.5).difference).toBeCloseTo(compareVoices(a, a).difference / 2, 5);
  });
});

describe('findBuiltInVoices', () => {
  it('covers a segment with windows in order, within its bounds', () => {
    const pcm = Buffer.concat([reader[0] as Buffer, pause(0.2), child[1] as Buffer, pause(0.2), reader[2] as Buffer]);
    const windows = findBuiltInVoices(pcm);
    expect(windows.length).toBeGreaterThanOrEqual(2);
    let before = 0;
    for (const { start_ms, end_ms } of windows) {
      expect(start_ms).toBeGreaterThanOrEqual(before);
      expect(end_ms).toBeGreaterThan(start_ms);
      before = end_ms;
    }
    expect(before).toBeLessThanOrEqual(pcm.length / BYTES_PER_MS);
    // A change of speakers within the segment is a change of windows, to a third of a second.
    const change_ms = (reader[0] as Buffer).length / BYTES_PER_MS + 100;
    expect(windows.some(({ start_ms }) => Math.abs(start_ms - change_ms) < 350)).toBe(true);
  });

  it('takes silence and next to nothing', () => {
    expect(findBuiltInVoices(Buffer.alloc(0))).toEqual([]);
    expect(findBuiltInVoices(Buffer.alloc(100))).toEqual([]);
    expect(findBuiltInVoices(Buffer.alloc(64_000)).every(({ print }) => print.every(Number.isFinite))).toBe(true);
  });
});

describe('clusterByBic', () => {
  it('tells two people apart', async () => {
    const turns = [reader[0], child[3], child[4], reader[1], child[1], reader[2], child[2], reader[4]] as Buffer[];
    const truth = [[0], [1], [1], [0], [1], [0], [1], [0]];
    expect(await speakersOf(turns)).toEqual(truth);
    expect(await speakersOf(turns, 2)).toEqual(truth);
    expect((await speakersOf(turns, 1)).flat()).toEqual(turns.map(() => 0));
    expect(new Set((await speakersOf(turns, 3)).flat()).size).toBe(3);
  });

  it('leaves one person whole', async () => {
    for (const one of [reader, child, player]) expect(new Set((await speakersOf(one)).flat()).size).toBe(1);
  });

  it('keeps two people apart for an hour, in seconds', async () => {
    const clips = [reader, child].map((turns) => turns.map(findBuiltInVoices));
    let at = 0;
    const truth: number[] = [];
    const windows = Array.from({ length: 700 }, (_, turn) => {
      const speaker = turn % 3 ? 0 : 1;
      const found = clips[speaker]?.[turn % 5] as VoiceWindow[];
      const shifted = found.map((one) => ({ ...one, start_ms: one.start_ms + at, end_ms: one.end_ms + at }));
      at = (shifted.at(-1)?.end_ms ?? at) + 500;
      truth.push(...shifted.map(() => speaker));
      return shifted;
    }).flat();
    expect(at).toBeGreaterThan(3_000_000);
    // Who speaks first is 0, here the child.
    const rightShare = (labels: number[]) =>
      labels.filter((label, index) => label === 1 - (truth[index] as number)).length / labels.length;
    expect(rightShare(await clusterByBic(windows, 2))).toBeGreaterThan(0.95);
    // The same few sentences over and over seem surer than they are: some become a third voice.
    expect(rightShare(await clusterByBic(windows))).toBeGreaterThan(0.8);
  }, 30_000);

  it('nothing and one', async () => {
    expect(await clusterByBic([])).toEqual([]);
    expect(await clusterByBic(recording([player[0] as Buffer]), 4)).toEqual([0]);
  });
});

/** Played faster, so that all resonances are higher. */
function faster(pcm: Buffer, factor: number): Buffer {
  const result = Buffer.alloc(Math.floor(pcm.length / 2 / factor - 1) * 2);
  for (let index = 0; index < result.length / 2; index++) {
    const [before, share] = [Math.floor(index * factor), (index * factor) % 1];
    const value = pcm.readInt16LE(before * 2) * (1 - share) + pcm.readInt16LE(before * 2 + 2) * share;
    result.writeInt16LE(Math.round(value), index * 2);
  }
  return result;
}
