import { oneLine, type Segment, type WriteOptions } from './segment.ts';
import { timestamp } from './timestamps.ts';

/** Plain text, a paragraph each: `[00:00:01] S1: Good morning.` Times and speakers only where they are wanted. */
export function* writeTxt(segments: Iterable<Segment>, options: WriteOptions): Generator<string> {
  for (const { start_ms, speaker, text } of segments) {
    const line = oneLine(text);
    if (line === '') continue;
    const time = options.with_timestamps ? `[${timestamp(start_ms, '.').slice(0, 8)}] ` : '';
    const name = options.with_speakers && speaker !== null ? `${oneLine(speaker)}: ` : '';
    yield `${time}${name}${line}\n\n`;
  }
}
