import path from 'node:path';
import type { RealtimeFinal } from '@parlance/sdk';
import { UsageError } from '../failure.ts';
import type { CaptionFormat } from '../formats/captions.ts';
import { printable } from '../table.ts';

export type LiveFormat = CaptionFormat | 'txt';

const FORMATS: Record<string, LiveFormat> = {
  '.txt': 'txt',
  '.srt': 'srt',
  '.vtt': 'vtt',
  '.sbv': 'sbv',
  '.ttml': 'ttml',
  '.stl': 'stl',
  '.json': 'json',
};

/** What a file is to be, by its name. @throws UsageError */
export function formatOf(file: string): LiveFormat {
  const format = FORMATS[path.extname(file).toLowerCase()];
  if (format) return format;
  throw new UsageError(`--output must end with one of ${Object.keys(FORMATS).join(', ')}, not "${file}".`);
}

/** Everything that was said, in a format. Captions are a part of the server; who needs none need not wait for them. */
export async function writeFinals(
  finals: readonly RealtimeFinal[],
  format: LiveFormat,
  language: string,
  title: string,
): Promise<Buffer> {
  if (format === 'txt') return Buffer.from(finals.map(({ text }) => `${printable(text)}\n`).join(''));
  const { captionRules, recaption } = await import('../caption-door.ts');
  const { CAPTION_WRITERS } = await import('../formats/captions.ts');
  const segments = finals.map(({ startMs, endMs, text, words, speaker }) => ({
    ...{ start_ms: startMs, end_ms: words.at(-1)?.[2] ?? endMs, text, words, speaker },
  }));
  const captions = recaption(segments, captionRules('default', language), language);
  return CAPTION_WRITERS[format].write(captions, { language, title, with_speakers: false, frame_rate: 25 });
}
