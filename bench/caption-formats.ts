import { writeCsv } from '../server/src/captions/formats/csv.ts';
import { writeHtml } from '../server/src/captions/formats/html.ts';
import { readCaptions } from '../server/src/captions/formats/read-captions.ts';
import { writeSbv } from '../server/src/captions/formats/sbv.ts';
import type { Segment } from '../server/src/captions/formats/segment.ts';
import { writeSrt } from '../server/src/captions/formats/srt.ts';
import { writeStl } from '../server/src/captions/formats/stl.ts';
import { writeTtml } from '../server/src/captions/formats/ttml.ts';
import { writeTxt } from '../server/src/captions/formats/txt.ts';
import { writeVtt } from '../server/src/captions/formats/vtt.ts';
import { buildCues, captionRules } from '../server/src/captions/index.ts';
import { seededRandom } from '../server/test/seeded-random.ts';
import { type Benchmark, type Figure, median } from './report.ts';

const WORDS = 100_000;
const MOST = 3;
const ROUNDS = 9;
const VOCABULARY =
  'the of and a to in is you that it he was for on are as with his they I at be this have from or one had by word but not what all were we when your can said there use an each which she do how their if will up other about out many then them these so some her would make like him into time has look two more write go see number no way could people my than first water been call who oil its now find long down day did get come made may part';

export const captionFormatsBenchmark: Benchmark = {
  title: 'Caption formats',
  method:
    `A document of ten hours: ${WORDS.toLocaleString('en')} words of an English vocabulary at the pace of speech with two speakers, cut into ` +
    'captions in the default profile. Ours: writing all of them in a format, to the last byte (UTF-8). Reference: `JSON.stringify` of the same words as ' +
    `\`[word, start, stop, confidence]\`, encoded too, measured in turn; median of ${ROUNDS} rounds. Reading back what was written, and ` +
    'cutting the captions, without a target.',
  async run(note) {
    const words = tenHours();
    const built = performance.now();
    const cues = buildCues(words, captionRules('default', 'en'), 'en');
    const buildMs = performance.now() - built;
    note(`${cues.length} captions`);
    const segments = cues.map(
      ({ start_ms, end_ms, speaker, lines }): Segment => ({ start_ms, end_ms, speaker, text: lines.join('\n') }),
    );
    const tuples = words.map(({ word, start_ms, end_ms }, index) => [word, start_ms, end_ms, (index % 100) / 100]);
    const options = { language: 'en', title: 'Ten hours', with_speakers: true, with_timestamps: true };
    const stl = { ...options, frame_rate: 25 as const, offset_ms: 0, created: new Date() };
    const writers: Record<string, () => Iterable<string | Uint8Array>> = {
      srt: () => writeSrt(segments, options),
      vtt: () => writeVtt(segments, options),
      sbv: () => writeSbv(segments, options),
      'ttml (IMSC 1.1)': () => writeTtml(segments, options),
      'ttml (EBU-TT-D)': () => writeTtml(segments, { ...options, profile: 'ebu-tt-d' }),
      stl: () => writeStl(segments, stl),
      html: () => writeHtml(segments, options),
      txt: () => writeTxt(segments, options),
      csv: () => writeCsv(segments, options),
    };
    const times = new Map<string, number[]>(['json', ...Object.keys(writers)].map((name) => [name, []]));
    const files = new Map<string, Buffer>();
    for (let round = -1; round < ROUNDS; round++) {
      for (const [name, ms] of times) {
        const started = performance.now();
        const writer = writers[name];
        const file = writer ? encode(writer()) : Buffer.from(JSON.stringify(tuples));
        // The first round warms up.
        if (round >= 0) ms.push(performance.now() - started);
        files.set(name, file);
      }
    }
    const referenceMs = median(times.get('json') as number[]);
    const reference = `${referenceMs.toFixed(1)} ms, ${megabytes(files.get('json') as Buffer)}`;
    const figures: Figure[] = Object.keys(writers).map((name) => {
      const ms = median(times.get(name) as number[]);
      return {
        ...{ name: `${name}, of JSON.stringify`, target: { at: 'most', value: MOST }, ratio: ms / referenceMs },
        ...{ ours: `${ms.toFixed(1)} ms, ${megabytes(files.get(name) as Buffer)}`, reference },
      };
    });
    for (const name of ['srt', 'vtt', 'sbv', 'ttml (IMSC 1.1)', 'stl', 'txt']) {
      const ms = median(Array.from({ length: 3 }, () => timeOf(() => readCaptions(files.get(name) as Buffer))));
      figures.push({
        name: `reading ${name}`,
        target: null,
        ratio: ms / referenceMs,
        ours: `${ms.toFixed(1)} ms`,
        reference,
      });
    }
    const building = { name: 'cutting the words into captions', target: null, ratio: buildMs / referenceMs };
    return [...figures, { ...building, ours: `${buildMs.toFixed(0)} ms`, reference }];
  },
};

function tenHours() {
  const random = seededRandom(5);
  const vocabulary = VOCABULARY.split(' ');
  let at = 0;
  return Array.from({ length: WORDS }, (_, index) => {
    const ends = random() < 0.08;
    const word = `${vocabulary[Math.floor(random() * vocabulary.length)]}${ends ? '.' : random() < 0.05 ? ',' : ''}`;
    const start_ms = at;
    const end_ms = start_ms + 120 + 40 * word.length + Math.floor(random() * 60);
    at = end_ms + (ends ? 600 : 20);
    return { word, start_ms, end_ms, speaker: `S${1 + (Math.floor(index / 200) % 2)}` };
  });
}

/** As the server sends it: in chunks, not a write for each caption. */
function encode(parts: Iterable<string | Uint8Array>): Buffer {
  const chunks: Buffer[] = [];
  let text = '';
  for (const part of parts) {
    if (typeof part !== 'string') chunks.push(Buffer.from(part.buffer, part.byteOffset, part.byteLength));
    else {
      text += part;
      if (text.length < 65_536) continue;
      chunks.push(Buffer.from(text));
      text = '';
    }
  }
  return Buffer.concat([...chunks, Buffer.from(text)]);
}

function timeOf(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

const megabytes = (file: Buffer) => `${(file.length / 1e6).toFixed(1)} MB`;
