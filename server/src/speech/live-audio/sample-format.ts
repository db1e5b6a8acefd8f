import { ALAW, MULAW } from './g711.ts';

/** How one sample is written: integers are little-endian, 8 bits unsigned as in WAV files. */
export type SampleEncoding = 'u8' | 's16' | 's24' | 's32' | 'f32' | 'f64' | 'mulaw' | 'alaw';

/** What interleaved audio without a container is made of. */
export interface SampleFormat {
  encoding: SampleEncoding;
  /** Hz. */
  sampleRate: number;
  channels: number;
}

export const SAMPLE_BYTES: Record<SampleEncoding, number> = {
  u8: 1,
  s16: 2,
  s24: 3,
  s32: 4,
  f32: 4,
  f64: 8,
  mulaw: 1,
  alaw: 1,
};

type ReadSample = (bytes: Buffer, at: number) => number;

/** All on the scale of 16 bits, not rounded. Floats beyond full scale are left for the clipping at the end. */
const READ: Record<SampleEncoding, ReadSample> = {
  u8: (bytes, at) => ((bytes[at] as number) - 128) * 256,
  s16: (bytes, at) => bytes.readInt16LE(at),
  s24: (bytes, at) => bytes.readIntLE(at, 3) / 256,
  s32: (bytes, at) => bytes.readInt32LE(at) / 65_536,
  f32: (bytes, at) => finite(bytes.readFloatLE(at)) * 32_768,
  f64: (bytes, at) => finite(bytes.readDoubleLE(at)) * 32_768,
  mulaw: (bytes, at) => MULAW[bytes[at] as number] as number,
  alaw: (bytes, at) => ALAW[bytes[at] as number] as number,
};

/** One sample that is no number would silence a filter for good. */
const finite = (value: number) => (Math.abs(value) <= 256 ? value : 0);

/**
 * Interleaved samples → mono: the mean of the channels, on the scale of 16 bits.
 * @param bytes whole frames (one sample of each channel)
 */
export function readMono(bytes: Buffer, { encoding, channels }: SampleFormat): Float32Array {
  const read = READ[encoding];
  const width = SAMPLE_BYTES[encoding];
  const mono = new Float32Array(bytes.length / (width * channels));
  let at = 0;
  for (let index = 0; index < mono.length; index++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++, at += width) sum += read(bytes, at);
    mono[index] = sum / channels;
  }
  return mono;
}

/** Rounded and clipped to s16le. */
export function toPcm(samples: Float32Array): Buffer {
  const pcm = new Int16Array(samples.length);
  for (let index = 0; index < samples.length; index++) {
    pcm[index] = Math.max(-32_768, Math.min(32_767, Math.round(samples[index] as number)));
  }
  return Buffer.from(pcm.buffer);
}
