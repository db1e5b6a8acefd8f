import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createDense } from './dense-kernel.ts';
import { readOnnxWeights } from './onnx-weights.ts';

/**
 * Silero VAD 6 for 16 kHz (MIT licence; the file comes with `@ricky0123/vad-web`), computed here: spectrum of four frames, four
 * convolutions, an LSTM. Every stream of a process uses the same weights, so a stream is 1.5 KB and is there at once; in
 * onnxruntime each has a copy, 13 MB that take 50 ms to make and push each other out of the processor's caches (docs/adr/0026).
 */

/** Samples of a window. */
const WINDOW = 512;
/** Samples before it that are looked at again. */
const CONTEXT = 64;
const FRAMES = 4;
const FRAME = 256;
const FRAME_STEP = 128;
/** Frequencies of a frame, and the room they take. */
const BINS = 129;
const BINS_PADDED = 132;
const HIDDEN = 128;
const MIDDLE = 64;
const TAPS = 3;

/** What is remembered of a stream. */
export interface SileroState {
  context: Float32Array;
  hidden: Float32Array;
  cell: Float32Array;
}

export interface Silero {
  begin(): SileroState;
  /** How likely the window is speech, 0…1. @param samples 512 of them, −1…1 @param state changes */
  probability(state: SileroState, samples: Float32Array): number;
}

