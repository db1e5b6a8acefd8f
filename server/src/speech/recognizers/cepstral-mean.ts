import { CEPSTRUM_SIZE } from './pocketsphinx-library.ts';

/**
 * Frames (of 10 ms) that the expected mean counts for, against those heard: chosen by word error rate, see docs/adr/0026.
 */
export const EXPECTED_FRAMES = 100;

/**
 * Takes the mean out of cepstra that are still coming, which takes the microphone and the room out of them. Each frame is
 * freed of the mean of the expected one and all frames so far, so the result depends on the utterance alone and never on
 * how it came in pieces (which must be the same ones).
 *
 * @param expected mean of the audio the model was trained on
 */
export function createCepstralMean(expected: readonly number[], expectedFrames = EXPECTED_FRAMES) {
  const sum = Float64Array.from(expected, (value) => value * expectedFrames);
  let frames = expectedFrames;
  return {
    /** @returns other values, {@link CEPSTRUM_SIZE} for each frame, as were given */
    normalise(cepstra: Float32Array): Float32Array {
      for (const [index, value] of cepstra.entries()) sum[index % CEPSTRUM_SIZE] = sumAt(index) + value;
      frames += cepstra.length / CEPSTRUM_SIZE;
      return cepstra.map((value, index) => value - sumAt(index) / frames);
    },
  };
  function sumAt(index: number): number {
    return sum[index % CEPSTRUM_SIZE] as number;
  }
}

/** Takes the mean of a whole utterance out of it, as `-cmn batch` does: frames without energy do not count. */
export function withoutMean(cepstra: Float32Array): Float32Array {
  const sum = new Float64Array(CEPSTRUM_SIZE);
  let frames = 0;
  for (let from = 0; from < cepstra.length; from += CEPSTRUM_SIZE) {
    if ((cepstra[from] as number) < 0) continue;
    frames++;
    for (let at = 0; at < CEPSTRUM_SIZE; at++) sum[at] = (sum[at] as number) + (cepstra[from + at] as number);
  }
  return cepstra.map((value, index) => value - (sum[index % CEPSTRUM_SIZE] as number) / Math.max(1, frames));
}
