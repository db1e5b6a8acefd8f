import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { librivoxRecordings, type Recording } from '../media-fixtures.ts';
import { toFloats } from '../pcm.ts';
import { createDense } from './dense-kernel.ts';
import { readOnnxWeights } from './onnx-weights.ts';
import { loadSilero, type Silero } from './silero.ts';

const WINDOW = 512;

describe('the kernel', () => {
  it('multiplies and adds as the same sums in JavaScript', () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const floats = new Float32Array(memory.buffer);
    const [rows, columns] = [8, 12];
    const [w, x, b, y] = [16, 16 + rows * columns, 16 + rows * columns + columns, 1_024];
    for (let index = 0; index < rows * columns + columns + rows; index++) floats[16 + index] = Math.sin(index);
    createDense(memory)(w * 4, x * 4, b * 4, y * 4, rows, columns * 4);
    for (let row = 0; row < rows; row++) {
      let sum = floats[b + row] as number;
      for (let column = 0; column < columns; column++) {
        sum += (floats[w + row * columns + column] as number) * (floats[x + column] as number);
      }
      expect(floats[y + row]).toBeCloseTo(sum, 5);
    }
  });
});

it('refuses what is no ONNX file', () => {
  expect(() => readOnnxWeights(Buffer.from([0x3a, 0xff]), 'then_branch')).toThrow('cut off');
  expect(readOnnxWeights(Buffer.alloc(0), 'then_branch').size).toBe(0);
});

describe('Silero', { timeout: 60_000 }, () => {
  let silero: Silero;
  let recording: Recording;
  beforeAll(async () => {
    silero = loadSilero();
    recording = (await librivoxRecordings())[0] as Recording;
  });

  const probabilities = (samples: Float32Array) => {
    const state = silero.begin();
    return Array.from({ length: Math.floor(samples.length / WINDOW) }, (_, index) =>
      silero.probability(state, samples.subarray(index * WINDOW, (index + 1) * WINDOW)),
    );
  };

  it('decides as the same model in sherpa-onnx, which tells it a window later', () => {
    const require = createRequire(import.meta.url);
    const { Vad } = require('sherpa-onnx-node') as {
      Vad: new (
        config: object,
        seconds: number,
      ) => { acceptWaveform(samples: Float32Array): void; isDetected(): boolean };
    };
    const sileroVad = {
      model: require.resolve('@ricky0123/vad-web/dist/silero_vad_v6.onnx'),
      ...{ threshold: 0.5, minSpeechDuration: 0.001, minSilenceDuration: 0.001, maxSpeechDuration: 3600 },
      windowSize: WINDOW,
    };
    const vad = new Vad({ sileroVad, sampleRate: 16_000, numThreads: 1, provider: 'cpu', debug: 0 }, 60);
    const samples = toFloats(recording.pcm);
    const ours = probabilities(samples);
    let apart = 0;
    for (const [index, probability] of ours.slice(0, -1).entries()) {
      vad.acceptWaveform(samples.slice(index * WINDOW, (index + 1) * WINDOW));
      const before = ours[index - 1] ?? 0;
      // Where two windows in a row are clear, so is sherpa-onnx.
      if (Math.min(before, ours[index - 2] ?? 0, ours[index - 3] ?? 0) > 0.6 && !vad.isDetected()) apart++;
      if (Math.max(before, probability, ours[index - 2] ?? 0, ours[index - 3] ?? 0) < 0.3 && vad.isDetected()) apart++;
    }
    expect(apart).toBe(0);
    expect(ours.filter((probability) => probability > 0.5).length).toBeGreaterThan(ours.length / 2);
  });

  it('hears no speech in noise, and streams do not touch one another', () => {
    const noise = Float32Array.from({ length: 16_000 }, (_, index) => Math.sin(index * index) * 0.05);
    expect(Math.max(...probabilities(noise))).toBeLessThan(0.5);
    const samples = toFloats(recording.pcm);
    const [one, other] = [silero.begin(), silero.begin()];
    const together = Array.from({ length: 30 }, (_, index) => {
      silero.probability(other, noise.subarray(0, WINDOW));
      return silero.probability(one, samples.subarray(index * WINDOW, (index + 1) * WINDOW));
    });
    expect(together).toEqual(probabilities(samples).slice(0, 30));
  });
});
