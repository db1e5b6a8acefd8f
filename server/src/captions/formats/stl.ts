import { linesOf, type Segment, textWithSpeaker, type WriteOptions } from './segment.ts';
import { type CharacterTable, encodeCharacters, tableFor } from './stl-characters.ts';

/** Sizes of EBU Tech 3264: a header (General Subtitle Information), then blocks (Text and Timing Information). */
export const GSI_BYTES = 1_024;
export const TTI_BYTES = 128;
export const TTI_TEXT_BYTES = 112;
/** Within the text: the next line, and what fills the rest of a block. */
export const LINE_FEED = 0x8a;
export const UNUSED = 0x8f;
/** Extension block numbers: the last block of a subtitle. */
export const LAST_BLOCK = 0xff;
/** Numbers above are not for more text: reserved, and user data. */
export const LAST_EXTENSION = 0xef;
/** What one subtitle can hold: 26 880 bytes. */
export const MOST_BLOCKS = LAST_EXTENSION + 1;
/** Teletext: rows 1 to 23, double height; the box around the text is opened and closed twice, against errors of transmission. */
const DOUBLE_HEIGHT = 0x0d;
const START_BOX = [0x0b, 0x0b];
const ROW = Uint8Array.of(DOUBLE_HEIGHT, ...START_BOX);
const NEXT_ROW = Uint8Array.of(LINE_FEED, LINE_FEED, ...ROW);
/** The end of the box. */
const ROW_END = Uint8Array.of(0x0a, 0x0a);
const LOWEST_ROW = 22;
const COLUMNS = 40;
const CENTRED = 2;

/** Numbers of languages (Tech 3264, appendix 3) by ISO 639. */
const LANGUAGES: Record<string, string> = {
  ...{
    sq: '01',
    br: '02',
    ca: '03',
    hr: '04',
    cy: '05',
    cs: '06',
    da: '07',
    de: '08',
    en: '09',
    es: '0A',
    eo: '0B',
    et: '0C',
  },
  ...{
    eu: '0D',
    fo: '0E',
    fr: '0F',
    fy: '10',
    ga: '11',
    gd: '12',
    gl: '13',
    is: '14',
    it: '15',
    lv: '18',
    lb: '19',
    lt: '1A',
  },
  ...{
    hu: '1B',
    mt: '1C',
    nl: '1D',
    no: '1E',
    nb: '1E',
    oc: '1F',
    pl: '20',
    pt: '21',
    ro: '22',
    sr: '24',
    sk: '25',
    sl: '26',
  },
  ...{
    rm: '23',
    fi: '27',
    sv: '28',
    tr: '29',
    wa: '2B',
    zu: '45',
    vi: '46',
    uz: '47',
    ur: '48',
    uk: '49',
    th: '4A',
    te: '4B',
  },
  ...{
    tt: '4C',
    ta: '4D',
    tg: '4E',
    sw: '4F',
    so: '51',
    si: '52',
    sn: '53',
    ru: '56',
    qu: '57',
    ps: '58',
    pa: '59',
    fa: '5A',
  },
  ...{
    or: '5C',
    ne: '5D',
    mr: '5F',
    ms: '61',
    mg: '62',
    mk: '63',
    lo: '64',
    ko: '65',
    km: '66',
    kk: '67',
    kn: '68',
    ja: '69',
  },
  ...{
    id: '6A',
    hi: '6B',
    he: '6C',
    ha: '6D',
    gn: '6E',
    gu: '6F',
    el: '70',
    ka: '71',
    zh: '75',
    my: '76',
    bg: '77',
    bn: '78',
  },
  ...{ be: '79', az: '7B', as: '7C', hy: '7D', ar: '7E', am: '7F' },
};

export interface StlOptions extends WriteOptions {
  /** Frames a second. */
  frame_rate: 25 | 30;
  /** Start of the programme, milliseconds; added to all times. */
  offset_ms: number;
  /** Day of making, for the header. */
  created: Date;
}

/**
 * EBU STL (Tech 3264-E): level-1 teletext subtitles of 25 or 30 frames a second, in the code table of the text's script.
 * What the format cannot hold gets lost: milliseconds between frames, letters beyond the table (`?`), text of a subtitle beyond
 * 26 880 bytes. Lines of more than 40 columns stay as they are and are for the receiver to cut.
 *
 * @param segments gone through twice, as the header counts them
 */
