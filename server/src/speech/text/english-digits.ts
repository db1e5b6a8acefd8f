import type { RecognizedWord } from '../recognizer.ts';
import { isNumberWord } from './english-cardinals.ts';
import { RULES } from './english-number-rules.ts';
import type { Written } from './english-written.ts';

/** A word, or a part of one with hyphens that is made of numbers. */
interface Token {
  /** Lower case, without the marks around it. */
  text: string;
  /** Which word it is of. */
  word: number;
  /** Marks around the word, at its first and last part. */
  before: string;
  after: string;
  isLast: boolean;
}

const PARTS = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/u;

/**
 * English number words → digits, as one would write them: cardinals, ordinals, decimals, percent, money, dates, times,
 * years, numbers said digit by digit. Words that become one have the start of the first, the end of the last and the lowest
 * confidence. The grammar with examples is in docs/actual-numbers.md. The same for what is still being said.
 */
export function writeDigits(words: readonly RecognizedWord[]): RecognizedWord[] {
  const tokens = words.flatMap(tokensOf);
  const result: RecognizedWord[] = [];
  for (let at = 0; at < tokens.length; ) {
    const { written, length } = writeAt(tokens, at);
    if (written.length > 0) {
      for (const { text, from, to } of written) result.push(joined(words, tokens.slice(at + from, at + to), text));
    } else {
      for (let index = at; index < at + length; index++) {
        const token = tokens[index] as Token;
        if (token.isLast) result.push(words[token.word] as RecognizedWord);
      }
    }
    at += length;
  }
  return result;
}

function tokensOf({ word: said }: RecognizedWord, word: number): Token[] {
  const [, before = '', core = '', after = ''] = PARTS.exec(said) ?? [];
  const text = core.toLowerCase();
  const parts = text.split('-');
  const texts = parts.length > 1 && parts.every(isNumberWord) ? parts : [text];
  return texts.map((part, index) => ({
    text: part,
    word,
    before: index === 0 ? before : '',
    after: index === texts.length - 1 ? after : '',
    isLast: index === texts.length - 1,
  }));
}

/** @returns what to write for so many tokens; nothing: they stay */
function writeAt(tokens: Token[], at: number): { written: Written['words']; length: number } {
  // Marks between words keep numbers apart.
  let end = at + 1;
  while (end < tokens.length && tokens[end - 1]?.after === '' && tokens[end]?.before === '') end++;
  const texts = tokens.slice(at, end).map(({ text }) => text);
  const before = tokens[at - 1]?.after === '' ? tokens[at - 1]?.text : undefined;
  for (const rule of RULES) {
    const found = rule(texts, 0, before);
    // Half a word cannot be written.
    if (found?.words.every(({ to }) => tokens[at + to - 1]?.isLast) && tokens[at + found.end - 1]?.isLast) {
      return { written: found.words, length: found.end };
    }
  }
  return { written: [], length: wordLength(tokens, at) };
}

function wordLength(tokens: Token[], at: number): number {
  let length = 1;
  while (!tokens[at + length - 1]?.isLast) length++;
  return length;
}

function joined(words: readonly RecognizedWord[], parts: Token[], text: string): RecognizedWord {
  const [first, last] = [parts[0], parts.at(-1)] as [Token, Token];
  const said = words.slice(first.word, last.word + 1);
  const known = said.flatMap(({ confidence }) => (confidence === null ? [] : [confidence]));
  const after = text.endsWith('.') ? last.after.replace(/^\./, '') : last.after;
  return {
    ...(said[0] as RecognizedWord),
    word: `${first.before}${text}${after}`,
    end_ms: (said.at(-1) as RecognizedWord).end_ms,
    confidence: known.length === 0 ? null : Math.min(...known),
  };
}
