import { describe, expect, it } from 'vitest';
import { punctuate } from './punctuation.ts';

/** "one two |0.7| three": words of 0.3 s without pauses, but where a pause in seconds is given. */
function timed(text: string) {
  let now = 0;
  return text.split(' ').flatMap((part) => {
    const pause = /^\|(.+)\|$/.exec(part)?.[1];
    if (pause) {
      now += Number(pause);
      return [];
    }
    now += 0.3;
    return [{ word: part, start_seconds: now - 0.3, end_seconds: now, confidence: 0.5 }];
  });
}

const text = (words: string, language?: string) =>
  punctuate(timed(words), language)
    .map(({ word }) => word)
    .join(' ');

describe('punctuate', () => {
  it.each([
    ['he was not ill', 'He was not ill.'],
    ['he was ill |0.7| she was not', 'He was ill. She was not.'],
    ['he was ill |0.3| she was not', 'He was ill she was not.'],
    ['he took the |0.9| train', 'He took the train.'],
    ['he took the |2| go away', 'He took the. Go away.'],
    ["and i think i'm right", "And I think I'm right."],
    ['he slept |0.2| because he was ill', 'He slept, because he was ill.'],
    ['he slept because he was ill', 'He slept because he was ill.'],
    ['where did he go |0.8| nobody knows', 'Where did he go? Nobody knows.'],
    ['is it late', 'Is it late?'],
    ["don't you know", "Don't you know?"],
    ["what's the time", "What's the time?"],
    ['how many are there', 'How many are there?'],
    ['when he came it rained', 'When he came it rained.'],
    ['what a day', 'What a day.'],
    ['have mercy', 'Have mercy.'],
    ['on monday we leave', 'On Monday we leave.'],
    ['there is mr |0.5| john', 'There is Mr john.'],
    ['it costs 42 dollars', 'It costs 42 dollars.'],
    ['already done. |1| next', 'Already done. Next.'],
  ])('"%s" → "%s"', (words, expected) => {
    expect(text(words)).toBe(expected);
  });

  it('ends a long sentence at a smaller pause', () => {
    const long = Array(30).fill('word').join(' ');
    expect(text(`${long} |0.3| more`)).toMatch(/word\. More\.$/);
  });

  it('uses pauses only in other languages', () => {
    expect(text('is it i |1| and |1| monday', 'nl')).toBe('Is it i. And. Monday.');
  });

  it('keeps the number of words, their times and other fields', () => {
    const words = timed('i am here |1| are you there');
    const result = punctuate(words);
    expect(result.map(({ word: _, ...rest }) => rest)).toEqual(words.map(({ word: _, ...rest }) => rest));
    expect(punctuate([])).toEqual([]);
  });
});
