import { describe, expect, it } from 'vitest';
import { buildUtterances, type TimedWord } from './utterances.ts';

const word = (text: string, start_seconds: number, more: Partial<TimedWord> = {}): TimedWord => ({
  word: text,
  start_seconds,
  end_seconds: start_seconds + 0.4,
  confidence: 0.9,
  channel: 0,
  ...more,
});

describe('buildUtterances', () => {
  it('splits at pauses longer than 0.8 s', () => {
    const [first, second, ...rest] = buildUtterances([
      word('another', 0.2346, { confidence: 0.8 }),
      word('word', 1.4, { confidence: 0.91234 }),
      word('later', 2.7),
    ]);
    expect(first).toEqual({
      result: [
        ['another', 0.23, 0.63, 0.8],
        ['word', 1.4, 1.8, 0.912],
      ],
      speaker: 'unk',
      text: 'another word',
      sconf: 0.856,
      channel: 0,
    });
    expect(second?.text).toBe('later');
    expect(rest).toEqual([]);
  });

  it('splits after 60 words', () => {
    const words = Array.from({ length: 130 }, (_, index) => word(`w${index}`, index * 0.5));
    expect(buildUtterances(words).map(({ result }) => result.length)).toEqual([60, 60, 10]);
  });

  it('keeps channels apart and orders them by time', () => {
    const utterances = buildUtterances([
      word('question', 0, { channel: 1 }),
      word('answer', 0.1),
      word('more', 5),
      word('thanks', 4, { channel: 1 }),
      word('together', 9, { channel: 1 }),
      word('too', 9),
    ]);
    expect(utterances.map(({ channel, text }) => [channel, text])).toEqual([
      [1, 'question'],
      [0, 'answer'],
      [1, 'thanks'],
      [0, 'more'],
      [0, 'too'],
      [1, 'together'],
    ]);
  });

  it('has no confidence where the engine has none', () => {
    const [utterance] = buildUtterances([word('quiet', 0, { confidence: null })]);
    expect(utterance?.sconf).toBeNull();
    expect(utterance?.result[0]?.[3]).toBeNull();
    expect(buildUtterances([])).toEqual([]);
  });
});
