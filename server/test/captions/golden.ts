import path from 'node:path';
import { writeCsv } from '../../src/captions/formats/csv.ts';
import { writeHtml } from '../../src/captions/formats/html.ts';
import { writeSbv } from '../../src/captions/formats/sbv.ts';
import type { Segment, WriteOptions } from '../../src/captions/formats/segment.ts';
import { writeSrt } from '../../src/captions/formats/srt.ts';
import { writeStl } from '../../src/captions/formats/stl.ts';
import { writeTtml } from '../../src/captions/formats/ttml.ts';
import { writeTxt } from '../../src/captions/formats/txt.ts';
import { writeVtt } from '../../src/captions/formats/vtt.ts';

const segment = (start_ms: number, end_ms: number, text: string, speaker: string | null = null): Segment => ({
  ...{ start_ms, end_ms, speaker, text },
});

/** What formats stumble over, a caption each. */
export const SAMPLE: Segment[] = [
  segment(0, 1_500, 'Good morning, and welcome\nto the harbour office.', 'Anna'),
  segment(1_580, 4_200, 'Is "R&D" <here>? It\'s 5 > 3.', 'Bo'),
  segment(4_280, 6_000, 'Press --> to go on', 'Anna'),
  segment(6_120, 8_000, 'Zażółć gęślą jaźń, naïve café,\nŁódź, Øresund, Straße', 'Bo'),
  segment(60_000, 62_000, '{not} [a] =formula\n2'),
  segment(62_040, 64_000, 'مرحبا بكم في الميناء، سفينة رقم 7.'),
  segment(64_080, 66_000, 'שלום לכולם, זה הנמל.'),
  segment(66_040, 68_000, '港へようこそ。東京、서울'),
  segment(68_040, 70_000, 'Boats 👩‍👩‍👧 ⛵ and flags 🇳🇱'),
  segment(70_040, 72_000, 'e\u0301 n\u0303 a\u0308, हिन्दी, Việt Nam'),
  segment(3_661_001, 3_662_999, 'An hour later, and a millisecond.'),
  segment(36_000_000, 36_001_960, 'Ten hours in.'),
];

/** What the Latin table of EBU STL was made for, and what it was not. */
export const LATIN_SAMPLE: Segment[] = [
  segment(0, 1_000, 'Één café, naïve Übung, $5 ¤ £3\nÅngström, Œuvre, Łódź, Ðakovo'),
  segment(1_033, 2_967, 'Ich weiß: “ja” – ‘nein’… 20 €'),
  segment(3_000, 3_020, '東京 👩‍👩‍👧 x\u0302 ế', 'S1'),
  segment(86_399_960, 86_400_000, 'At midnight.'),
];

export const ARABIC_SAMPLE: Segment[] = [
  segment(0, 1_000, 'مرحبا بكم في الميناء، سفينة رقم ٧؟'),
  segment(1_500, 2_500, 'نعم، Titanic!'),
];

const options: WriteOptions = {
  language: 'en',
  title: 'Harbour & <sea>, façade',
  with_speakers: true,
  with_timestamps: true,
};
const plain = { ...options, with_speakers: false, with_timestamps: false };
const stl = { ...options, offset_ms: 36_000_000, created: new Date('2026-11-21T00:00:00Z') };

/** Files of every format, by name. They lie beside this file, written by `node server/test/captions/write-golden.ts`. */
export function goldenFiles(): Map<string, Buffer> {
  const files: Record<string, Iterable<string | Uint8Array>> = {
    'sample.srt': writeSrt(SAMPLE, options),
    'sample.vtt': writeVtt(SAMPLE, options),
    'sample.sbv': writeSbv(SAMPLE, options),
    'sample.imsc.ttml': writeTtml(SAMPLE, options),
    'sample.ebu-tt-d.ttml': writeTtml(SAMPLE, { ...options, profile: 'ebu-tt-d' }),
    'sample.txt': writeTxt(SAMPLE, options),
    'sample-plain.txt': writeTxt(SAMPLE, plain),
    'sample.csv': writeCsv(SAMPLE, options),
    'sample.html': writeHtml(SAMPLE, options),
    'latin-25.stl': writeStl(LATIN_SAMPLE, { ...stl, frame_rate: 25 }),
    'latin-30.stl': writeStl(LATIN_SAMPLE, { ...stl, frame_rate: 30, offset_ms: 0 }),
    'arabic-25.stl': writeStl(ARABIC_SAMPLE, { ...stl, frame_rate: 25, language: 'ar', offset_ms: 0 }),
  };
  return new Map(
    Object.entries(files).map(([name, parts]) => [name, Buffer.concat([...parts].map((part) => Buffer.from(part)))]),
  );
}

export const goldenPath = (name: string) => path.join(import.meta.dirname, name);
