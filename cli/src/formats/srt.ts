import type { Result } from '@parlance/sdk';
import { cuesOf } from './cues.ts';
import { timestamp } from './timestamps.ts';

/** SubRip. It knows no escaping, so the arrow that separates times is taken out of texts. @example toSrt(result) */
export function toSrt(result: Result): string {
  return cuesOf(result.results)
    .map(({ start, end, lines }, index) => {
      const text = lines.join('\n').replaceAll('-->', '->');
      return `${index + 1}\n${timestamp(start, ',')} --> ${timestamp(end, ',')}\n${text}\n`;
    })
    .join('\n');
}
