import { importFailed } from './import-failed.ts';
import { checkCount } from './read-blocks.ts';
import type { ReadSegments, Segment } from './segment.ts';
import { splitSpeakers } from './split-speakers.ts';
import {
  GSI_BYTES,
  LAST_BLOCK,
  LAST_EXTENSION,
  LINE_FEED,
  MOST_BLOCKS,
  TTI_BYTES,
  TTI_TEXT_BYTES,
  UNUSED,
} from './stl.ts';
import { decodeCharacters } from './stl-characters.ts';

const DISK_FORMAT = /^STL(\d\d)\.01$/;

/**
 * Reads EBU STL (Tech 3264) of any level and code table. Times count from the start of the programme that the header tells.
 *
 * @returns also `offset_ms`: that start, 0 where it makes no sense
 * @throws AppError `import_invalid`
 */
export function readStl(bytes: Uint8Array): ReadSegments & { offset_ms: number } {
  const latin = (at: number, length: number) => Buffer.from(bytes.subarray(at, at + length)).toString('latin1');
  const rate = Number(DISK_FORMAT.exec(latin(3, 8))?.[1]);
  if (bytes.length < GSI_BYTES || !(rate > 0))
    throw importFailed('The file has no header of EBU STL (STL25.01 at byte 3)');
  const table = latin(12, 2);
  const segments: (Segment & { bytes: number[] })[] = [];
  const repairs: string[] = [];
  let open: (Segment & { bytes: number[] }) | undefined;
  const whole = Math.floor((bytes.length - GSI_BYTES) / TTI_BYTES);
  for (let index = 0; index < whole; index++) {
    const block = bytes.subarray(GSI_BYTES + index * TTI_BYTES, GSI_BYTES + (index + 1) * TTI_BYTES);
    const [extension = 0, comment] = [block[3], block[15]];
    if ((extension > LAST_EXTENSION && extension < LAST_BLOCK) || comment === 1) continue;
    open ??= { start_ms: timeOf(block, 5, rate), end_ms: timeOf(block, 9, rate), speaker: null, text: '', bytes: [] };
    open.bytes.push(...usedOf(block.subarray(16)));
    // A file without ends of subtitles is none, and would be one endless text.
    if (extension !== LAST_BLOCK && open.bytes.length < MOST_BLOCKS * TTI_TEXT_BYTES) continue;
    segments.push(open);
    checkCount(segments);
    open = undefined;
  }
  if (open) segments.push(open);
  const rest = (bytes.length - GSI_BYTES) % TTI_BYTES;
  if (rest > 0) repairs.push(`The file was cut off: ${rest} bytes at its end were left out.`);
  if (segments.length === 0) throw importFailed('The file holds no subtitles');
  const start = startOf(latin(256, 8), rate);
  const offset_ms = segments.every(({ start_ms }) => start_ms >= start) ? start : 0;
  return {
    segments: splitSpeakers(
      segments.map(({ bytes: coded, start_ms, end_ms, ...segment }) => ({
        ...segment,
        start_ms: start_ms - offset_ms,
        end_ms: end_ms - offset_ms,
        text: textOf(coded, table),
      })),
    ),
    repairs,
    offset_ms,
  };
}

const timeOf = (block: Uint8Array, at: number, rate: number) => {
  const [hours = 0, minutes = 0, seconds = 0, frame = 0] = block.subarray(at, at + 4);
  return (hours * 3_600 + minutes * 60 + seconds) * 1_000 + Math.round((frame * 1_000) / rate);
};

function startOf(text: string, rate: number): number {
  const [, hours = '0', minutes = '0', seconds = '0', frame = '0'] = /^(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text) ?? [];
  return timeOf(Uint8Array.of(Number(hours), Number(minutes), Number(seconds), Number(frame)), 0, rate);
}

/** What stands before the filling of a block: its text goes on in the next. */
function usedOf(field: Uint8Array): Uint8Array {
  const end = field.indexOf(UNUSED);
  return end < 0 ? field : field.subarray(0, end);
}

function textOf(coded: readonly number[], table: string): string {
  const lines: number[][] = [[]];
  for (const byte of coded) {
    if (byte === LINE_FEED) lines.push([]);
    // Teletext colours and the like take the place of a space.
    else (lines.at(-1) as number[]).push(Math.max(byte, 0x20));
  }
  return lines
    .map((line) => decodeCharacters(Uint8Array.from(line), table).replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}
