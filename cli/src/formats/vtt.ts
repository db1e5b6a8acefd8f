import type { Result } from '@parlance/sdk';
import { cuesOf } from './cues.ts';
import { timestamp } from './timestamps.ts';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** WebVTT. With several channels each cue says whose it is (`<v Channel 1>`). @example toVtt(result) // "WEBVTT\n\n…" */
export function toVtt(result: Result): string {
  const cues = cuesOf(result.results);
  const severalChannels = new Set(cues.map((cue) => cue.channel)).size > 1;
  const blocks = cues.map(({ start, end, lines, channel }) => {
    const text = lines.join('\n').replace(/[&<>]/g, (character) => ENTITIES[character] ?? '');
    const voice = severalChannels ? `<v Channel ${channel + 1}>` : '';
    return `\n${timestamp(start, '.')} --> ${timestamp(end, '.')}\n${voice}${text}\n`;
  });
  return `WEBVTT\n${blocks.join('')}`;
}
