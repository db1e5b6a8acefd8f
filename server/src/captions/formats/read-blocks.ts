import { importFailed } from './import-failed.ts';
import type { Segment } from './segment.ts';
import { readTimestamp } from './timestamps.ts';

const ARROW = /^\s*(\S+)\s*-{1,2}>\s*(\S+)(.*)$/;

/**
 * Captions of formats whose blocks begin with a line of two times and an arrow. Empty lines end a block, but a file whose
 * empty lines got lost is read too: every line with two times begins a new one.
 *
 * @param isLabel whether a line right before the times belongs to them: a number, an identifier
 * @throws AppError `import_invalid` when there is not one caption
 */
export function readBlocks(
  text: string,
  isLabel: (line: string) => boolean,
): { segments: (Segment & { settings: string })[]; repairs: string[] } {
  const lines = text.split(/\r\n|\r|\n/);
  const segments: (Segment & { settings: string; lines: string[] })[] = [];
  let current: (typeof segments)[number] | undefined;
  let unread = 0;
  for (const line of lines) {
    const [, from = '', to = '', settings = ''] = ARROW.exec(line) ?? [];
    const [start_ms, end_ms] = [readTimestamp(from), readTimestamp(to)];
    if (start_ms !== undefined && end_ms !== undefined) {
      if (current && current.lines.length > 0 && isLabel((current.lines.at(-1) as string).trim())) current.lines.pop();
      current = { start_ms, end_ms, speaker: null, text: '', settings: settings.trim(), lines: [] };
      segments.push(current);
    } else if (current) current.lines.push(line);
    else if (line.includes('-->')) unread++;
  }
  if (segments.length === 0)
    throw importFailed('No line with two times and an arrow (00:00:01,000 --> 00:00:02,000) was found');
  const repairs = unread > 0 ? [`${unread} lines with times that cannot be read were left out.`] : [];
  return {
    segments: segments.map(({ lines, ...segment }) => ({ ...segment, text: lines.join('\n').trim() })),
    repairs,
  };
}
