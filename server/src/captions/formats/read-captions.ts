import { type DecodedText, decodeText } from './decode-text.ts';
import { importFailed } from './import-failed.ts';
import { readJson } from './json.ts';
import { mendSegments } from './mend-segments.ts';
import { readSbv } from './sbv.ts';
import type { ReadSegments } from './segment.ts';
import { readSrt } from './srt.ts';
import { readStl } from './stl-reader.ts';
import { readTtml } from './ttml-reader.ts';
import { readTxt } from './txt.ts';
import { readVtt } from './vtt.ts';

/** What captions are both written as and read from. */
export const CAPTION_FORMATS = ['srt', 'vtt', 'sbv', 'ttml', 'stl'] as const;
export type CaptionFormat = (typeof CAPTION_FORMATS)[number];

/** What can be imported. */
export const IMPORT_FORMATS = [...CAPTION_FORMATS, 'json', 'txt'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

const READERS: Record<Exclude<ImportFormat, 'stl'>, (text: string) => ReadSegments> = {
  srt: readSrt,
  vtt: readVtt,
  sbv: readSbv,
  ttml: readTtml,
  json: readJson,
  txt: readTxt,
};

/** Names of encodings as people know them. */
const ENCODINGS = { 'utf-16le': 'UTF-16', 'utf-16be': 'UTF-16', 'windows-1252': 'Windows-1252 (Western European)' };

export interface ReadCaptions extends ReadSegments {
  format: ImportFormat;
  /** Where the programme begins by the file's timecodes; milliseconds. */
  offset_ms: number;
}

/**
 * Reads a file of captions or of text of any format we know, judged by its contents, not by its name; in order, mended where
 * it can be. What is none of the others is plain text, if it is text at all.
 *
 * @returns what was read and, a sentence each, what had to be mended
 * @throws AppError `import_invalid`, which says what is wrong with the file
 */
export function readCaptions(bytes: Uint8Array): ReadCaptions {
  const { format, offset_ms, segments, repairs, ...facts } = parseCaptions(bytes);
  const mended = mendSegments(segments);
  if (mended.segments.length === 0) {
    throw importFailed('The file holds no caption with text', { repairs: mended.repairs });
  }
  return { ...facts, format, offset_ms, segments: mended.segments, repairs: [...repairs, ...mended.repairs] };
}

/** As {@link readCaptions}, but as the file has it: in its order, with overlaps and captions that end before they begin. */
export function parseCaptions(bytes: Uint8Array): ReadCaptions {
  if (bytes.length === 0) throw importFailed('The file is empty');
  if (/^STL\d\d\.\d\d$/.test(Buffer.from(bytes.subarray(3, 11)).toString('latin1'))) {
    return { format: 'stl', ...readStl(bytes) };
  }
  const decoded = decodeText(bytes);
  const format = formatOf(decoded);
  const result = READERS[format](decoded.text);
  const { encoding, had_nuls } = decoded;
  const repairs = encoding === 'utf-8' ? [] : [`The file is not in UTF-8 and was read as ${ENCODINGS[encoding]}.`];
  if (had_nuls) repairs.push('Zero bytes, which no text has, were left out.');
  return { format, offset_ms: 0, ...result, repairs: [...repairs, ...result.repairs] };
}

/** By how files of each begin; blocks of times are looked for in the first lines only. */
function formatOf(decoded: DecodedText): Exclude<ImportFormat, 'stl'> {
  const beginning = decoded.text.slice(0, 100_000);
  const first = beginning.trimStart();
  if (first.startsWith('WEBVTT')) return 'vtt';
  if (first.startsWith('<')) return 'ttml';
  if (/^(?:\{\s*["}]|\[\s*[[{"\]])/.test(first)) return 'json';
  if (/^[ \t]*-?\d+:\d\d:\d\d\.\d+,-?\d+:\d\d:\d\d\.\d+[ \t]*$/m.test(beginning)) return 'sbv';
  if (/^[ \t]*-?\d[\d:.,]*[ \t]*-{1,2}>/m.test(beginning)) return 'srt';
  if (isPlainText(decoded, first)) return 'txt';
  throw importFailed('The file is none of SRT, WebVTT, SBV, TTML, EBU STL, JSON and plain text');
}

/** MicroDVD, SubStation Alpha, RTF, PDF, Scenarist: text, but not to be read as it stands. */
const OTHERS = /^(?:\{\d+\}\{|\[Script Info\]|\{\\rtf|%PDF|Scenarist_SCC)/i;

/** Whether somebody wrote this: letters, and next to no control characters or characters that no encoding gave. */
function isPlainText({ had_nuls, encoding, text }: DecodedText, first: string): boolean {
  if (OTHERS.test(first) || (had_nuls && encoding === 'windows-1252')) return false;
  const looked = text.slice(0, 100_000);
  const strange = looked.match(/[[\p{Cc}\p{Cn}\p{Co}\ufffd]--[\t\n\v\f\r]]/gv)?.length ?? 0;
  return /\p{L}/u.test(looked) && strange * 200 <= looked.length;
}
