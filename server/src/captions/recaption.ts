import { buildCues, type CaptionWord } from './build-cues.ts';
import type { Segment } from './formats/segment.ts';
import type { CaptionRules } from './rules.ts';
import { textWidth } from './text-width.ts';

/** Scripts that `joinWords` puts no spaces into: their words are found by dictionary. Of Thai and the like phrases stay whole. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/**
 * Cuts paragraphs or captions into captions that keep the rules: their words where they have some, else those of their text, whose
 * times are shared out by length. What overlaps (channels, people at once) is captioned apart.
 *
 * @param segments in order of their start; times in milliseconds
 * @param language BCP 47
 * @returns captions in order of their start, with their words
 */
export function recaption(segments: readonly Segment[], rules: CaptionRules, language: string): Segment[] {
  return lanesOf(segments)
    .flatMap((lane) =>
      buildCues(
        lane.flatMap((segment) => wordsOf(segment, language)),
        rules,
        language,
      ),
    )
    .map(({ start_ms, end_ms, speaker, lines, words }) => ({
      ...{ start_ms, end_ms, speaker, text: lines.join('\n') },
      words: words.map(({ word, start_ms, end_ms, confidence }): NonNullable<Segment['words']>[number] => [
        ...([word, start_ms, end_ms, confidence] as const),
      ]),
    }))
    .toSorted((a, b) => a.start_ms - b.start_ms);
}

const MOST_LANES = 32;

const withoutWords = ({ words: _, ...segment }: Segment, start_ms: number): Segment => ({
  ...segment,
  start_ms,
  end_ms: Math.max(segment.end_ms, start_ms + 1),
});

/** Segments that do not overlap, as few lists of them as it takes. */
function lanesOf(segments: readonly Segment[]): Segment[][] {
  const lanes: { segments: Segment[]; end_ms: number }[] = [];
  for (const segment of segments) {
    let lane = lanes.find(({ end_ms }) => end_ms <= segment.start_ms);
    if (!lane && lanes.length < MOST_LANES) {
      lane = { segments: [], end_ms: 0 };
      lanes.push(lane);
    }
    // More people at once than anybody can read: they wait for one another.
    lane ??= lanes.reduce((least, other) => (other.end_ms < least.end_ms ? other : least));
    const start_ms = Math.max(segment.start_ms, lane.end_ms);
    lane.segments.push(start_ms > segment.start_ms ? withoutWords(segment, start_ms) : segment);
    lane.end_ms = (lane.segments.at(-1) as Segment).end_ms;
  }
  return lanes.map(({ segments }) => segments);
}

type Word = CaptionWord & { confidence: number | null };

function wordsOf({ start_ms, end_ms, speaker, text, words }: Segment, language: string): Word[] {
  if (words && words.length > 0) {
    return words.map(([word, start_ms, end_ms, confidence]) => ({ word, start_ms, end_ms, speaker, confidence }));
  }
  const pieces = text.split(/\s+/).flatMap((token) => piecesOf(token, language));
  const total = pieces.reduce((sum, piece) => sum + textWidth(piece) + 1, 0);
  let columns = 0;
  const now = () => Math.round(start_ms + ((end_ms - start_ms) * columns) / Math.max(1, total));
  return pieces.map((word) => {
    const from = now();
    columns += textWidth(word) + 1;
    return { word, start_ms: from, end_ms: now(), speaker, confidence: null };
  });
}

/** A token as one word, or as several where its script has no spaces; punctuation stays with the word before it. */
function piecesOf(token: string, language: string): string[] {
  if (token === '') return [];
  if (!UNSPACED.test(token)) return [token];
  const pieces: string[] = [];
  const segmenter = new Intl.Segmenter(isLanguageTag(language) ? language : 'en', { granularity: 'word' });
  for (const { segment, isWordLike } of segmenter.segment(token)) {
    if (isWordLike || pieces.length === 0) pieces.push(segment);
    else pieces[pieces.length - 1] += segment;
  }
  return pieces;
}

function isLanguageTag(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length === 1;
  } catch {
    return false;
  }
}
