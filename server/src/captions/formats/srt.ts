import { readBlocks } from './read-blocks.ts';
import { linesOf, type ReadSegments, type Segment, textWithSpeaker, type WriteOptions } from './segment.ts';
import { splitSpeakers } from './split-speakers.ts';
import { timestamp } from './timestamps.ts';

/** SubRip: numbered blocks. It has no standard; players read UTF-8 with line feeds, and `-->` only between two times. */
export function* writeSrt(segments: Iterable<Segment>, options: WriteOptions): Generator<string> {
  let number = 0;
  for (const segment of segments) {
    const lines = linesOf(textWithSpeaker(segment, options));
    // A caption without text is none; a block without a line breaks players.
    if (lines.length === 0) continue;
    number++;
    const text = lines.join('\n').replaceAll('-->', '->');
    yield `${number}\n${timestamp(segment.start_ms, ',')} --> ${timestamp(segment.end_ms, ',')}\n${text}\n\n`;
  }
}

/** Reads what is about in the world: with or without numbers, full stops for commas, styles, positions behind the times. */
export function readSrt(text: string): ReadSegments {
  const { segments, repairs } = readBlocks(text);
  return {
    segments: splitSpeakers(segments.map((segment) => ({ ...segment, text: withoutTags(segment.text) }))),
    repairs,
  };
}

/** Without the tags of SubRip and of SubStation Alpha: `<i>`, `</font>`, `{\\an8}`. */
function withoutTags(text: string): string {
  return text.replace(/<\/?(?:[biusc]|font|ruby|rt|span)(?:\s[^<>]*)?>/gi, '').replace(/\{\\[^{}]*\}/g, '');
}
