import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InstalledModel } from '../models/manifest.ts';
import { BYTES_PER_MS, type Engine, type Model, type RecognizedWord, type Recognizer } from '../recognizer.ts';
import { openStream } from './redecoding-stream.ts';

/** Half a minute of speech takes 6 s on an idle core, and much longer beside other work. */
const BUSY_MACHINE_MS = 240_000;
/** A piece of live audio, as odd as networks cut it. */
const PIECE_MS = 130;
/** The beginning of a segment: engines that decode again take a multiple of its time. */
const utterance = (pcm: Buffer) => pcm.subarray(0, 2_500 * BYTES_PER_MS);

/**
 * What every engine must keep to, as a suite of tests: call it for each engine from a test file.
 * @param samples segments of speech the engine understands, 16 kHz mono s16le; at least two different ones.
 * @param installed what the engine finds its models among
 * @param streams `same`: a stream gives the words of `recognize`; `own`: it normalises by what it has heard so far, so its
 * words may be others, but they never depend on the pieces it came in, nor on other streams
 */
export function describeRecognizer(
  engine: Engine,
  modelKey: string,
  samples: () => Promise<Buffer[]>,
  installed: readonly InstalledModel[] = [],
  streams: 'same' | 'own' = 'same',
): void {
  describe(`recogniser conformance: ${engine.name}/${modelKey}`, { timeout: BUSY_MACHINE_MS }, () => {
    let recognizer: Recognizer;
    let speech: Buffer[];

    beforeAll(async () => {
      speech = await samples();
      recognizer = await engine.load(model());
    });
    afterAll(() => recognizer.close());

    const model = () => ({
      threads: 1,
      ...(engine.findModels(installed).find((candidate) => candidate.key === modelKey) as Model),
    });

    it('lists its model with a language, a locale and its own name', () => {
      expect(model()).toMatchObject({ engine: engine.name, sample_rate: 16_000 });
      expect(model()?.language).toMatch(/^[a-z]{2,3}$/);
      expect(model()?.locale.startsWith(model()?.language as string)).toBe(true);
    });

    it('finds words in speech, well formed', async () => {
      for (const pcm of speech) {
        const words = await recognizer.recognize(pcm);
        expect(words.length).toBeGreaterThan(0);
        expectWellFormed(words, pcm, model()?.capabilities.word_confidence === true);
      }
    });

    it('finds nothing in nothing and in silence', async () => {
      expect(await recognizer.recognize(Buffer.alloc(0))).toEqual([]);
      for (const duration_ms of [10, 50, 100, 1000, 5000]) {
        expect(await recognizer.recognize(Buffer.alloc(duration_ms * BYTES_PER_MS))).toEqual([]);
      }
    });

    it('gives the same words for the same audio, whatever came before', async () => {
      const [first, second] = speech as [Buffer, Buffer];
      const alone = await recognizer.recognize(first);
      await recognizer.recognize(second);
      await recognizer.recognize(Buffer.alloc(3000 * BYTES_PER_MS));
      expect(await recognizer.recognize(first)).toEqual(alone);
      const fresh = await engine.load(model());
      try {
        expect(await fresh.recognize(first)).toEqual(alone);
      } finally {
        fresh.close();
      }
    });

    /** The words of the stream when it comes at once. */
    const heardWhole = async (pcm: Buffer): Promise<RecognizedWord[]> => {
      if (streams === 'same') return recognizer.recognize(pcm);
      const stream = openStream(recognizer);
      await stream.accept(pcm);
      return stream.finish();
    };

    it('hears audio that is still coming: words appear while it comes, and all are there at the end', async () => {
      const pcm = utterance(speech[0] as Buffer);
      const stream = openStream(recognizer);
      const counts: number[] = [];
      for (let at = 0; at < pcm.length; at += PIECE_MS * BYTES_PER_MS) {
        const words = await stream.accept(pcm.subarray(at, at + PIECE_MS * BYTES_PER_MS));
        for (const { start_ms, end_ms } of words) expect(end_ms).toBeGreaterThan(start_ms);
        counts.push(words.length);
      }
      const words = await stream.finish();
      expectWellFormed(words, pcm, model()?.capabilities.word_confidence === true);
      expect(words.map(({ word }) => word)).toEqual((await heardWhole(pcm)).map(({ word }) => word));
      expect(counts.findIndex((count) => count > 0)).toBeLessThan(counts.length - 1);
    });

    it('hears several at once without mixing them up', async () => {
      const [first, second] = speech.map(utterance) as [Buffer, Buffer];
      const streams = [openStream(recognizer), openStream(recognizer)] as const;
      const longest = Math.max(first.length, second.length);
      for (let at = 0; at < longest; at += PIECE_MS * BYTES_PER_MS) {
        for (const [index, pcm] of [first, second].entries()) {
          await streams[index]?.accept(pcm.subarray(at, at + PIECE_MS * BYTES_PER_MS));
        }
      }
      const heard = await Promise.all(streams.map((stream) => stream.finish()));
      for (const [index, pcm] of [first, second].entries()) {
        expect(heard[index]?.map(({ word }) => word)).toEqual((await heardWhole(pcm)).map(({ word }) => word));
      }
    });

    it('recognises the same between other things as at once', async () => {
      if (!recognizer.recognizeBetween) return;
      const [first, second] = speech as [Buffer, Buffer];
      let pauses = 0;
      const other = openStream(recognizer);
      const words = await recognizer.recognizeBetween(first, {}, async () => {
        const at = pauses++ * 100 * BYTES_PER_MS;
        await other.accept(second.subarray(at, at + 100 * BYTES_PER_MS));
      });
      expect(words).toEqual(await recognizer.recognize(first));
      expect(pauses).toBeGreaterThan(10);
      other.close?.();
    });

    it('takes a segment of 30 seconds', async () => {
      const all = Buffer.concat(speech);
      const copies = Math.ceil((30_000 * BYTES_PER_MS) / all.length);
      const pcm = Buffer.concat(Array.from({ length: copies }, () => all)).subarray(0, 30_000 * BYTES_PER_MS);
      const words = await recognizer.recognize(pcm);
      expect(words.length).toBeGreaterThan(5);
      expectWellFormed(words, pcm, model()?.capabilities.word_confidence === true);
    });
  });
}

function expectWellFormed(words: RecognizedWord[], pcm: Buffer, withConfidence: boolean): void {
  let before = 0;
  for (const { word, start_ms, end_ms, confidence } of words) {
    expect(word).toMatch(/^\S+$/);
    expect(word).not.toMatch(/[<>[\]()]|\+\+/);
    expect(start_ms).toBeGreaterThanOrEqual(before);
    expect(end_ms).toBeGreaterThan(start_ms);
    before = end_ms;
    if (withConfidence) {
      expect(confidence).toBeGreaterThanOrEqual(0);
      expect(confidence).toBeLessThanOrEqual(1);
    } else expect(confidence).toBeNull();
  }
  expect(before).toBeLessThanOrEqual(pcm.length / BYTES_PER_MS);
}
