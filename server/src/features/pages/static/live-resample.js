/** Audio as the server takes it: 16 kHz, mono, signed 16-bit. Pure: it runs in tests as it does on the page. */

export const RATE = 16_000;

/** Zero crossings of the filter on each side: steep enough that nothing above 8 kHz folds back into speech. */
const CROSSINGS = 16;
/** The pass band ends a little below half the lower rate, where the filter needs room to fall. */
const PASS = 0.92;
/** Points of the stored filter between two crossings. */
const STEPS = 256;

/**
 * Changes the rate of a stream that comes in pieces of any length; the pieces leave no trace in what comes out.
 *
 * @param {number} inputRate samples a second
 * @returns {{ accept(samples: Float32Array): Int16Array }}
 */
export function createResampler(inputRate) {
  const scale = Math.min(1, RATE / inputRate) * PASS;
  const reach = CROSSINGS / scale;
  const filter = windowedSinc();
  const step = inputRate / RATE;
  /** Input kept, and the number of its first sample in the stream. The silence before it lets the first outputs be made. */
  let kept = new Float32Array(Math.ceil(reach));
  let from = -kept.length;
  let made = 0;

  return {
    accept(samples) {
      if (inputRate === RATE) return toInt16(samples);
      const input = new Float32Array(kept.length + samples.length);
      input.set(kept);
      input.set(samples, kept.length);
      const last = from + input.length - 1;
      const count = Math.max(0, Math.floor((last - reach) / step) - made + 1);
      const output = new Float32Array(count);
      for (let index = 0; index < count; index++) {
        const center = (made + index) * step;
        const first = Math.ceil(center - reach);
        const end = Math.floor(center + reach);
        let sum = 0;
        for (let at = first; at <= end; at++) sum += (input[at - from] ?? 0) * weightAt(Math.abs(center - at));
        output[index] = sum * scale;
      }
      made += count;
      const needed = Math.max(0, Math.ceil(made * step - reach) - from);
      kept = input.slice(Math.min(needed, input.length));
      from += Math.min(needed, input.length);
      return toInt16(output);
    },
  };

  function weightAt(distance) {
    const place = distance * scale * STEPS;
    const index = Math.floor(place);
    const low = filter[index] ?? 0;
    return low + ((filter[index + 1] ?? 0) - low) * (place - index);
  }
}

/** One half of a sinc in a Blackman window, by distance in crossings. */
function windowedSinc() {
  return Float32Array.from({ length: CROSSINGS * STEPS + 1 }, (_, index) => {
    const x = index / STEPS;
    const angle = (Math.PI * x) / CROSSINGS;
    const window = 0.42 + 0.5 * Math.cos(angle) + 0.08 * Math.cos(2 * angle);
    return x === 0 ? 1 : (Math.sin(Math.PI * x) / (Math.PI * x)) * window;
  });
}

/** @param {Float32Array} samples in −1…1 */
function toInt16(samples) {
  return Int16Array.from(samples, (sample) => Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768))));
}
