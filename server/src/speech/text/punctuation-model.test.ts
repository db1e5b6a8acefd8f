import { expect, it } from 'vitest';
import { withMarksOf } from './punctuation-model.ts';

const put = (words: string, written: string) =>
  withMarksOf(
    words.split(' ').map((word) => ({ word })),
    written,
  )?.map(({ word }) => word);

it('puts marks and capitals on the words', () => {
  expect(put("how are you i'm fine", "How are you? I'm fine.")).toEqual(['How', 'are', 'you?', "I'm", 'fine.']);
  expect(put('he said go on', 'He said: “Go on.”')).toEqual(['He', 'said:', '“Go', 'on.”']);
});

it('knows languages without spaces and full-width marks', () => {
  expect(put('今天 很 好 吗', '今天很好吗？')).toEqual(['今天', '很', '好', '吗？']);
  expect(put('我们 都 是 bird', '我们都是bird。')).toEqual(['我们', '都', '是', 'bird。']);
});

it('refuses a text that has other words', () => {
  expect(put('one two', 'One, three.')).toBeUndefined();
  expect(put('one two', 'One, two, three.')).toBeUndefined();
  expect(put('one two', 'One.')).toBeUndefined();
});
