import { readFile } from 'node:fs/promises';
import { librivoxRecordings } from '../src/speech/media-fixtures.ts';

/** 16 kHz mono s16le as a WAV file. */
export async function wavOf(pcm: Buffer): Promise<Buffer> {
  const [recording] = await librivoxRecordings();
  const header = (await readFile(recording?.path as string)).subarray(0, 44);
  header.writeUInt32LE(pcm.length + 36, 4);
  header.writeUInt32LE(pcm.length, 40);
  return Buffer.concat([header, pcm]);
}

/** Quiet hiss, as a room has it: no recording of people falls to zero between two sentences. */
export function pause(seconds: number): Buffer {
  const pcm = Buffer.alloc(Math.round(seconds * 16_000) * 2);
  for (let offset = 0, noise = 1; offset < pcm.length; offset += 2) {
    noise = (noise * 16_807) % 2_147_483_647;
    pcm.writeInt16LE((noise % 7) - 3, offset);
  }
  return pcm;
}