export function* writeStl(segments: readonly Segment[], options: StlOptions): Generator<Uint8Array> {
  const shown = segments
    .map((segment) => ({ ...segment, lines: linesOf(textWithSpeaker(segment, options)) }))
    .filter(({ lines }) => lines.length > 0);
  const table = tableFor(
    shown
      .slice(0, 200)
      .flatMap(({ lines }) => lines)
      .join(' '),
  );
  const texts = shown.map(({ lines }) => textField(lines, table));
  const blocks = texts.reduce((sum, text) => sum + Math.ceil(text.length / TTI_TEXT_BYTES), 0);
  yield header(options, { table, blocks, subtitles: shown.length, first_ms: shown[0]?.start_ms ?? 0 });
  for (const [index, { start_ms, end_ms, lines }] of shown.entries()) {
    const text = texts[index] as Uint8Array;
    const first = frames(start_ms + options.offset_ms, options.frame_rate);
    const last = Math.max(first + 1, frames(end_ms + options.offset_ms, options.frame_rate));
    const row = Math.max(1, LOWEST_ROW - (lines.length - 1) * 2);
    const count = Math.ceil(text.length / TTI_TEXT_BYTES);
    const bytes = Buffer.alloc(count * TTI_BYTES, UNUSED);
    for (let block = 0; block < count; block++) {
      const at = block * TTI_BYTES;
      bytes[at] = 0;
      bytes.writeUInt16LE(index % 65_536, at + 1);
      bytes[at + 3] = block === count - 1 ? LAST_BLOCK : block;
      bytes[at + 4] = 0;
      bytes.set(timecode(first, options.frame_rate), at + 5);
      bytes.set(timecode(last, options.frame_rate), at + 9);
      bytes[at + 13] = row;
      bytes[at + 14] = CENTRED;
      bytes[at + 15] = 0;
      bytes.set(text.subarray(block * TTI_TEXT_BYTES, (block + 1) * TTI_TEXT_BYTES), at + 16);
    }
    yield bytes;
  }
}

/** Rows of double height stand two apart: two line feeds. */
function textField(lines: readonly string[], table: CharacterTable): Uint8Array {
  const rows = lines.flatMap((line, index) => [index > 0 ? NEXT_ROW : ROW, encodeCharacters(line, table), ROW_END]);
  return Buffer.concat(rows).subarray(0, MOST_BLOCKS * TTI_TEXT_BYTES);
}

const frames = (ms: number, rate: number) => Math.max(0, Math.round((ms * rate) / 1_000));

/** Hours, minutes, seconds, frames; after a day it begins anew, as clocks do. */
export function timecode(frame: number, rate: number): [number, number, number, number] {
  const seconds = Math.floor(frame / rate);
  return [Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60, seconds % 60, frame % rate];
}

function header(
  options: StlOptions,
  facts: { table: CharacterTable; blocks: number; subtitles: number; first_ms: number },
): Uint8Array {
  const bytes = new Uint8Array(GSI_BYTES).fill(0x20);
  const put = (at: number, length: number, text: string) =>
    bytes.set(Buffer.from(text.padEnd(length).slice(0, length), 'latin1'), at);
  const count = (value: number, length: number) => String(Math.min(value, 10 ** length - 1)).padStart(length, '0');
  const time = (ms: number) =>
    timecode(frames(ms, options.frame_rate), options.frame_rate)
      .map((part) => count(part, 2))
      .join('');
  const day = options.created.toISOString().slice(2, 10).replaceAll('-', '');
  // Code page 850 in the header (nothing but ASCII is written), disk format, teletext level 1.
  put(0, 3, '850');
  put(3, 8, `STL${options.frame_rate}.01`);
  put(11, 1, '1');
  put(12, 2, facts.table);
  put(14, 2, LANGUAGES[options.language.toLowerCase().split('-')[0] as string] ?? '00');
  put(
    16,
    32,
    options.title
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replace(/[^\x20-\x7e]+/g, '?'),
  );
  put(224, 6, day);
  put(230, 6, day);
  put(236, 2, '00');
  put(238, 5, count(facts.blocks, 5));
  put(243, 5, count(facts.subtitles, 5));
  put(248, 3, '001');
  put(251, 2, count(COLUMNS, 2));
  put(253, 2, '23');
  put(255, 1, '1');
  put(256, 8, time(options.offset_ms));
  put(264, 8, time(facts.first_ms + options.offset_ms));
  put(272, 2, '11');
  return bytes;
}
