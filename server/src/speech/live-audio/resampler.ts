import { SAMPLE_RATE } from '../recognizer.ts';

/** Samples at one rate → samples at 16 kHz. */
export interface Resampler {
  /** @returns what can be told already: the filter looks some milliseconds ahead */
  push(samples: Float32Array): Float32Array;
  /** No more comes: the rest. */
  finish(): Float32Array;
}

/** Attenuation of everything that would alias or appear as an image, dB. */
const STOPBAND_DB = 90;
/** Share of the usable band that passes unchanged: 7.2 of 8 kHz. Models hear up to about 6.8 kHz. */
const PASSBAND = 0.9;
/** So many phases of the filter are tabulated exactly; rates that need more interpolate between these many. */
const EXACT_PHASES = 640;
const COARSE_PHASES = 512;
/** Tables of odd rates are not kept for ever. */
const TABLES = 16;

interface Filter {
  /** Inputs on each side of the output. */
  half: number;
  phases: number;
  /** `phases + 1` rows of `2 × half` coefficients. */
  rows: Float32Array[];
}

const tables = new Map<number, Filter>();

/**
 * A polyphase filter of a sinc under a Kaiser window (Oppenheim and Schafer, section 7.6; the lengths by Kaiser's
 * formula): linear phase, output n stands exactly at the time of n / 16 000 s, and the same whatever pieces the input
 * comes in.
 * @param rate of the input, Hz; not 16 000
 */
export function createResampler(rate: number): Resampler {
  const divisor = gcd(rate, SAMPLE_RATE);
  const up = SAMPLE_RATE / divisor;
  const down = rate / divisor;
  const { half, phases, rows } = filterFor(rate, up);
  /** Inputs not done with; the first output stands at the first input, with silence before it. */
  let kept = new Float32Array(half - 1);
  /** Where in `kept` the window of the next output begins, and how far behind that input it stands, in 1/up. */
  let at = 0;
  let phase = 0;
  let received = 0;
  let given = 0;

  function push(samples: Float32Array): Float32Array {
    received += samples.length;
    const input = new Float32Array(kept.length + samples.length);
    input.set(kept);
    input.set(samples, kept.length);
    const ready = input.length - at - 2 * half;
    const output = new Float32Array(ready < 0 ? 0 : Math.ceil(((ready + 1) * up - phase) / down));
    for (let index = 0; index < output.length; index++) {
      output[index] = value(input, at, (phase * phases) / up);
      phase += down;
      at += Math.floor(phase / up);
      phase %= up;
    }
    given += output.length;
    const done = Math.min(at, input.length);
    kept = input.slice(done);
    at -= done;
    return output;
  }

  function value(input: Float32Array, from: number, row: number): number {
    const below = Math.floor(row);
    const exact = dot(input, from, rows[below] as Float32Array);
    if (row === below) return exact;
    return exact + (row - below) * (dot(input, from, rows[below + 1] as Float32Array) - exact);
  }

  return {
    push,
    finish() {
      const total = Math.ceil((received * up) / down);
      const missing = total - given;
      return missing <= 0 ? new Float32Array(0) : push(new Float32Array(2 * half)).subarray(0, missing);
    },
  };
}

function dot(input: Float32Array, from: number, row: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < row.length; index++) sum += (input[from + index] as number) * (row[index] as number);
  return sum;
}

function filterFor(rate: number, up: number): Filter {
  const known = tables.get(rate);
  if (known) return known;
  const filter = designFilter(rate, up <= EXACT_PHASES ? up : COARSE_PHASES);
  tables.set(rate, filter);
  for (const oldest of tables.keys()) if (tables.size > TABLES) tables.delete(oldest);
  return filter;
}

function designFilter(rate: number, phases: number): Filter {
  /** Where nothing may pass any more, in cycles per input sample. */
  const stop = Math.min(rate, SAMPLE_RATE) / 2 / rate;
  const cutoff = (stop * (1 + PASSBAND)) / 2;
  const beta = 0.1102 * (STOPBAND_DB - 8.7);
  const half = Math.ceil((STOPBAND_DB - 8) / (2.285 * 2 * Math.PI * stop * (1 - PASSBAND)) / 2) + 1;
  const rows = Array.from({ length: phases + 1 }, (_, phase) => {
    const row = Float32Array.from({ length: 2 * half }, (_, index) => {
      const time = index - (half - 1) - phase / phases;
      return sinc(2 * cutoff * time) * kaiser(time / half, beta);
    });
    const gain = row.reduce((sum, coefficient) => sum + coefficient, 0);
    return row.map((coefficient) => coefficient / gain);
  });
  return { half, phases, rows };
}

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

const kaiser = (x: number, beta: number) => (Math.abs(x) >= 1 ? 0 : bessel(beta * Math.sqrt(1 - x * x)) / bessel(beta));

/** The modified Bessel function of the first kind, order zero, by its power series. */
function bessel(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / 2 / k) ** 2;
    sum += term;
  }
  return sum;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
