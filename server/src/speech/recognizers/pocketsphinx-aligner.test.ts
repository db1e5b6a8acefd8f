import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { librivoxRecordings, type Recording } from '../media-fixtures.ts';
import { BYTES_PER_MS, type RecognizedWord } from '../recognizer.ts';
import { loadPocketSphinxRecognizer } from './pocketsphinx.ts';
import { type Aligner, canAlign, loadAligner } from './pocketsphinx-aligner.ts';

let aligner: Aligner;
let recordings: Recording[];
beforeAll(async () => {
  recordings = await librivoxRecordings();
  aligner = (await loadAligner()) as Aligner;
});
afterAll(() => aligner?.close());

const wordsOf = (recording: Recording) => recording.transcript.split(/\s+/);

describe('alignment', { timeout: 120_000 }, () => {
  it('is there for English', () => {
    expect([canAlign('en'), canAlign('nl')]).toEqual([true, false]);
  });

  it('finds every word of a known text, in order and within the audio', () => {
    for (const recording of recordings) {
      const words = wordsOf(recording);
      const aligned = aligner.align(words, recording.pcm) as RecognizedWord[];
      expect(aligned.map(({ word }) => word)).toEqual(words);
      let before = 0;
      for (const { start_ms, end_ms } of aligned) {
        expect(start_ms).toBeGreaterThanOrEqual(before);
        expect(end_ms).toBeGreaterThan(start_ms);
        before = end_ms;
      }
      expect(before).toBeLessThanOrEqual(recording.pcm.length / BYTES_PER_MS);
    }
  });

  it('agrees with the free recognition about the words both have', async () => {
    const recognizer = await loadPocketSphinxRecognizer('en-us');
    const apart: number[] = [];
    for (const recording of recordings) {
      const free = await recognizer.recognize(recording.pcm);
      const aligned = aligner.align(wordsOf(recording), recording.pcm) ?? [];
      for (const { word, start_ms } of free) {
        const same = aligned.filter((other) => other.word.toLowerCase() === word);
        if (same.length > 0) apart.push(Math.min(...same.map((other) => Math.abs(other.start_ms - start_ms))));
      }
    }
    recognizer.close();
    expect(apart.length).toBeGreaterThan(35);
    expect(apart.filter((ms) => ms <= 50).length / apart.length).toBeGreaterThan(0.9);
  });

  it('spells words that are in no dictionary, and takes capitals and marks as they come', () => {
    const [, recording] = recordings as [Recording, Recording];
    const words = wordsOf(recording).map((word) => (word === 'disposed' ? 'Disposd' : `${word.toUpperCase()},`));
    expect(words).toContain('Disposd');
    const aligned = aligner.align([...words, '—'], recording.pcm);
    expect(aligned?.map(({ word }) => word)).toEqual([...words, '—']);
    const known = aligner.align(wordsOf(recording), recording.pcm) as RecognizedWord[];
    expect(Math.abs((aligned?.[1]?.start_ms ?? 0) - (known[1]?.start_ms ?? 0))).toBeLessThanOrEqual(60);
  });

  it('says so when there is nothing to find', () => {
    const [recording] = recordings as [Recording];
    expect(aligner.align([], recording.pcm)).toBeUndefined();
    expect(aligner.align(['—'], recording.pcm)).toBeUndefined();
    expect(aligner.align(['hello'], Buffer.alloc(32_000))).toBeUndefined();
    // More words than half a second can hold.
    const many = Array.from({ length: 60 }, () => 'establishment');
    expect(aligner.align(many, recording.pcm.subarray(0, 16_000))).toBeUndefined();
  });
});
