import { setImmediate } from 'node:timers/promises';
import { type CaptionRules, recaptionInParts } from '../../captions/index.ts';
import { type DocumentSegment, newSegmentId } from './content.ts';

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
  const captions: DocumentSegment[] = [];
  const segments = paragraphs.map(({ stop_ms, ...rest }) => ({ ...rest, end_ms: stop_ms }));
  for (const part of recaptionInParts(segments, rules, language)) {
    for (const { start_ms, end_ms, speaker, text, words = [] } of part) {
      captions.push({ segment_id: newSegmentId(), start_ms, stop_ms: end_ms, speaker, text, words });
    }
    await setImmediate();
  }
  return captions.sort((a, b) => a.start_ms - b.start_ms);
}
