import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { wavHeader } from '../../server/src/speech/index.ts';

/** Of all recordings here: what recognisers work on. */
export const SAMPLE_RATE = 16_000;

/** Another sampling rate, by ffmpeg. @param samples mono */
export async function resample(samples: Int16Array, from: number): Promise<Int16Array> {
  if (from === SAMPLE_RATE) return samples;
  const arguments_ = ['-v', 'error', '-f', 's16le', '-ar', String(from), '-ac', '1', '-i', '-'];
  const running = promisify(execFile)('ffmpeg', [...arguments_, '-ar', String(SAMPLE_RATE), '-f', 's16le', '-'], {
    encoding: 'buffer',
    maxBuffer: 1e9,
  });
  running.child.stdin?.end(Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength));
  const { stdout } = await running;
  return samplesOf(stdout);
}

/** Any recording as samples, mono. */
export async function readAudio(path: string): Promise<Int16Array> {
  const { stdout } = await promisify(execFile)(
    'ffmpeg',
    ['-v', 'error', '-nostdin', '-i', path, '-ac', '1', '-ar', String(SAMPLE_RATE), '-f', 's16le', '-'],
    { encoding: 'buffer', maxBuffer: 1e9 },
  );
  return samplesOf(stdout);
}

const samplesOf = (bytes: Buffer) =>
  new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.length & ~1)));

/** 16-bit mono. */
export async function writeWav(path: string, samples: Int16Array): Promise<void> {
  const pcm = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  await writeFile(path, Buffer.concat([wavHeader(pcm.length), pcm]));
}
