import { decodeText } from './decode-text.ts';
import { importFailed } from './import-failed.ts';
import { mendSegments } from './mend-segments.ts';
import { readSbv } from './sbv.ts';
import type { ReadSegments } from './segment.ts';
import { readSrt } from './srt.ts';
import { readStl } from './stl-reader.ts';
import { readTtml } from './ttml-reader.ts';
import { readVtt } from './vtt.ts';

export const CAPTION_FORMATS = ['srt', 'vtt', 'sbv', 'ttml', 'stl'] as const;
export type CaptionFormat = (typeof CAPTION_FORMATS)[number];

const READERS: Record<Exclude<CaptionFormat, 'stl'>, (text: string) => ReadSegments> = {
  srt: readSrt,
  vtt: readVtt,
  sbv: readSbv,
  ttml: readTtml,
};

/** Names of encodings as people know them. */
const ENCODINGS = { 'utf-16le': 'UTF-16', 'utf-16be': 'UTF-16', 'windows-1252': 'Windows-1252 (Western European)' };

export interface ReadCaptions extends ReadSegments {
  format: CaptionFormat;
  /** Where the programme begins by the file's timecodes; milliseconds. */
  offset_ms: number;
}

/**
 * Reads a caption file of any format we know, judged by its contents, not by its name; in order, mended where it can be.
 *
 * @returns what was read and, a sentence each, what had to be mended
 * @throws AppError `import_invalid`, which says what is wrong with the file
 */
export function readCaptions(bytes: Uint8Array): ReadCaptions {
  if (bytes.length === 0) throw importFailed('The file is empty');
  const { format, offset_ms, segments, repairs, ...facts } = read(bytes);
  const mended = mendSegments(segments);
  if (mended.segments.length === 0) throw importFailed('The file holds no caption with text');
  return { ...facts, format, offset_ms, segments: mended.segments, repairs: [...repairs, ...mended.repairs] };
}

function read(bytes: Uint8Array): ReadCaptions {
  if (/^STL\d\d\.\d\d$/.test(Buffer.from(bytes.subarray(3, 11)).toString('latin1'))) {
    return { format: 'stl', ...readStl(bytes) };
  }
  const { text, encoding } = decodeText(bytes);
  const format = formatOf(text);
  const result = READERS[format](text);
  const repairs = encoding === 'utf-8' ? [] : [`The file is not in UTF-8 and was read as ${ENCODINGS[encoding]}.`];
  return { format, offset_ms: 0, ...result, repairs: [...repairs, ...result.repairs] };
}

/** By how files of each begin; blocks of times are looked for in the first lines only. */
function formatOf(text: string): Exclude<CaptionFormat, 'stl'> {
  const beginning = text.slice(0, 100_000);
  if (/^\s*WEBVTT/.test(beginning)) return 'vtt';
  if (/^\s*</.test(beginning)) return 'ttml';
  if (/^\s*\d+:\d\d:\d\d\.\d+,\d+:\d\d:\d\d\.\d+\s*$/m.test(beginning)) return 'sbv';
  if (beginning.includes('-->') || /^\s*\d[\d:.,]*\s*->\s*\d/m.test(beginning)) return 'srt';
  throw importFailed('The file is none of SRT, WebVTT, SBV, TTML and EBU STL');
}
