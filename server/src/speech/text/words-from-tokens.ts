import type { RecognizedWord } from '../recognizer.ts';

/** What a neural recogniser gives: pieces of words. */
export interface TokenResult {
  /** Pieces in order; `▁` or a space begins a word. Single ideographs are words of their own. */
  tokens: readonly string[];
  /** When each begins, seconds; empty for models that do not tell. */
  timestamps?: readonly number[];
  /** How long each lasts, seconds; some models tell. */
  durations?: readonly number[];
  /** Natural logarithm of the probability of each; some models tell. */
  ys_log_probs?: readonly number[];
}

/**
 * Models give the moment in which they are sure of a piece and rarely its end. A last piece counts as this long when
 * nothing follows: about the mean of a syllable in read English (four to five a second).
 */
const LAST_PIECE_SECONDS = 0.24;

/** Chinese, Japanese, Thai and their like are written without spaces: each character, or syllable, is a word of its own. */
const UNSPACED =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const PUNCTUATION = /^[\p{P}\p{S}]+$/u;
/** Quotes and brackets that belong to the word after them, as do the Spanish `¿` and `¡`. */
const OPENING = /^[\p{Ps}\p{Pi}¿¡]+$/u;
/** `<unk>`, `<|en|>`, `[MUSIC]`, `(laughs)`, `♪`: marks, not words. */
const MARK = /^(<.*>|\[.*\]|\(.*\)|[♪♫#]+)$/u;
/** A byte of a character that is in no vocabulary (sentencepiece's byte fallback). */
const BYTE = /^<0x([0-9A-Fa-f]{2})>$/;

interface Piece {
  text: string;
  start: number | null;
  end: number | null;
  log_prob: number | null;
}

/**
 * Joins pieces to words.
 *
 * @param durationMs of the audio: no time lies beyond it
 * @returns words in order with times that do not overlap; without timestamps spread over the audio by their length.
 * Confidence is the geometric mean of the probabilities of a word's pieces, null without them
 */
export function wordsFromTokens(result: TokenResult, durationMs: number): RecognizedWord[] {
  const words = groupPieces(decodeBytes(pieces(result)));
  const timed = words.every((word) => word[0]?.start !== null);
  return timed ? withTimes(words, durationMs) : spread(words, durationMs);
}

function pieces({ tokens, timestamps = [], durations = [], ys_log_probs = [] }: TokenResult): Piece[] {
  const hasTimes = timestamps.length === tokens.length;
  return tokens.map((text, index) => {
    const start = hasTimes ? (timestamps[index] as number) : null;
    const duration = durations.length === tokens.length ? (durations[index] as number) : 0;
    return {
      text: text.replaceAll('▁', ' '),
      start,
      end: start !== null && duration > 0 ? start + duration : null,
      log_prob: ys_log_probs.length === tokens.length ? (ys_log_probs[index] as number) : null,
    };
  });
}

/** Runs of byte tokens become the text they encode; what is no UTF-8 is dropped. */
function decodeBytes(all: Piece[]): Piece[] {
  const result: Piece[] = [];
  let bytes: number[] = [];
  let first: Piece | undefined;
  const flush = () => {
    if (first) result.push({ ...first, text: Buffer.from(bytes).toString('utf8').replaceAll('\ufffd', '') });
    bytes = [];
    first = undefined;
  };
  for (const piece of all) {
    const byte = BYTE.exec(piece.text.trim())?.[1];
    if (byte === undefined) {
      flush();
      result.push(piece);
    } else {
      first ??= piece;
      bytes.push(Number.parseInt(byte, 16));
    }
  }
  flush();
  return result;
}

function groupPieces(all: Piece[]): Piece[][] {
  const words: Piece[][] = [];
  let previous = '';
  for (const piece of all) {
    const text = piece.text.trim();
    if (text === '' && piece.text === '') continue;
    const current = words.at(-1);
    const begins =
      !current ||
      piece.text.startsWith(' ') ||
      (!PUNCTUATION.test(text) &&
        (previous.endsWith(' ') || UNSPACED.test(text) || UNSPACED.test(current.at(-1)?.text ?? '')));
    previous = piece.text;
    if (text === '') continue;
    const attaches = current && PUNCTUATION.test(text) && !OPENING.test(text) && !MARK.test(text);
    if (begins && !attaches) words.push([{ ...piece, text }]);
    else current?.push({ ...piece, text });
  }
  return words.filter((word) => !MARK.test(textOf(word)));
}

const textOf = (word: Piece[]) => word.map(({ text }) => text).join('');

function confidenceOf(word: Piece[]): number | null {
  const logs = word.map(({ log_prob }) => log_prob).filter((value) => value !== null);
  if (logs.length === 0) return null;
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  return Number(Math.min(1, Math.max(0, Math.exp(mean))).toFixed(4));
}

function withTimes(words: Piece[][], durationMs: number): RecognizedWord[] {
  const clamp = (seconds: number) => Math.min(durationMs, Math.max(0, Math.round(seconds * 1000)));
  const result: RecognizedWord[] = [];
  for (const [index, word] of words.entries()) {
    const last = word.at(-1) as Piece;
    const next = words[index + 1]?.[0]?.start ?? Number.POSITIVE_INFINITY;
    const end = Math.min(last.end ?? (last.start as number) + LAST_PIECE_SECONDS, next);
    const start_ms = Math.max(result.at(-1)?.end_ms ?? 0, clamp((word[0] as Piece).start as number));
    if (start_ms >= durationMs) break;
    // Two words that begin in the same frame get a moment each.
    const end_ms = Math.min(durationMs, Math.max(start_ms + 10, clamp(end)));
    result.push({ word: textOf(word), start_ms, end_ms, confidence: confidenceOf(word) });
  }
  return result;
}

/** The honest guess without any times: each word as long as its share of the letters. */
export function spreadWords(words: readonly string[], durationMs: number): RecognizedWord[] {
  return spread(
    words.map((text) => [{ text, start: null, end: null, log_prob: null }]),
    durationMs,
  );
}

function spread(words: Piece[][], durationMs: number): RecognizedWord[] {
  const letters = words.map((word) => textOf(word).length + 1);
  const all = letters.reduce((sum, count) => sum + count, 0);
  let before = 0;
  return words.flatMap((word, index) => {
    const start_ms = Math.round((before / all) * durationMs);
    before += letters[index] as number;
    const end_ms = Math.round((before / all) * durationMs);
    return end_ms > start_ms ? [{ word: textOf(word), start_ms, end_ms, confidence: null }] : [];
  });
}
