import { type DocumentWord, joinWords, realignWords, splitWords } from '../../../captions/index.ts';

export interface TimedText {
  start_ms: number;
  stop_ms: number;
  text: string;
}

/** Whether words are those of a text, in order; where it has no spaces, however they are cut. */
export function spell(words: readonly DocumentWord[], text: string): boolean {
  if (words.some(([word]) => /\s/.test(word) || word === '')) return false;
  const tokens = text.split(/\s+/).filter((token) => token !== '');
  return joinWords(words.map(([word]) => ({ word }))) === joinWords(tokens.map((word) => ({ word })));
}

/** Moves words along when their segment is moved: as they lay in the old time, they lie in the new. */
export function moveWords(words: readonly DocumentWord[], from: TimedText, to: TimedText): DocumentWord[] {
  if (from.start_ms === to.start_ms && from.stop_ms === to.stop_ms) return [...words];
  const scale = (to.stop_ms - to.start_ms) / Math.max(1, from.stop_ms - from.start_ms);
  const at = (ms: number) => Math.round(to.start_ms + (ms - from.start_ms) * scale);
  return clampWords(
    words.map(([word, start, stop, confidence]) => [word, at(start), at(stop), confidence]),
    to,
  );
}

/** Words within the time of their segment, none before the one before it. */
export function clampWords(words: readonly DocumentWord[], { start_ms, stop_ms }: TimedText): DocumentWord[] {
  let earliest = start_ms;
  return words.map(([word, start, stop, confidence]) => {
    const begin = Math.min(Math.max(start, earliest), stop_ms);
    earliest = begin;
    return [word, begin, Math.min(Math.max(stop, begin), stop_ms), confidence];
  });
}

/**
 * The words of texts that took the place of others: aligned with the old words over all of them, so that cutting a paragraph in
 * two or joining two keeps every time.
 */
export function alignTexts(words: readonly DocumentWord[], texts: readonly TimedText[]): DocumentWord[][] {
  const [first, last] = [texts[0], texts.at(-1)];
  if (!first || !last) return [];
  const within = { start_ms: first.start_ms, end_ms: Math.max(first.start_ms, last.stop_ms) };
  const aligned = realignWords(words, texts.map(({ text }) => text).join(' '), within);
  let at = 0;
  return texts.map((text) => {
    const count = splitWords(text.text).length;
    const own = aligned.slice(at, at + count);
    at += count;
    return clampWords(own, text);
  });
}
