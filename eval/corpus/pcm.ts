import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

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

/** 16-bit mono. The header is the canonical one of 44 bytes (Microsoft and IBM 1991). */
export async function writeWav(path: string, samples: Int16Array): Promise<void> {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(SAMPLE_RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  await writeFile(path, Buffer.concat([header, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)]));
}
