import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { librivoxReadings } from '../eval/corpus/librivox.ts';

const run = promisify(execFile);

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
  const readings = await librivoxReadings();
  const utterances = readings.map(({ samples }) => Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength));
  const once = utterances.reduce((sum, pcm) => sum + pcm.length, 0) / SAMPLE_BYTES / SAMPLE_RATE;
  const repetitions = Math.max(1, Math.ceil((minutes * 60) / once));
  const joined = path.join(directory, 'once.s16le');
  await writeFile(joined, Buffer.concat(utterances));
  const file = path.join(directory, `speech-${minutes}-minutes.wav`);
  const raw = ['-f', 's16le', '-ar', String(SAMPLE_RATE), '-ac', '1'];
  await run('ffmpeg', ['-v', 'error', '-stream_loop', String(repetitions - 1), ...raw, '-i', joined, '-y', file]);
  const text = readings.map((reading) => reading.text).join(' ');
  return { file, seconds: once * repetitions, text: `${text} `.repeat(repetitions), utterances, repetitions };
}
