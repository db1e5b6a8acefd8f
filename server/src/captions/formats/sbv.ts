import { importFailed } from './import-failed.ts';
import { checkCount, unreadableTimes } from './read-blocks.ts';
import { linesIn, linesOf, type ReadSegments, type Segment, textWithSpeaker, type WriteOptions } from './segment.ts';
import { splitSpeakers } from './split-speakers.ts';
import { readSignedTimestamp, shortTimestamp } from './timestamps.ts';

/** YouTube's SubViewer: `0:00:01.000,0:00:02.500`, the text, an empty line. */
export function* writeSbv(segments: Iterable<Segment>, options: WriteOptions): Generator<string> {
  for (const segment of segments) {
    const lines = linesOf(textWithSpeaker(segment, options));
    if (lines.length === 0) continue;
    yield `${shortTimestamp(segment.start_ms)},${shortTimestamp(segment.end_ms)}\n${lines.join('\n')}\n\n`;
  }
}

const TIMES = /^\s*(-?\d[\d:.]*),(-?\d[\d:.]*)\s*$/;

/** @throws AppError `import_invalid` when there is not one caption */
export function readSbv(text: string): ReadSegments {
  const segments: (Segment & { lines: string[] })[] = [];
  let lines: string[] | undefined;
  let unreadable = 0;
  for (const line of linesIn(text)) {
    const [, from = '', to = ''] = TIMES.exec(line) ?? [];
    const [start_ms, end_ms] = [readSignedTimestamp(from), readSignedTimestamp(to)];
    if (from.includes(':') && to.includes(':')) {
      lines = [];
      if (start_ms !== undefined && end_ms !== undefined) {
        segments.push({ start_ms, end_ms, speaker: null, text: '', lines });
      } else unreadable++;
      checkCount(segments);
    } else if (lines && !(line === '' && lines.at(-1) === '')) lines.push(line);
  }
  if (segments.length === 0) throw importFailed('No line with two times (0:00:01.000,0:00:02.000) was found');
  const read = segments.map(({ lines, ...segment }) => ({
    ...segment,
    text: lines.join('\n').replaceAll('[br]', '\n').trim(),
  }));
  return { segments: splitSpeakers(read), repairs: unreadableTimes(unreadable) };
}
