import { describe, expect, it } from 'vitest';
import { wordsFromTokens } from './words-from-tokens.ts';

const texts = (words: { word: string }[]) => words.map(({ word }) => word);

describe('wordsFromTokens', () => {
  it('joins pieces at ▁ and at spaces, with the times of the first and the end of the last', () => {
    const words = wordsFromTokens(
      {
        tokens: ['▁he', 'll', 'o', ' wor', 'ld'],
        timestamps: [0.1, 0.2, 0.3, 0.8, 0.9],
        durations: [0.1, 0.1, 0.08, 0.1, 0.16],
        ys_log_probs: [Math.log(0.9), Math.log(0.9), Math.log(0.9), Math.log(0.5), Math.log(0.5)],
      },
      2_000,
    );
    expect(words).toEqual([
      { word: 'hello', start_ms: 100, end_ms: 380, confidence: 0.9 },
      { word: 'world', start_ms: 800, end_ms: 1060, confidence: 0.5 },
    ]);
  });

  it('without durations a word ends with its last piece, before the next one and before the audio', () => {
    const result = { tokens: ['▁a', '▁b', '▁c'], timestamps: [0, 0.1, 0.9] };
    expect(wordsFromTokens(result, 1_000)).toEqual([
      { word: 'a', start_ms: 0, end_ms: 100, confidence: null },
      { word: 'b', start_ms: 100, end_ms: 340, confidence: null },
      { word: 'c', start_ms: 900, end_ms: 1_000, confidence: null },
    ]);
  });

  it('gives words that begin in the same frame a moment each, and none beyond the audio', () => {
    const words = wordsFromTokens({ tokens: ['▁a', '▁b', '▁c'], timestamps: [0.5, 0.5, 3] }, 1_000);
    expect(words.map(({ start_ms, end_ms }) => [start_ms, end_ms])).toEqual([
      [500, 510],
      [510, 740],
    ]);
  });

  it('hangs closing marks on the word before and opening ones on the word after', () => {
    const tokens = ['▁He', '▁said', ',', '▁“', 'go', '.', '”', ' ¿', 'qué', '?', '▁it', "'", 's'];
    expect(texts(wordsFromTokens({ tokens }, 1_000))).toEqual(['He', 'said,', '“go.”', '¿qué?', "it's"]);
  });

  it('takes single spaces as pieces, as models of characters have them', () => {
    expect(texts(wordsFromTokens({ tokens: [...'go on'] }, 1_000))).toEqual(['go', 'on']);
    expect(texts(wordsFromTokens({ tokens: ['▁', 'g', 'o', '▁', 'o', 'n'] }, 1_000))).toEqual(['go', 'on']);
  });

  it('makes a word of each ideograph, and of the Latin words between them', () => {
    const tokens = ['今', '天', '▁open', 'ai', '很', '好', '。'];
    expect(texts(wordsFromTokens({ tokens }, 1_000))).toEqual(['今', '天', 'openai', '很', '好。']);
  });

  it('decodes bytes of characters that are in no vocabulary', () => {
    const bytes = [...Buffer.from('é')].map((byte) => `<0x${byte.toString(16).toUpperCase()}>`);
    expect(texts(wordsFromTokens({ tokens: ['▁caf', ...bytes] }, 1_000))).toEqual(['café']);
    expect(texts(wordsFromTokens({ tokens: ['▁a', '<0xFF>'] }, 1_000))).toEqual(['a']);
  });

  it('leaves out marks that are no words', () => {
    const tokens = ['▁<unk>', '▁yes', '▁[MUSIC]', '▁(laughs)', '▁♪'];
    expect(texts(wordsFromTokens({ tokens }, 1_000))).toEqual(['yes']);
  });

  it('spreads words over the audio by their length when no times are known', () => {
    expect(wordsFromTokens({ tokens: ['▁abc', '▁a'] }, 600)).toEqual([
      { word: 'abc', start_ms: 0, end_ms: 400, confidence: null },
      { word: 'a', start_ms: 400, end_ms: 600, confidence: null },
    ]);
    expect(wordsFromTokens({ tokens: [] }, 600)).toEqual([]);
  });
});
