import { diffArrays } from 'diff';
import { splitWords, UNSPACED } from './split-words.ts';

/** A word as documents keep it: text, start, end (milliseconds), confidence (null: nobody heard it like this). */
export type DocumentWord = [word: string, start_ms: number, end_ms: number, confidence: number | null];

/** Beyond so many changes a text is a new one: looking for words that stayed would take the square of that. */
const MOST_CHANGES = 2_000;

/**
 * Gives the words of an edited text the times of the words they were: a word that stayed keeps its times (and its confidence,
 * unless its letters changed), words in the place of others share those others' time by their length, words put in between get what
 * silence there is.
 *
 * @param words before, in order of time
 * @param text after
 * @param within the time the whole may take, for a text that had no words
 * @returns the words of `text`, in order of time, none reaching beyond where the old ones began and ended (or `within`)
 */
export function realignWords(
  words: readonly DocumentWord[],
  text: string,
  within: { start_ms: number; end_ms: number },
): DocumentWord[] {
  const after = splitWords(text).map(unitsOf);
  const units = realignUnits(
    words.flatMap((word) => timedUnits(word)),
    after.flat(),
    within,
  );
  let at = 0;
  return after.map(({ length }) => {
    at += length;
    return joinUnits(units.slice(at - length, at));
  });
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** What is aligned: a word, or each sign of one whose script has no spaces, as everybody cuts words another way there. */
const unitsOf = (word: string): string[] =>
  UNSPACED.test(word) ? [...graphemes.segment(word)].map(({ segment }) => segment) : [word];

function timedUnits([word, start_ms, end_ms, confidence]: DocumentWord): DocumentWord[] {
  const units = unitsOf(word);
  const at = (index: number) => Math.round(start_ms + ((end_ms - start_ms) * index) / units.length);
  return units.map((unit, index) => [unit, at(index), at(index + 1), confidence]);
}

/** As sure as the least sure of its signs; not at all, where one was not heard. */
function joinUnits(units: readonly DocumentWord[]): DocumentWord {
  const [first, last] = [units[0] as DocumentWord, units.at(-1) as DocumentWord];
  const confidences = units.map(([, , , confidence]) => confidence).filter((confidence) => confidence !== null);
  const confidence = confidences.length === units.length ? Math.min(...confidences) : null;
  return [units.map(([unit]) => unit).join(''), first[1], last[2], confidence];
}

function realignUnits(
  words: readonly DocumentWord[],
  after: readonly string[],
  within: { start_ms: number; end_ms: number },
): DocumentWord[] {
  const [first, last] = [words[0]?.[1] ?? within.start_ms, words.at(-1)?.[2] ?? within.end_ms];
  const result: DocumentWord[] = [];
  for (const { removed, added } of changes(words, after)) {
    if (removed === undefined) {
      // Stayed, perhaps with other capitals or punctuation.
      const [old, word] = [added.old as DocumentWord, added.words[0] as string];
      result.push([word, old[1], old[2], old[3]]);
    } else {
      const begin = removed.words[0]?.[1] ?? words[removed.at - 1]?.[2] ?? first;
      const end = removed.words.at(-1)?.[2] ?? words[removed.at]?.[1] ?? last;
      result.push(...share(added.words, begin, Math.max(begin, end)));
    }
  }
  return result;
}

/** The same word but for capitals and the marks around it. */
const bare = (word: string) => word.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '') || word;

type Change =
  | { removed?: undefined; added: { old: DocumentWord; words: string[] } }
  | { removed: { at: number; words: readonly DocumentWord[] }; added: { old?: undefined; words: string[] } };

/** Words that stayed one by one, and the runs between them. */
function* changes(before: readonly DocumentWord[], after: readonly string[]): Generator<Change> {
  const oldWords = before.map(([word]) => bare(word));
  const newWords = after.map(bare);
  const parts = diffArrays(oldWords, newWords, { maxEditLength: MOST_CHANGES }) ?? [
    { value: oldWords, removed: true, added: false },
    { value: newWords, removed: false, added: true },
  ];
  let [oldAt, newAt] = [0, 0];
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index] as (typeof parts)[number];
    if (!part.removed && !part.added) {
      for (const _ of part.value) {
        yield { added: { old: before[oldAt++] as DocumentWord, words: [after[newAt++] as string] } };
      }
      continue;
    }
    // What was removed and what was added at one place belong together, whichever is told first.
    const next = parts[index + 1];
    const pair = next && (next.added || next.removed) && next.added !== part.added ? next : undefined;
    if (pair) index++;
    const removedCount = (part.removed ? part : pair)?.value.length ?? 0;
    const addedCount = (part.removed ? pair : part)?.value.length ?? 0;
    yield {
      removed: { at: oldAt, words: before.slice(oldAt, oldAt + removedCount) },
      added: { words: after.slice(newAt, newAt + addedCount) },
    };
    oldAt += removedCount;
    newAt += addedCount;
  }
}

/** Time shared out by the lengths of words. */
function share(words: readonly string[], begin: number, end: number): DocumentWord[] {
  const total = words.reduce((sum, word) => sum + word.length, 0);
  let letters = 0;
  const at = () => Math.round(begin + ((end - begin) * letters) / Math.max(1, total));
  return words.map((word) => {
    const start = at();
    letters += word.length;
    return [word, start, at(), null];
  });
}
