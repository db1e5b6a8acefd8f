import { SAMPLE_RATE } from './recognizer.ts';

/** Of 32 767, i.e. −66 dBFS. */
const SILENT_PEAK = 16;

/** Digital silence: in plain zeros recognisers sometimes find a word. @param pcm signed 16-bit little-endian */
export function isSilent(pcm: Buffer): boolean {
  for (let offset = 0; offset + 1 < pcm.length; offset += 2) {
    if (Math.abs(pcm.readInt16LE(offset)) > SILENT_PEAK) return false;
  }
  return true;
}

/** Samples in −1…1 of signed 16-bit little-endian ones. */
export function toFloats(pcm: Buffer): Float32Array {
  const samples = new Float32Array(pcm.length >> 1);
  for (let index = 0; index < samples.length; index++) samples[index] = pcm.readInt16LE(index * 2) / 32_768;
  return samples;
}

/**
 * The canonical header of 44 bytes (Microsoft and IBM, 1991) of a WAV file with 16 kHz mono s16le.
 * @param bytes of audio
 */
export function wavHeader(bytes: number): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + bytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(SAMPLE_RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(bytes, 40);
  return header;
}
