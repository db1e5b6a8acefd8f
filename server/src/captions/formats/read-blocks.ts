import { importFailed } from './import-failed.ts';
import { linesIn, MOST_SEGMENTS, type Segment } from './segment.ts';
import { readSignedTimestamp } from './timestamps.ts';

const ARROW = /^\s*(\S+?)\s*(-{1,2}>)\s*(\S+)/;
/** What is meant for a time, whether it is one or not. */
const TIME_LIKE = /^-?\d[\d:.,]*$/;

/**
 * The two times of a line that begins a caption.
 *
 * @returns undefined for any other line, `unreadable` for one that is meant for it
 */
export function readTimes(
  line: string,
  arrow: '-->' | '->',
): { start_ms: number; end_ms: number } | 'unreadable' | undefined {
  if (!line.includes(arrow)) return undefined;
  const [, from = '', found, to = ''] = ARROW.exec(line) ?? [];
  if (found !== arrow) return undefined;
  const [start_ms, end_ms] = [readSignedTimestamp(from), readSignedTimestamp(to)];
  if (start_ms !== undefined && end_ms !== undefined) return { start_ms, end_ms };
  return TIME_LIKE.test(from) && TIME_LIKE.test(to) ? 'unreadable' : undefined;
}

/** @throws AppError `import_invalid` beyond {@link MOST_SEGMENTS} */
export function checkCount(segments: readonly unknown[]): void {
  if (segments.length > MOST_SEGMENTS) throw importFailed(`The file holds more than ${MOST_SEGMENTS} captions`);
}

/** A sentence about captions whose times make no sense. */
export const unreadableTimes = (count: number): string[] =>
  count === 0 ? [] : [`${count} ${count === 1 ? 'caption' : 'captions'} with times that cannot be read left out.`];

/**
 * Captions of SubRip: blocks that begin with a line of two times and an arrow. Empty lines end a block, but a file whose empty
 * lines got lost is read too: every line with two times begins a new one. A number right before it belongs to it.
 *
 * @throws AppError `import_invalid` when there is not one caption
 */
export function readBlocks(text: string): { segments: Segment[]; repairs: string[] } {
  const arrow = text.includes('-->') ? '-->' : '->';
  const segments: (Segment & { lines: string[] })[] = [];
  let lines: string[] | undefined;
  let unreadable = 0;
  for (const line of linesIn(text)) {
    const times = readTimes(line, arrow);
    if (times) {
      if (lines && /^\s*\d+\s*$/.test(lines.at(-1) ?? '')) lines.pop();
      lines = [];
      if (times === 'unreadable') unreadable++;
      else segments.push({ ...times, speaker: null, text: '', lines });
      checkCount(segments);
    } else if (lines && !(line === '' && lines.at(-1) === '')) lines.push(line);
  }
  if (segments.length === 0)
    throw importFailed('No line with two times and an arrow (00:00:01,000 --> 00:00:02,000) was found');
  return {
    segments: segments.map(({ lines, ...segment }) => ({ ...segment, text: lines.join('\n').trim() })),
    repairs: unreadableTimes(unreadable),
  };
}
