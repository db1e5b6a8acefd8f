import { buildCues, type CaptionWord } from './build-cues.ts';
import type { Segment } from './formats/segment.ts';
import type { CaptionRules } from './rules.ts';
import { splitWords } from './split-words.ts';
import { textWidth } from './text-width.ts';
import { SYNC_MS } from './time-cues.ts';

/**
 * Cuts paragraphs or captions into captions that keep the rules: their words where they have some, else those of their text, whose
 * times are shared out by length. What overlaps (channels, people at once) is captioned apart.
 *
 * @param segments in order of their start; times in milliseconds
 * @param language BCP 47
 * @returns captions in order of their start, with their words
 */
export function recaption(segments: readonly Segment[], rules: CaptionRules, language: string): Segment[] {
  return [...recaptionInParts(segments, rules, language)].flat().toSorted((a, b) => a.start_ms - b.start_ms);
}

/** As {@link recaption}, a part at a time and in no order: for who has other things to do in between. */
export function* recaptionInParts(
  segments: readonly Segment[],
  rules: CaptionRules,
  language: string,
): Generator<Segment[]> {
  for (const lane of lanesOf(segments)) {
    for (const words of independentParts(lane.flatMap(wordsOf), rules)) {
      yield buildCues(words, rules, language).map(({ start_ms, end_ms, speaker, lines, words }) => ({
        ...{ start_ms, end_ms, speaker, text: lines.join('\n') },
        words: words.map(({ word, start_ms, end_ms, confidence }): NonNullable<Segment['words']>[number] => [
          ...([word, start_ms, end_ms, confidence] as const),
        ]),
      }));
    }
  }
}

/** Some milliseconds of work. */
const PART_WORDS = 1_000;

/** Cuts where the silence is so long that no caption before it depends on one behind it; long speech without one stays whole. */
function* independentParts(words: readonly Word[], rules: CaptionRules): Generator<readonly Word[]> {
  // A caption reaches into a silence to be read, and is joined to the next one when little is left of it.
  const reach = Math.max(rules.max_linger, rules.min_segment_duration) + rules.min_segment_gap + 2 * SYNC_MS;
  const silence = Math.max(reach + rules.chain_gap, rules.max_silence_between_words ?? Number.POSITIVE_INFINITY);
  let begin = 0;
  for (let at = PART_WORDS; at < words.length; at++) {
    if (at - begin < PART_WORDS) continue;
    if ((words[at] as Word).start_ms - (words[at - 1] as Word).end_ms <= silence) continue;
    yield words.slice(begin, at);
    begin = at;
  }
  if (begin < words.length) yield words.slice(begin);
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

function wordsOf({ start_ms, end_ms, speaker, text, words }: Segment): Word[] {
  if (words && words.length > 0) {
    return words.map(([word, start_ms, end_ms, confidence]) => ({ word, start_ms, end_ms, speaker, confidence }));
  }
  const pieces = splitWords(text);
  const total = pieces.reduce((sum, piece) => sum + textWidth(piece) + 1, 0);
  let columns = 0;
  const now = () => Math.round(start_ms + ((end_ms - start_ms) * columns) / Math.max(1, total));
  return pieces.map((word) => {
    const from = now();
    columns += textWidth(word) + 1;
    return { word, start_ms: from, end_ms: now(), speaker, confidence: null };
  });
}
