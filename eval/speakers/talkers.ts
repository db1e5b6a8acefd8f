import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { openEspeak } from '../corpus/espeak.ts';
import { openFlite } from '../corpus/flite.ts';
import { librivoxReadings } from '../corpus/librivox.ts';
import { readAudio, resample, SAMPLE_RATE } from '../corpus/pcm.ts';
import { SENTENCES } from '../corpus/sentences.ts';
import type { Spoken } from '../corpus/spoken.ts';

/** Seconds. */
export interface Span {
  start: number;
  end: number;
}

/** Some seconds of one voice at 16 kHz, without silence around it. */
export interface Clip {
  samples: Int16Array;
  /** Where it is not known when words are said: equal pieces, which serve as well for counting. */
  words: Span[];
}

/** One voice. Talkers of one family were recorded or made in the same way, so that nothing but the voice differs. */
export interface Talker {
  name: string;
  family: string;
  clips: number;
  clip(index: number): Promise<Clip>;
}

/** Which voices options are chosen on, and which the figures are of: no voice is in both. */
export type Side = 'choosing' | 'judging';

const ESPEAK: Record<Side, string[]> = {
  choosing: ['en-us', 'en-gb-scotland+f2', 'en-029+m7', 'en-us+f5', 'en-gb-x-gbclan+m4', 'en-us+linda', 'en-us+adam'],
  judging: ['en-us+f3', 'en-us+m5', 'en-gb-x-rp', 'en-gb-x-gbcwmd+f1', 'en-us-nyc+m2', 'en-us+steph', 'en-us+max'],
};
const FLITE: Record<Side, string[]> = { choosing: ['slt', 'rms'], judging: ['awb', 'kal16'] };
/** Voices of telephone systems, read by people: Debian's asterisk-core-sounds-…-g722. */
const PROMPTS: Record<Side, string[]> = { choosing: ['es', 'ru'], judging: ['fr', 'it'] };
const PROMPT_FOLDER = '/usr/share/asterisk/sounds';
const PROMPT_BYTES_PER_SECOND = 8_000;
const SHORTEST_PROMPT_SECONDS = 1.5;
const PIECE_SECONDS = 0.35;

export async function openTalkers(side: Side): Promise<Talker[]> {
  const [flite, espeak] = [await openFlite(), await openEspeak()];
  return [
    ...FLITE[side].map((voice) => synthetic('flite', voice, (text) => flite(voice, text))),
    ...ESPEAK[side].map((voice) => synthetic('espeak', voice, (text) => espeak(voice, text))),
    ...(await promptReaders(PROMPTS[side])),
    ...(side === 'judging' ? [await librivoxReader()] : []),
  ].map(remembering);
}

/** Synthesis and decoding take longer than all the rest. */
function remembering(talker: Talker): Talker {
  const known = new Map<number, Promise<Clip>>();
  return {
    ...talker,
    clip(index) {
      const clip = known.get(index) ?? talker.clip(index);
      known.set(index, clip);
      return clip;
    },
  };
}

function synthetic(family: string, voice: string, say: (text: string) => Spoken): Talker {
  return {
    name: `${family}-${voice}`,
    family,
    clips: SENTENCES.length,
    async clip(index) {
      const { samples, sampleRate, words } = say(SENTENCES[index] as string);
      const spans = words.flatMap(([, start, end]) => (start === null || end === null ? [] : [{ start, end }]));
      return trimmed(await resample(samples, sampleRate), spans);
    },
  };
}

async function librivoxReader(): Promise<Talker> {
  const readings = await librivoxReadings();
  return {
    name: 'librivox',
    family: 'librivox',
    clips: readings.length,
    clip: async (index) => trimmed((readings[index] as { samples: Int16Array }).samples),
  };
}

async function promptReaders(languages: readonly string[]): Promise<Talker[]> {
  const folders = await readdir(PROMPT_FOLDER).catch(() => [] as string[]);
  return Promise.all(
    languages.flatMap((language) => {
      const folder = folders.find((name) => name.startsWith(`${language}_`));
      return folder === undefined ? [] : [promptReader(language, path.join(PROMPT_FOLDER, folder))];
    }),
  );
}

async function promptReader(language: string, folder: string): Promise<Talker> {
  const names = (await readdir(folder)).filter((name) => /^(?!tt-|beep|.*tone).*\.g722$/.test(name)).sort();
  const sizes = await Promise.all(names.map(async (name) => (await stat(path.join(folder, name))).size));
  const files = names.filter(
    (_, index) => (sizes[index] as number) > SHORTEST_PROMPT_SECONDS * PROMPT_BYTES_PER_SECOND,
  );
  return {
    name: `prompts-${language}`,
    family: 'prompts',
    clips: files.length,
    clip: async (index) => trimmed(await readAudio(path.join(folder, files[index] as string))),
  };
}

/** Frames this far below the loudest are silence: 35 dB. */
const SPEECH_RANGE = 10 ** 3.5;
const FRAME = SAMPLE_RATE / 50;

/** Without the silence at both ends. @param words in seconds, if they are known */
function trimmed(samples: Int16Array, words?: readonly Span[]): Clip {
  const powers = Array.from({ length: Math.floor(samples.length / FRAME) }, (_, frame) =>
    samples.subarray(frame * FRAME, (frame + 1) * FRAME).reduce((sum, sample) => sum + sample * sample, 0),
  );
  const least = Math.max(...powers) / SPEECH_RANGE;
  const first = powers.findIndex((power) => power > least);
  const last = powers.findLastIndex((power) => power > least) + 1;
  const [from, to] = [(first * FRAME) / SAMPLE_RATE, (last * FRAME) / SAMPLE_RATE];
  const shifted = words?.map(({ start, end }) => ({
    start: Math.max(0, start - from),
    end: Math.min(to - from, end - from),
  }));
  return { samples: samples.slice(first * FRAME, last * FRAME), words: shifted ?? pieces(to - from) };
}

function pieces(seconds: number): Span[] {
  const count = Math.max(1, Math.round(seconds / PIECE_SECONDS));
  return Array.from({ length: count }, (_, index) => ({
    start: (index * seconds) / count,
    end: ((index + 1) * seconds) / count,
  }));
}
