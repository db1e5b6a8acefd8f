import { WINDOW_SAMPLES } from './segments.ts';

const samples = new Float32Array(WINDOW_SAMPLES);

/**
 * One byte a window: bit 7 = speech, bits 0–6 = level in dB above −100 dBFS. A last, shorter window is filled with zeros.
 *
 * @param bytes 16 kHz mono s16le
 * @param isSpeech is asked for each window in order; the samples are −1…1 and the same array each time, the peak 0…32 768
 */
export function describeWindows(
  bytes: Uint8Array,
  isSpeech: (samples: Float32Array, peak: number) => boolean,
): Uint8Array {
  const pcm = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = pcm.byteLength >> 1;
  const activity = new Uint8Array(Math.ceil(count / WINDOW_SAMPLES));
  for (let window = 0; window < activity.length; window++) {
    let peak = 0;
    let energy = 0;
    for (let index = 0; index < WINDOW_SAMPLES; index++) {
      const position = window * WINDOW_SAMPLES + index;
      const sample = position < count ? pcm.getInt16(position * 2, true) : 0;
      peak = Math.max(peak, Math.abs(sample));
      energy += sample * sample;
      samples[index] = sample / 32_768;
    }
    const level = Math.max(0, Math.round(100 + 10 * Math.log10(energy / WINDOW_SAMPLES / 32_768 ** 2 + 1e-10)));
    activity[window] = (isSpeech(samples, peak) ? 0x80 : 0) | level;
  }
  return activity;
}
