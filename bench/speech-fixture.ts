import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Public-domain readings (LibriVox, "Sense and Sensibility"), in Debian's `pocketsphinx-testdata`. */
const READINGS = '/usr/share/pocketsphinx/test/data/librivox';
const SAMPLE_BYTES = 2;
const SAMPLE_RATE = 16_000;

export interface Speech {
  file: string;
  seconds: number;
  /** What is said in it. */
  text: string;
  /** The readings themselves, one utterance each, s16le 16 kHz, in the order they are repeated in the file. */
  utterances: Buffer[];
  repetitions: number;
}

/** Writes a WAV of the first seconds of the readings. */
export async function makeShortSpeech(directory: string, seconds: number): Promise<string> {
  const { file } = await makeSpeech(directory, 0);
  const short = path.join(directory, `speech-${seconds}-seconds.wav`);
  await run('ffmpeg', ['-v', 'error', '-i', file, '-t', String(seconds), '-c', 'copy', '-y', short]);
  return short;
}

/** Writes a WAV of at least `minutes` minutes: the readings, one after the other, over and over, once at least. */
export async function makeSpeech(directory: string, minutes: number): Promise<Speech> {
  const names = (await readdir(READINGS)).filter((name) => name.endsWith('.wav')).sort();
  const transcript = await readFile(path.join(READINGS, 'transcription'), 'utf8');
  const texts = new Map(
    [...transcript.matchAll(/^(.*?)\s+\((\S+)\)$/gm)].map(([, text, id]) => [id as string, text as string]),
  );
  const utterances: Buffer[] = [];
  for (const name of names) {
    const { stdout } = await run(
      'ffmpeg',
      ['-v', 'error', '-i', path.join(READINGS, name), '-ac', '1', '-ar', String(SAMPLE_RATE), '-f', 's16le', '-'],
      { encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 },
    );
    utterances.push(stdout);
  }
  const once = utterances.reduce((sum, pcm) => sum + pcm.length, 0) / SAMPLE_BYTES / SAMPLE_RATE;
  const repetitions = Math.max(1, Math.ceil((minutes * 60) / once));
  const joined = path.join(directory, 'once.s16le');
  await writeFile(joined, Buffer.concat(utterances));
  const file = path.join(directory, `speech-${minutes}-minutes.wav`);
  const raw = ['-f', 's16le', '-ar', String(SAMPLE_RATE), '-ac', '1'];
  await run('ffmpeg', ['-v', 'error', '-stream_loop', String(repetitions - 1), ...raw, '-i', joined, '-y', file]);
  const text = names.map((name) => texts.get(path.basename(name, '.wav')) ?? '').join(' ');
  return { file, seconds: once * repetitions, text: `${text} `.repeat(repetitions), utterances, repetitions };
}
