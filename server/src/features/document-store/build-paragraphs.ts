import { joinWords } from '../../captions/index.ts';
import type { StoredUtterance, StoredWord } from '../../platform/tables.ts';
import { type DocumentSegment, newSegmentId } from './content.ts';

/** A longer pause begins a new paragraph; utterances are cut at 0.8 s already, which is a breath, not a thought. */
const PAUSE_MS = 2_000;
/** About half a minute of fluent speech; from here on a paragraph ends with its sentence. */
const MANY_WORDS = 60;
/** Where nothing ends a sentence, as in text without punctuation. */
const MOST_WORDS = 120;

const ENDS_SENTENCE = /[.!?…。！？؟][”"'’)\]]*$/u;

/**
 * Paragraphs to read and to edit: what one person says without a long pause, a few sentences each.
 *
 * @param utterances of a result, in order; times in seconds
 * @returns times in milliseconds. Where speakers are not told apart but channels are, the channel is the speaker.
 */
export function buildParagraphs(utterances: readonly StoredUtterance[]): DocumentSegment[] {
  const paragraphs: DocumentSegment[] = [];
  const hasChannels = new Set(utterances.map(({ channel }) => channel)).size > 1;
  // The paragraph that is being written, for each channel: people talk at the same time.
  const open = new Map<number, DocumentSegment>();
  for (const utterance of utterances) {
    const speaker = speakerOf(utterance, hasChannels);
    for (const [word, start, end, confidence] of utterance.result) {
      const stored: StoredWord = [word, Math.round(start * 1_000), Math.round(end * 1_000), confidence];
      const before = open.get(utterance.channel);
      if (before && before.speaker === speaker && mayGoOn(before, stored)) {
        before.words.push(stored);
        before.stop_ms = stored[2];
        continue;
      }
      const begun = {
        segment_id: newSegmentId(),
        start_ms: stored[1],
        stop_ms: stored[2],
        speaker,
        text: '',
        words: [stored],
      };
      open.set(utterance.channel, begun);
      paragraphs.push(begun);
    }
  }
  for (const paragraph of paragraphs) paragraph.text = joinWords(paragraph.words.map(([word]) => ({ word })));
  return paragraphs.sort((a, b) => a.start_ms - b.start_ms);
}

function mayGoOn({ words, stop_ms }: DocumentSegment, [, start_ms]: StoredWord): boolean {
  if (start_ms - stop_ms > PAUSE_MS || words.length >= MOST_WORDS) return false;
  return words.length < MANY_WORDS || !ENDS_SENTENCE.test(words.at(-1)?.[0] ?? '');
}

function speakerOf({ speaker, channel }: StoredUtterance, hasChannels: boolean): string | null {
  if (speaker !== 'unk') return speaker;
  return hasChannels ? `C${channel + 1}` : null;
}

/** Paragraphs of what is in captions. */
export function paragraphsOf(captions: readonly DocumentSegment[]): DocumentSegment[] {
  return buildParagraphs(
    captions.map(({ words, speaker, text }) => ({
      result: words.map(([word, start, end, confidence]) => [word, start / 1_000, end / 1_000, confidence]),
      speaker: speaker ?? 'unk',
      text,
      sconf: null,
      channel: 0,
    })),
  );
}
