import { wavHeader } from '../src/speech/index.ts';

/** 16 kHz mono s16le as a WAV file. */
export const wavOf = (pcm: Buffer): Buffer => Buffer.concat([wavHeader(pcm.length), pcm]);

/** Quiet hiss, as a room has it: no recording of people falls to zero between two sentences. */
export function pause(seconds: number): Buffer {
  const pcm = Buffer.alloc(Math.round(seconds * 16_000) * 2);
  for (let offset = 0, noise = 1; offset < pcm.length; offset += 2) {
    noise = (noise * 16_807) % 2_147_483_647;
    pcm.writeInt16LE((noise % 7) - 3, offset);
  }
  return pcm;
}
