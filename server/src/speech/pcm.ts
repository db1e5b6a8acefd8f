import { SAMPLE_RATE } from './recognizer.ts';

/** Of 32 767, i.e. −66 dBFS. */
const SILENT_PEAK = 16;

/** Digital silence: in plain zeros recognisers sometimes find a word. @param pcm signed 16-bit little-endian */
export function isSilent(pcm: Buffer): boolean {
  return samplesOf(pcm).every((sample) => Math.abs(sample) <= SILENT_PEAK);
}

/** Samples in −1…1 of signed 16-bit little-endian ones. */
export function toFloats(pcm: Buffer): Float32Array {
  const samples = samplesOf(pcm);
  const floats = new Float32Array(samples.length);
  for (let index = 0; index < samples.length; index++) floats[index] = (samples[index] as number) / 32_768;
  return floats;
}

/** The samples where they lie, or a copy when they lie at an odd address; all machines we run on are little-endian. */
function samplesOf(pcm: Buffer): Int16Array {
  const { buffer, byteOffset, length } = pcm;
  if (byteOffset % 2 === 0) return new Int16Array(buffer, byteOffset, length >> 1);
  return new Int16Array(buffer.slice(byteOffset, byteOffset + (length & ~1)));
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
