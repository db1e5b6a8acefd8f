import type { RecognizedWord } from '../recognizer.ts';

/** Phrases of up to this many words are looked at. */
const LONGEST_PHRASE = 8;
/** People say "no" six times in a row, and digits of a number; a decoder that is caught in a loop does not stop. */
const MOST_TIMES = 4;
const MOST_WORDS = 9;

/**
 * Decoders with attention can be caught in a loop and repeat a phrase until their limit, mostly over music and noise. A phrase
 * that follows itself more than {@link MOST_TIMES} times, and with them makes more than {@link MOST_WORDS} words, is kept once.
 */
export function withoutRepetitions(words: RecognizedWord[]): RecognizedWord[] {
  const result: RecognizedWord[] = [];
  let index = 0;
  while (index < words.length) {
    const loop = findLoop(words, index);
    result.push(...words.slice(index, index + (loop?.length ?? 1)));
    index += loop ? loop.length * loop.times : 1;
  }
  return result;
}

/** The shortest phrase that begins here and is repeated too often. */
function findLoop(words: RecognizedWord[], from: number): { length: number; times: number } | undefined {
  for (let length = 1; length <= LONGEST_PHRASE && from + length * MOST_TIMES < words.length; length++) {
    let times = 1;
    while (isSamePhrase(words, from, from + times * length, length)) times++;
    if (times > MOST_TIMES && times * length > MOST_WORDS) return { length, times };
  }
  return undefined;
}

function isSamePhrase(words: RecognizedWord[], first: number, second: number, length: number): boolean {
  if (second + length > words.length) return false;
  for (let index = 0; index < length; index++) {
    if (plain(words[first + index]) !== plain(words[second + index])) return false;
  }
  return true;
}

const plain = (word: RecognizedWord | undefined) => word?.word.toLowerCase().replace(/[\p{P}\p{S}]+/gu, '');
