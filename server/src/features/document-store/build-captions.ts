import { setImmediate } from 'node:timers/promises';
import { buildCues, type CaptionRules, type CaptionWord, timeCues } from '../../captions/index.ts';
import type { StoredWord } from '../../platform/tables.ts';
import { type DocumentSegment, newSegmentId } from './content.ts';

/** Words captioned in one go: some milliseconds. */
const WORDS_AT_ONCE = 2_000;

interface Word extends CaptionWord {
  stored: StoredWord;
}

/**
 * Captions from the paragraphs of a transcript by the rules. Lets the event loop go on in between: ten hours take a second.
 *
 * @param language BCP 47
 */
export async function buildCaptions(
  paragraphs: readonly DocumentSegment[],
  rules: CaptionRules,
  language: string,
): Promise<DocumentSegment[]> {
  const cues = [];
  for (const words of inParts(paragraphs)) {
    cues.push(...buildCues(words, rules, language));
    await setImmediate();
  }
  // Once more over all of them: the last caption of one part must know of the first of the next.
  const spoken = cues.map((cue) => ({ ...cue, end_ms: cue.words.at(-1)?.end_ms ?? cue.end_ms }));
  // Two channels may talk at the same time.
  spoken.sort((a, b) => a.start_ms - b.start_ms);
  return timeCues(spoken, rules).map(({ start_ms, end_ms, speaker, lines, words }) => ({
    segment_id: newSegmentId(),
    start_ms,
    stop_ms: end_ms,
    speaker,
    text: lines.join('\n'),
    words: words.map(({ stored }) => stored),
  }));
}

/** Words in order of time, cut where a paragraph begins. */
function* inParts(paragraphs: readonly DocumentSegment[]): Generator<Word[]> {
  let part: Word[] = [];
  for (const paragraph of paragraphs) {
    const words = paragraph.words.map(
      (stored): Word => ({
        word: stored[0],
        start_ms: stored[1],
        end_ms: stored[2],
        speaker: paragraph.speaker,
        stored,
      }),
    );
    if (part.length + words.length > WORDS_AT_ONCE && part.length > 0) {
      yield part;
      part = [];
    }
    part.push(...words);
  }
  if (part.length > 0) yield part;
}
