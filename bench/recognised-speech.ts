import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { librivoxReadings } from '../eval/corpus/librivox.ts';
import { openSystem } from '../eval/systems.ts';
import { transcribe } from '../eval/transcribe.ts';
import type { CaptionWord } from '../server/src/captions/index.ts';
import { punctuate } from '../server/src/speech/index.ts';
import { seededRandom } from '../server/test/seeded-random.ts';

const run = promisify(execFile);
const SAMPLE_RATE = 16_000;
/** More people than those of LibriVox: commands, numbers and cards, from the same package of Debian. */
const MORE = ['goforward.raw', 'numbers.raw', 'something.raw', 'cards/002.wav', 'cards/004.wav', 'cards/005.wav'];
const DATA = '/usr/share/pocketsphinx/test/data';
/** The same recording said slower and faster, by as much as people vary, is heard otherwise and has other times. */
export const TEMPOS = [0.9, 0.94, 0.98, 1.02, 1.06, 1.1];
/** With readings as fast as hardly anybody reads. */
export const FAST_TEMPOS = [0.88, 0.94, 1, 1.06, 1.12, 1.18];
const ROOM_NOISE = 12;

/**
 * Words of real speech, as the built-in engine hears them and the server punctuates them: readings, commands and numbers by several
 * people, at several tempos and in changing order, with pauses of 0.2 to 1.4 s between them, until it is so many minutes.
 *
 * @param decoders processes that recognise at once
 */
export async function recogniseSpeech(
  minutes: number,
  decoders: number,
  tempos: readonly number[] = TEMPOS,
): Promise<CaptionWord[]> {
  const directory = await mkdtemp(path.join(tmpdir(), 'parlance-bench-'));
  const system = openSystem({ kind: 'engine', name: 'pocketsphinx' }, decoders);
  try {
    const file = path.join(directory, 'speech.wav');
    await writeSpeech(file, directory, minutes, tempos);
    const model = system.modelFor('en');
    const signal = AbortSignal.timeout(60 * 60_000);
    const { words } = await transcribe(system.speech, {
      ...{ path: file, model, language: 'en', segmentsAtOnce: decoders * 2, signal },
    });
    return punctuate(words, 'en').map(({ word, start_seconds, end_seconds }) => ({
      ...{ word, speaker: null },
      start_ms: Math.round(start_seconds * 1_000),
      end_ms: Math.round(end_seconds * 1_000),
    }));
  } finally {
    await system.close();
    await rm(directory, { recursive: true });
  }
}

async function writeSpeech(file: string, directory: string, minutes: number, tempos: readonly number[]): Promise<void> {
  const raw = ['-f', 's16le', '-ar', String(SAMPLE_RATE), '-ac', '1'];
  const sources: string[] = MORE.map((name) => path.join(DATA, name));
  for (const { name, samples } of await librivoxReadings()) {
    const source = path.join(directory, `${name}.raw`);
    await writeFile(source, new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
    sources.push(source);
  }
  const recordings: Buffer[] = [];
  for (const source of sources) {
    for (const tempo of tempos) {
      const input = source.endsWith('.raw') ? [...raw, '-i', source] : ['-i', source];
      const { stdout } = await run('ffmpeg', ['-v', 'error', ...input, '-af', `atempo=${tempo}`, ...raw, 'pipe:'], {
        encoding: 'buffer',
        maxBuffer: 64 * 1024 * 1024,
      });
      recordings.push(stdout);
    }
  }
  const random = seededRandom(2026);
  const parts: Buffer[] = [];
  for (let bytes = 0; bytes < minutes * 60 * SAMPLE_RATE * 2; bytes += parts.at(-1)?.length ?? 0) {
    // Silence of a room, not of a computer: the engine adapts to it.
    const pause = new Int16Array(Math.round((0.2 + 1.2 * random()) * SAMPLE_RATE));
    for (const index of pause.keys()) pause[index] = Math.round((random() - 0.5) * 2 * ROOM_NOISE);
    const recording = recordings[Math.floor(random() * recordings.length)] as Buffer;
    parts.push(Buffer.concat([recording, Buffer.from(pause.buffer)]));
  }
  const joined = path.join(directory, 'joined.raw');
  await writeFile(joined, Buffer.concat(parts));
  await run('ffmpeg', ['-v', 'error', ...raw, '-i', joined, '-y', file]);
}
