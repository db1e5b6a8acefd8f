// The tiny models made by tools/tiny-models and the recordings they never heard in training.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { align } from '../../../eval/align.ts';
import type { Recognised, RecogniseRequest } from './sherpa-child.ts';

/** Where the model folders lie; PARLANCE_MODELS_DIR may point here. */
export const MODEL_FIXTURES_DIR = import.meta.dirname;

export interface HeldBackRecording {
  /** The path of a 16 kHz mono WAV file. */
  audio: string;
  text: string;
  engine: string;
  voice: string;
  /** Words a minute (espeak-ng) or how many times as long as usual (flite). */
  speed: number;
  seconds: number;
  /** [word, start, end] in seconds from the beginning; left out where the synthesiser does not tell them. */
  words?: [word: string, start: number, end: number][];
}

/** The recordings of a manifest as `npm run eval` reads them, with whole paths. */
export function heldBackRecordings(manifest = join(MODEL_FIXTURES_DIR, 'recordings/manifest.jsonl')) {
  const lines = readFileSync(manifest, 'utf8').split('\n');
  return lines
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as HeldBackRecording)
    .map((recording) => ({ ...recording, audio: join(dirname(manifest), recording.audio) }));
}

/** Recognises with sherpa-onnx-node in a child process, in the order of the files. */
export async function recogniseWithSherpa(request: RecogniseRequest): Promise<Recognised[]> {
  const child = join(MODEL_FIXTURES_DIR, 'sherpa-child.ts');
  const options = { maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(process.execPath, [child, JSON.stringify(request)], options);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Recognised);
}

/** Words of a text, lower case. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Substitutions, insertions and deletions between two sequences of words. */
export function wordErrors(expected: string[], heard: string[]): number {
  return align(expected, heard).filter(({ kind }) => kind !== 'equal').length;
}

/** Errors over all recordings divided by the words spoken. */
export function wordErrorRate(pairs: readonly { text: string; heard: string }[]): number {
  const errors = pairs.reduce((sum, pair) => sum + wordErrors(wordsOf(pair.text), wordsOf(pair.heard)), 0);
  return errors / pairs.reduce((sum, pair) => sum + wordsOf(pair.text).length, 0);
}

/** When each word begins by the model's token times: a token that begins with a space begins a word. */
export function wordStarts(recognised: Recognised): number[] {
  return recognised.timestamps.filter((_, at) => recognised.tokens[at]?.startsWith(' '));
}
