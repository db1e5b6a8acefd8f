// Compares options of the built-in engine by error rate and processor time (docs/adr/0013-built-in-engine-defaults.md):
//   node bench/decoder-options.ts data/eval-corpus/tuning.jsonl '-ds 2' '-topn 2' 'lead 160'
// Every argument is a set of options given in place of the engine's own; `lead`, `tail` and `gap` (milliseconds) change
// the audio around the segments instead. The engine's own options go along as what the others are compared with.
import path from 'node:path';
import { pino } from 'pino';
import { type Count, differenceInterval } from '../eval/bootstrap.ts';
import { readAudio } from '../eval/corpus/pcm.ts';
import { type ManifestEntry, readManifest } from '../eval/manifest.ts';
import { errorsOf, type HeardWord, scoreRecording } from '../eval/score.ts';
import { createSpeech } from '../server/src/speech/index.ts';
import type { Recognizer } from '../server/src/speech/recognizer.ts';
import { loadPocketSphinxRecognizer } from '../server/src/speech/recognizers/pocketsphinx.ts';

interface Variant {
  name: string;
  recognizer: Recognizer;
  /** Milliseconds more before and behind each segment; below 0 less. */
  lead: number;
  tail: number;
  /** Milliseconds of faint noise added on both sides, in place of what was there. */
  gap: number;
  counts: Count[];
  cpuSeconds: number;
}

const BYTES_PER_MS = 32;
/** −70 dBFS, uniform: the engine takes digital silence for the noise of the room. */
const FAINT = 18;

async function openVariant(name: string): Promise<Variant> {
  const words = name.split(' ').filter(Boolean);
  const around = { lead: 0, tail: 0, gap: 0 };
  const options: string[] = [];
  for (let index = 0; index < words.length; index += 2) {
    const [key, value] = [words[index] as string, words[index + 1] ?? ''];
    if (key in around) around[key as keyof typeof around] = Number(value);
    else options.push(key, value);
  }
  const recognizer = await loadPocketSphinxRecognizer('en-us', options.length > 0 ? options : undefined);
  return { name: name || 'as it is', recognizer, ...around, counts: [], cpuSeconds: 0 };
}

const [manifest, ...sets] = process.argv.slice(2);
if (!manifest) {
  process.stderr.write("Usage: node bench/decoder-options.ts MANIFEST ['OPTIONS' …]\n");
  process.exit(2);
}
const entries = await readManifest(manifest);
const speech = createSpeech({ decoders: 1, engines: ['pocketsphinx'], log: pino({ level: 'silent' }) });
const variants: Variant[] = [];
for (const set of ['', ...sets]) variants.push(await openVariant(set));
const [own] = variants as [Variant];

let audioSeconds = 0;
for (const [index, entry] of entries.entries()) {
  const spans = await spansOf(entry);
  const samples = await readAudio(entry.path);
  audioSeconds += samples.length / 16_000;
  const pcm = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  // In turn on each recording, so that whatever else the machine does meets all of them alike.
  for (const variant of variants) variant.counts.push(await decode(variant, entry, pcm, spans));
  process.stderr.write(`${index + 1} of ${entries.length}\n`);
  // A long run can be looked at, and ended, before its end.
  if (index % 10 === 9) report(process.stderr);
}
await speech.close();
report(process.stdout);

async function spansOf({ path: file }: ManifestEntry): Promise<[number, number][]> {
  const spans: [number, number][] = [];
  const signal = new AbortController().signal;
  for await (const { start_ms, end_ms } of speech.findSpeech({ path: file, multichannel: false, signal })) {
    spans.push([start_ms, end_ms]);
  }
  return spans;
}

async function decode(variant: Variant, entry: ManifestEntry, pcm: Buffer, spans: [number, number][]): Promise<Count> {
  const heard: HeardWord[] = [];
  for (const [start_ms, end_ms] of spans) {
    const from = Math.max(0, start_ms - variant.lead);
    const to = Math.min(pcm.length / BYTES_PER_MS, end_ms + variant.tail);
    const faint = faintNoise(variant.gap * BYTES_PER_MS);
    const audio = Buffer.concat([faint, pcm.subarray(from * BYTES_PER_MS, Math.floor(to) * BYTES_PER_MS), faint]);
    const before = process.cpuUsage();
    const words = await variant.recognizer.recognize(audio);
    const { user, system } = process.cpuUsage(before);
    variant.cpuSeconds += (user + system) / 1e6;
    for (const { word, confidence } of words) heard.push({ word, confidence, start_seconds: 0, end_seconds: 0 });
  }
  const score = scoreRecording(entry.words, heard, entry.language);
  return { errors: errorsOf(score), words: score.words };
}

function faintNoise(bytes: number): Buffer {
  const noise = Buffer.alloc(bytes);
  let state = 1;
  for (let offset = 0; offset < bytes; offset += 2) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    noise.writeInt16LE(Math.round((state / 2 ** 32 - 0.5) * 2 * FAINT), offset);
  }
  return noise;
}

/** A row for each set: processor time by that of the engine's own options, error rates by kind of recording. */
function report(stream: NodeJS.WritableStream): void {
  const seen = entries.slice(0, own.counts.length);
  const kinds = [...new Set(seen.map(kindOf))];
  const percent = (rate: number) => (rate * 100).toFixed(1);
  const rateOf = (counts: Count[]) =>
    counts.reduce((sum, { errors }) => sum + errors, 0) / counts.reduce((sum, { words }) => sum + words, 0);
  const head = ['options', 'processor time', 'for 1 s of speech', ...kinds, 'all', 'difference, points (95 %)'];
  const rows = variants.map((variant) => {
    const interval = differenceInterval(own.counts, variant.counts);
    const difference = percent(rateOf(variant.counts) - rateOf(own.counts));
    const range = interval ? ` (${percent(interval.low)} to ${percent(interval.high)})` : '';
    return [
      `\`${variant.name}\``,
      `${(variant.cpuSeconds / own.cpuSeconds).toFixed(2)}`,
      `${(variant.cpuSeconds / audioSeconds).toFixed(3)} s`,
      ...kinds.map((kind) =>
        percent(rateOf(variant.counts.filter((_, at) => kindOf(entries[at] as ManifestEntry) === kind))),
      ),
      percent(rateOf(variant.counts)),
      variant === own ? '' : `${difference}${range}`,
    ];
  });
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  stream.write(`${lines.join('\n')}\n`);
}

function kindOf({ name }: ManifestEntry): string {
  const voice = path.dirname(name).split('-')[0] as string;
  const noise = /white|babble/.exec(name)?.[0];
  return noise ? `${voice}, ${noise}` : voice;
}
