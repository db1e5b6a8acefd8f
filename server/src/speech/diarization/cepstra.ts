import { SAMPLE_RATE } from '../recognizer.ts';

/** Frames of 25 ms every 10 ms, as is usual for speech. */
export const FRAME_MS = 10;
const FRAME_SAMPLES = 400;
const STEP_SAMPLES = (SAMPLE_RATE / 1000) * FRAME_MS;
const FFT_SIZE = 512;
const BANDS = 26;
const LOWEST_HZ = 80;
const HIGHEST_HZ = 7_600;
/** Cepstral coefficients 1 … 19, the shape of the vocal tract; 0 would be the loudness. As many as Chen and Gopalakrishnan have. */
export const CEPSTRA = 19;
const PRE_EMPHASIS = 0.97;

/** One frame of 10 ms. */
export interface Frame {
  /** Coefficients 1 … 19. */
  cepstra: Float64Array;
  /** Natural logarithm of the energy. */
  log_energy: number;
}

const HAMMING = Float64Array.from(
  { length: FRAME_SAMPLES },
  (_, index) => 0.54 - 0.46 * Math.cos((2 * Math.PI * index) / (FRAME_SAMPLES - 1)),
);
/** Cosine and sine of each step around half a circle, for the transform. */
const TURNS = Array.from({ length: FFT_SIZE / 2 }, (_, index) => {
  const angle = (-2 * Math.PI * index) / FFT_SIZE;
  return [Math.cos(angle), Math.sin(angle)] as const;
});
const FILTERS = melFilters();
const COSINES = Array.from({ length: CEPSTRA }, (_, row) =>
  Float64Array.from({ length: BANDS }, (_, band) => Math.cos((Math.PI * (row + 1) * (band + 0.5)) / BANDS)),
);

/**
 * Mel-frequency cepstral coefficients (Davis and Mermelstein, 1980).
 * @param samples −1…1 at 16 kHz
 */
export function cepstraOf(samples: Float32Array): Frame[] {
  const frames: Frame[] = [];
  const real = new Float64Array(FFT_SIZE);
  const imaginary = new Float64Array(FFT_SIZE);
  const bands = new Float64Array(BANDS);
  for (let at = 0; at + FRAME_SAMPLES <= samples.length; at += STEP_SAMPLES) {
    real.fill(0);
    imaginary.fill(0);
    let energy = 0;
    for (let index = 0; index < FRAME_SAMPLES; index++) {
      const sample = samples[at + index] as number;
      energy += sample * sample;
      const before = index === 0 ? sample : (samples[at + index - 1] as number);
      real[index] = (sample - PRE_EMPHASIS * before) * (HAMMING[index] as number);
    }
    transform(real, imaginary);
    for (const [band, filter] of FILTERS.entries()) bands[band] = Math.log(bandEnergy(filter, real, imaginary) + 1e-10);
    const cepstra = Float64Array.from(COSINES, (cosines) => dot(cosines, bands));
    frames.push({ cepstra, log_energy: Math.log(energy + 1e-10) });
  }
  return frames;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] as number) * (b[index] as number);
  return sum;
}

interface Filter {
  from: number;
  weights: Float64Array;
}

function bandEnergy({ from, weights }: Filter, real: Float64Array, imaginary: Float64Array): number {
  let sum = 0;
  for (const [index, weight] of weights.entries()) {
    const [re, im] = [real[from + index] as number, imaginary[from + index] as number];
    sum += weight * (re * re + im * im);
  }
  return sum;
}

/** Triangles of equal width on the mel scale (O'Shaughnessy, 1987: 2595 log10(1 + f / 700)). */
function melFilters(): Filter[] {
  const mel = (hertz: number) => 2595 * Math.log10(1 + hertz / 700);
  const hertz = (mels: number) => 700 * (10 ** (mels / 2595) - 1);
  const [low, high] = [mel(LOWEST_HZ), mel(HIGHEST_HZ)];
  const edges = Array.from({ length: BANDS + 2 }, (_, index) => hertz(low + ((high - low) * index) / (BANDS + 1)));
  const bin = (frequency: number) => (frequency * FFT_SIZE) / SAMPLE_RATE;
  return Array.from({ length: BANDS }, (_, band) => {
    const [left, centre, right] = edges.slice(band, band + 3).map(bin) as [number, number, number];
    const from = Math.ceil(left);
    const weights = Float64Array.from({ length: Math.max(0, Math.floor(right) - from + 1) }, (_, index) => {
      const at = from + index;
      return at <= centre ? (at - left) / (centre - left) : (right - at) / (right - centre);
    });
    return { from, weights };
  });
}

/** Radix-2 fast Fourier transform of {@link FFT_SIZE} values in place (Cooley and Tukey, 1965). */
function transform(real: Float64Array, imaginary: Float64Array): void {
  for (let index = 1, reversed = 0; index < FFT_SIZE; index++) {
    let bit = FFT_SIZE >> 1;
    for (; reversed & bit; bit >>= 1) reversed ^= bit;
    reversed ^= bit;
    if (index < reversed) {
      [real[index], real[reversed]] = [real[reversed] as number, real[index] as number];
      [imaginary[index], imaginary[reversed]] = [imaginary[reversed] as number, imaginary[index] as number];
    }
  }
  for (let length = 2; length <= FFT_SIZE; length <<= 1) {
    const half = length >> 1;
    for (let offset = 0; offset < half; offset++) {
      const [cosine, sine] = TURNS[(offset * FFT_SIZE) / length] as [number, number];
      for (let start = offset; start < FFT_SIZE; start += length) {
        const other = start + half;
        const re = (real[other] as number) * cosine - (imaginary[other] as number) * sine;
        const im = (real[other] as number) * sine + (imaginary[other] as number) * cosine;
        real[other] = (real[start] as number) - re;
        imaginary[other] = (imaginary[start] as number) - im;
        real[start] = (real[start] as number) + re;
        imaginary[start] = (imaginary[start] as number) + im;
      }
    }
  }
}