/** @throws Error when the file is not there or is another model */
export function loadSilero(): Silero {
  const file = createRequire(import.meta.url).resolve('@ricky0123/vad-web/dist/silero_vad_v6.onnx');
  const weights = readOnnxWeights(readFileSync(file), 'then_branch');
  const weight = (name: string, size: number) => {
    const values = weights.get(name);
    if (values?.length !== size) throw new Error(`The voice activity model has no ${name} of ${size} values.`);
    return (index: number) => values[index] as number;
  };

  const memory = new WebAssembly.Memory({ initial: 32 });
  const floats = new Float32Array(memory.buffer);
  const dense = createDense(memory);
  /** Places are indexes of `floats`, multiples of 4. */
  let used = 4;
  const place = (size: number) => {
    const at = used;
    used += Math.ceil(size / 4) * 4;
    return at;
  };
  const fill = (rows: number, columns: number, value: (row: number, column: number) => number) => {
    const at = place(roundUp(rows) * columns);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) floats[at + row * columns + column] = value(row, column);
    }
    return at;
  };
  const fillVector = (size: number, value: (index: number) => number) => fill(size, 1, value);
  const multiply = (w: number, x: number, b: number, y: number, rows: number, columns: number) =>
    dense(w * 4, x * 4, b * 4, y * 4, roundUp(rows), columns * 4);

  const basis = weight('stft.forward_basis_buffer', BINS * 2 * FRAME);
  const stft = fill(BINS * 2, FRAME, (row, column) => basis(row * FRAME + column));
  const noBias = place(roundUp(BINS * 2));
  /** A convolution whose input lies frame by frame, each with room for `padded` channels. */
  const convolution = (layer: number, from: number, padded: number, to: number) => {
    const w = weight(`encoder.${layer}.reparam_conv.weight`, to * from * TAPS);
    const b = weight(`encoder.${layer}.reparam_conv.bias`, to);
    const matrix = fill(to, padded * TAPS, (row, column) => {
      const [tap, channel] = [Math.floor(column / padded), column % padded];
      return channel < from ? w((row * from + channel) * TAPS + tap) : 0;
    });
    const bias = fillVector(to, b);
    return (x: number, y: number) => multiply(matrix, x, bias, y, to, padded * TAPS);
  };
  const first = convolution(0, BINS, BINS_PADDED, HIDDEN);
  const second = convolution(1, HIDDEN, HIDDEN, MIDDLE);
  const third = convolution(2, MIDDLE, MIDDLE, MIDDLE);
  const fourth = convolution(3, MIDDLE, MIDDLE, HIDDEN);
  const [input, hidden] = [
    weight('decoder.rnn.weight_ih', 4 * HIDDEN * HIDDEN),
    weight('decoder.rnn.weight_hh', 4 * HIDDEN * HIDDEN),
  ];
  const lstm = fill(4 * HIDDEN, 2 * HIDDEN, (row, column) =>
    column < HIDDEN ? input(row * HIDDEN + column) : hidden(row * HIDDEN + column - HIDDEN),
  );
  const [inputBias, hiddenBias] = [
    weight('decoder.rnn.bias_ih', 4 * HIDDEN),
    weight('decoder.rnn.bias_hh', 4 * HIDDEN),
  ];
  const lstmBias = fillVector(4 * HIDDEN, (index) => inputBias(index) + hiddenBias(index));
  const out = weight('decoder.decoder.2.weight', HIDDEN);
  const outBias = weight('decoder.decoder.2.bias', 1)(0);

  // Each with an empty frame before and behind, which stays empty.
  const wave = place(CONTEXT + WINDOW + CONTEXT);
  const spectrum = place(roundUp(BINS * 2));
  const magnitudes = place((FRAMES + 2) * BINS_PADDED);
  const afterFirst = place((FRAMES + 2) * HIDDEN);
  const afterSecond = place(4 * MIDDLE);
  const afterThird = place(3 * MIDDLE);
  const lstmInput = place(2 * HIDDEN);
  const gates = place(4 * HIDDEN);

  const rectify = (from: number, size: number) => {
    for (let index = from; index < from + size; index++) if ((floats[index] as number) < 0) floats[index] = 0;
  };

  /** Magnitudes of four frames; the wave is mirrored at its end. */
  function transform(context: Float32Array, samples: Float32Array): void {
    floats.set(context, wave);
    floats.set(samples, wave + CONTEXT);
    const end = wave + CONTEXT + WINDOW;
    for (let index = 0; index < CONTEXT; index++) floats[end + index] = floats[end - 2 - index] as number;
    for (let frame = 0; frame < FRAMES; frame++) {
      multiply(stft, wave + frame * FRAME_STEP, noBias, spectrum, BINS * 2, FRAME);
      const target = magnitudes + (frame + 1) * BINS_PADDED;
      for (let bin = 0; bin < BINS; bin++) {
        const [re, im] = [floats[spectrum + bin] as number, floats[spectrum + BINS + bin] as number];
        floats[target + bin] = Math.sqrt(re * re + im * im);
      }
    }
  }

  function encode(): void {
    for (let frame = 0; frame < FRAMES; frame++) {
      first(magnitudes + frame * BINS_PADDED, afterFirst + (frame + 1) * HIDDEN);
    }
    rectify(afterFirst + HIDDEN, FRAMES * HIDDEN);
    // Every second frame, twice: 4, 2, 1.
    for (let frame = 0; frame < 2; frame++) second(afterFirst + frame * 2 * HIDDEN, afterSecond + (frame + 1) * MIDDLE);
    rectify(afterSecond + MIDDLE, 2 * MIDDLE);
    third(afterSecond, afterThird + MIDDLE);
    rectify(afterThird + MIDDLE, MIDDLE);
    fourth(afterThird, lstmInput);
    rectify(lstmInput, HIDDEN);
  }

  return {
    begin: () => ({
      context: new Float32Array(CONTEXT),
      hidden: new Float32Array(HIDDEN),
      cell: new Float32Array(HIDDEN),
    }),

    probability({ context, hidden, cell }, samples) {
      transform(context, samples);
      context.set(samples.subarray(WINDOW - CONTEXT));
      encode();
      floats.set(hidden, lstmInput + HIDDEN);
      multiply(lstm, lstmInput, lstmBias, gates, 4 * HIDDEN, 2 * HIDDEN);
      let sum = outBias;
      for (let index = 0; index < HIDDEN; index++) {
        const gate = (which: number) => floats[gates + which * HIDDEN + index] as number;
        const next = sigmoid(gate(1)) * (cell[index] as number) + sigmoid(gate(0)) * Math.tanh(gate(2));
        cell[index] = next;
        const value = sigmoid(gate(3)) * Math.tanh(next);
        hidden[index] = value;
        if (value > 0) sum += out(index) * value;
      }
      return sigmoid(sum);
    },
  };
}

/** Rows are multiplied eight at a time. */
const roundUp = (rows: number) => Math.ceil(rows / 8) * 8;
const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));
