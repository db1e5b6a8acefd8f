import {
  AUXILIARIES,
  CONJUNCTIONS,
  HANGING_WORDS,
  HOW_MUCH,
  PROPER_NAMES,
  QUESTION_WORDS,
  SUBJECTS,
} from './english.ts';

export interface PunctuationInput {
  word: string;
  start_seconds: number;
  end_seconds: number;
}

/** A pause this long ends a sentence: between the LibriVox sentences of the tests recognised words are 0.43 s apart. */
const SENTENCE_PAUSE_SECONDS = 0.42;
/** Nobody leaves a sentence open this long, even after "the". */
const CERTAIN_PAUSE_SECONDS = 1.5;
/** In a long sentence a smaller pause will do. */
const LONG_SENTENCE_WORDS = 25;
const LONG_SENTENCE_PAUSE_SECONDS = 0.25;
/** A pause this long before "and", "but", "because" … gets a comma. */
const COMMA_PAUSE_SECONDS = 0.15;

/**
 * Adds capitals, full stops, question marks and a few commas, judging by the pauses and, for English, by the words.
 * Rules only, so the same words always come out the same; numbers stay as they were spoken.
 * @param words the words of one channel in order.
 * @param language of the words (`en`); others get sentence ends and capitals only.
 * @returns as many words, each with its times and other fields unchanged.
 */
export function punctuate<Word extends PunctuationInput>(words: readonly Word[], language = 'en'): Word[] {
  const english = language === 'en';
  return sentences(words, english).flatMap((sentence) =>
    sentence.map((word, index) => {
      const next = sentence[index + 1];
      const text = index === 0 ? capitalise(word.word) : english ? properCase(word.word) : word.word;
      return { ...word, word: text + mark(sentence, word, next, english) };
    }),
  );
}

function sentences<Word extends PunctuationInput>(words: readonly Word[], english: boolean): Word[][] {
  const result: Word[][] = [];
  let sentence: Word[] = [];
  for (const [index, word] of words.entries()) {
    sentence.push(word);
    const next = words[index + 1];
    if (next && !endsSentence(word, next, sentence.length, english)) continue;
    result.push(sentence);
    sentence = [];
  }
  return result;
}

function endsSentence(word: PunctuationInput, next: PunctuationInput, length: number, english: boolean): boolean {
  const pause = next.start_seconds - word.end_seconds;
  if (pause >= CERTAIN_PAUSE_SECONDS) return true;
  if (english && HANGING_WORDS.has(word.word.toLowerCase())) return false;
  return pause >= (length >= LONG_SENTENCE_WORDS ? LONG_SENTENCE_PAUSE_SECONDS : SENTENCE_PAUSE_SECONDS);
}

function mark(
  sentence: PunctuationInput[],
  word: PunctuationInput,
  next: PunctuationInput | undefined,
  english: boolean,
) {
  if (/[.,!?;:]$/.test(word.word)) return '';
  if (!next) return english && isQuestion(sentence) ? '?' : '.';
  const pause = next.start_seconds - word.end_seconds;
  const joins = english && CONJUNCTIONS.has(next.word.toLowerCase());
  return joins && pause >= COMMA_PAUSE_SECONDS && !HANGING_WORDS.has(word.word.toLowerCase()) ? ',' : '';
}

/** "Is he…", "don't you…", "where did…", "how many…", but not "when he came" or "what a day". */
function isQuestion(sentence: PunctuationInput[]): boolean {
  const [first = '', second = ''] = sentence.map((word) => word.word.toLowerCase());
  if (AUXILIARIES.has(first.replace(/n't$/, ''))) return SUBJECTS.has(second);
  if (/^(who|what|where|when|why|how)('s|'re|'d|'ll)$/.test(first)) return true;
  if (!QUESTION_WORDS.has(first)) return false;
  return AUXILIARIES.has(second.replace(/n't$/, '')) || (first === 'how' && HOW_MUCH.has(second)) || second === 'about';
}

function properCase(word: string): string {
  return /^i('.+)?$/.test(word) || PROPER_NAMES.has(word) ? capitalise(word) : word;
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
