import { describe, expect, it } from 'vitest';
import { wordsOfTranscription } from './remote-answer.ts';

const texts = (words: { word: string }[]) => words.map(({ word }) => word);

describe('wordsOfTranscription', () => {
  it('words inside segments, with their own probabilities', () => {
    const segments = [{ start: 0, end: 2, words: [{ word: ' Hi', start: 0.2, end: 0.5, probability: 0.75 }] }];
    expect(wordsOfTranscription({ text: 'Hi', segments }, 2_000)).toEqual([
      { word: 'Hi', start_ms: 200, end_ms: 500, confidence: 0.75 },
    ]);
  });

  it('segments without words: spread over each', () => {
    const segments = [
      { start: 0, end: 1, text: 'one two' },
      { start: 2, end: 3, text: 'three' },
    ];
    const words = wordsOfTranscription({ text: 'one two three', segments }, 4_000);
    expect(texts(words)).toEqual(['one', 'two', 'three']);
    expect(words[1]?.end_ms).toBeLessThanOrEqual(1_000);
    expect([words[2]?.start_ms, words[2]?.end_ms]).toEqual([2_000, 3_000]);
  });

  it('drops what the model itself takes for no speech', () => {
    const noise = { start: 0, end: 2, text: 'Thank you.', no_speech_prob: 0.9, avg_logprob: -1.4 };
    expect(wordsOfTranscription({ text: 'Thank you.', segments: [noise] }, 2_000)).toEqual([]);
    const words = [
      { word: 'Thank', start: 0.1, end: 0.4 },
      { word: 'yes', start: 2.2, end: 2.6 },
    ];
    const segments = [noise, { start: 2, end: 3, text: 'Yes.', no_speech_prob: 0.01, avg_logprob: -0.2 }];
    expect(texts(wordsOfTranscription({ text: 'Thank you. Yes.', words, segments }, 3_000))).toEqual(['yes']);
  });

  it('keeps times in order and within the audio, whatever the server says', () => {
    const words = [
      { word: 'a', start: -1, end: 0.5 },
      { word: 'b', start: 0.2, end: 0.1 },
      { word: 'c', start: Number.NaN, end: 1 },
      { word: 'd', start: 0.9, end: 9 },
      { word: 'e', start: 9, end: 10 },
    ];
    const placed = wordsOfTranscription({ text: '', words }, 1_000);
    expect(texts(placed)).toEqual(['a', 'b', 'd']);
    let before = 0;
    for (const { start_ms, end_ms } of placed) {
      expect(start_ms).toBeGreaterThanOrEqual(before);
      expect(end_ms).toBeGreaterThan(start_ms);
      before = end_ms;
    }
    expect(before).toBe(1_000);
  });

  it('nothing', () => {
    expect(wordsOfTranscription({ text: '' }, 1_000)).toEqual([]);
    expect(wordsOfTranscription({ text: '  ', words: null, segments: null }, 1_000)).toEqual([]);
  });
});
