import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { seededRandom } from '../bootstrap.ts';
import { librivoxReadings } from './librivox.ts';
import { babble, inQuietRoom, toSamples, whiteNoise, withNoise } from './noise.ts';
import { resample, SAMPLE_RATE, writeWav } from './pcm.ts';
import { SENTENCES } from './sentences.ts';
import type { ManifestWord } from './spoken.ts';
import { openVoices } from './voices.ts';

export interface CorpusOptions {
  seed: number;
  /** The first so many sentences. Default all. */
  sentences?: number;
  note?(line: string): void;
}

interface Utterance {
  name: string;
  text: string;
  voice: string;
  samples: Int16Array;
  words: ManifestWord[] | undefined;
}

const NOISES = ['white', 'babble'] as const;
/** Speech above noise, in decibels: an office, a loud café, a party. */
export const SIGNAL_TO_NOISE_DB = [20, 10, 5];
const PADDING_SECONDS = 0.5;
/** Voices that talk at once in the babble. */
const TALKERS = 6;

/**
 * Writes the recordings and manifests that engines are compared on here: `librivox`, `synthetic-clean`, and both with
 * white noise and with babble, e.g. `synthetic-babble-10` at 10 dB and `librivox-noisy` at all levels. The same seed
 * gives the same recordings; every condition has the same sentences by the same voices.
 *
 * `tuning` has some of all.
 *
 * @returns the manifests' paths by name
 * @throws Error when a synthesiser or the readings are not installed
 */
export async function makeCorpus(directory: string, options: CorpusOptions): Promise<Record<string, string>> {
  const manifests: Record<string, string> = {};
  const readings = (await librivoxReadings()).map((reading): Utterance => {
    return { ...reading, voice: 'librivox', words: undefined };
  });
  const spoken = await synthesise(options.sentences ?? SENTENCES.length);
  options.note?.(`${spoken.length} sentences synthesised`);

  const write = async (
    name: string,
    recordings: { utterance: Utterance; samples: Int16Array; condition?: string }[],
  ) => {
    await mkdir(path.join(directory, name), { recursive: true });
    const lines = await Promise.all(
      recordings.map(async ({ utterance, samples, condition }) => {
        const audio = `${name}/${utterance.name}${condition ? `-${condition}` : ''}.wav`;
        await writeWav(path.join(directory, audio), samples);
        const { text, voice, words } = utterance;
        return `${JSON.stringify({ audio, text, language: 'en', voice, words: words?.map(shift) })}\n`;
      }),
    );
    manifests[name] = path.join(directory, `${name}.jsonl`);
    await writeFile(manifests[name], lines.join(''));
    options.note?.(`${name}: ${recordings.length} recordings`);
  };

  await write(
    'librivox',
    readings.map((utterance) => ({ utterance, samples: utterance.samples })),
  );
  const random = seededRandom(options.seed);
  const noisy = (utterance: Utterance, noise: (typeof NOISES)[number], signalToNoiseDb: number) => {
    const quiet = inQuietRoom(utterance.samples, PADDING_SECONDS * SAMPLE_RATE, random);
    const others = spoken.filter(({ text, voice }) => text !== utterance.text && voice !== utterance.voice);
    const talkers = Array.from({ length: TALKERS }, () => others[Math.floor(random() * others.length)]?.samples ?? []);
    const sound =
      noise === 'white' ? whiteNoise(quiet.length, random) : babble(quiet.length, talkers as Int16Array[], random);
    return {
      utterance,
      samples: toSamples(withNoise(quiet, sound, signalToNoiseDb)),
      condition: `${noise}-${signalToNoiseDb}`,
    };
  };
  await write(
    'synthetic-clean',
    spoken.map((utterance) => {
      return { utterance, samples: toSamples(inQuietRoom(utterance.samples, PADDING_SECONDS * SAMPLE_RATE, random)) };
    }),
  );
  for (const noise of NOISES) {
    for (const level of SIGNAL_TO_NOISE_DB) {
      await write(
        `synthetic-${noise}-${level}`,
        spoken.map((utterance) => noisy(utterance, noise, level)),
      );
    }
  }
  const conditions = NOISES.flatMap((noise) => SIGNAL_TO_NOISE_DB.map((level) => ({ noise, level })));
  await write(
    'librivox-noisy',
    conditions.flatMap(({ noise, level }) => readings.map((utterance) => noisy(utterance, noise, level))),
  );
  manifests.tuning = path.join(directory, 'tuning.jsonl');
  await writeFile(manifests.tuning, await tuningLines(manifests, spoken.length));
  return manifests;
}

/**
 * What options of an engine are compared on: small enough for many runs, and of every kind. The readings clean and at 20
 * and 10 dB, and the sentences of Flite's voices, each under one condition, by turn. eSpeak NG's voices are left out: the
 * built-in engine understands less than half of them whatever its options.
 */
async function tuningLines(manifests: Record<string, string>, sentences: number): Promise<string> {
  const linesOf = async (name: string) => (await readFile(manifests[name] as string, 'utf8')).trimEnd().split('\n');
  const readings = [...(await linesOf('librivox')), ...(await linesOf('librivox-noisy'))];
  const conditions = ['clean', 'white-20', 'babble-20', 'white-10', 'babble-10'];
  const synthetic = await Promise.all(conditions.map((condition) => linesOf(`synthetic-${condition}`)));
  const chosen = Array.from(
    { length: sentences },
    (_, index) => synthetic[Math.floor(index / 2) % conditions.length]?.[index],
  );
  return [
    ...readings.filter((line) => !line.includes('-5.wav"')),
    ...chosen.filter((line) => line?.includes('"flite-')),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** Each sentence by one voice; the voices take turns. */
async function synthesise(count: number): Promise<Utterance[]> {
  const voices = await openVoices();
  const utterances: Utterance[] = [];
  for (const [index, text] of SENTENCES.slice(0, count).entries()) {
    const voice = voices[index % voices.length] as (typeof voices)[number];
    const { samples, sampleRate, words } = voice.say(text);
    const name = `${String(index + 1).padStart(2, '0')}-${voice.name.replace('+', '-')}`;
    utterances.push({ name, text, voice: voice.name, samples: await resample(samples, sampleRate), words });
  }
  return utterances;
}

const shift = ([word, start, end]: ManifestWord): ManifestWord => {
  const later = (seconds: number | null) => (seconds === null ? null : Number((seconds + PADDING_SECONDS).toFixed(3)));
  return [word, later(start), later(end)];
};
