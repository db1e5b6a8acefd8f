import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  heldBackRecordings,
  MODEL_FIXTURES_DIR,
  recogniseWithSherpa,
  wordErrorRate,
  wordErrors,
  wordStarts,
  wordsOf,
} from './fixtures.ts';
import type { Recognised } from './sherpa-child.ts';

/** The share of words of the committed recordings that may be wrong. */
const MOST_WRONG = 0.1;
const MODELS = [
  'tiny-ctc-en',
  'tiny-transducer-en',
  'tiny-nemo-ctc-en',
  'tiny-nemo-transducer-en',
  'tiny-streaming-en',
  'tiny-streaming-transducer-en',
  'tiny-streaming-nemo-ctc-en',
];
const recordings = heldBackRecordings();
const files = recordings.map((recording) => recording.audio);
const directory = await mkdtemp(join(tmpdir(), 'parlance-tiny-models-'));

afterAll(() => rm(directory, { recursive: true, force: true }));

function errorRate(results: readonly Recognised[]): number {
  return wordErrorRate(recordings.map(({ text }, at) => ({ text, heard: (results[at] as Recognised).text })));
}

describe.each(MODELS)('%s', (name) => {
  const folder = join(MODEL_FIXTURES_DIR, name);
  const recognised = recogniseWithSherpa({ folder, files });

  it('is described by its model.json, none of its files above 1 MB', async () => {
    const model = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'));
    expect(model).toMatchObject({ format: 1, name, engine: 'sherpa-onnx', licence: 'Apache-2.0' });
    for (const file of Object.values(model.files) as string[]) {
      expect((await stat(join(folder, file))).size).toBe(model.sizes[file]);
      expect(model.sizes[file]).toBeLessThan(1_000_000);
      const digest = createHash('sha256').update(await readFile(join(folder, file)));
      expect(digest.digest('hex')).toBe(model.sha256[file]);
    }
  });

  it(`recognises voices and speeds it never heard: at most ${MOST_WRONG * 100} % of the words are wrong`, async () => {
    const results = await recognised;
    expect(results).toHaveLength(recordings.length);
    expect(errorRate(results)).toBeLessThanOrEqual(MOST_WRONG);
  });

  it('gives words as several tokens, the first with a space before it, and their times', async () => {
    let checked = 0;
    for (const [at, { tokens, timestamps, text, log_probs }] of (await recognised).entries()) {
      expect(tokens.join('').trim()).toBe(text.trim());
      expect(timestamps).toHaveLength(tokens.length);
      expect(log_probs).toHaveLength(name.includes('transducer') ? tokens.length : 0);
      const { words, text: spoken } = recordings[at] as (typeof recordings)[number];
      if (words === undefined || wordErrors(wordsOf(spoken), wordsOf(text)) > 0) continue;
      expect(tokens.length).toBeGreaterThanOrEqual(2 * wordsOf(text).length);
      const starts = wordStarts({ tokens, timestamps, text, log_probs, partials: [] });
      for (const [index, [, start, end]] of words.entries()) {
        // A network may wait for the end of a word before it names it.
        expect(starts[index]).toBeGreaterThan(start - 0.1);
        expect(starts[index]).toBeLessThan(end + 0.5);
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(20);
  });

  it.runIf(name.includes('streaming'))('hears as the words are spoken: its text grows with the audio', async () => {
    for (const [at, { partials, text }] of (await recognised).entries()) {
      const { seconds } = recordings[at] as (typeof recordings)[number];
      for (const [index, partial] of partials.entries()) {
        expect(partial.seconds).toBeLessThan(seconds + 0.1);
        if (!name.includes('transducer')) expect(partial.text.startsWith(partials[index - 1]?.text ?? '')).toBe(true);
      }
      if (wordsOf(text).length < 3) continue;
      const first = partials.find((partial) => wordsOf(partial.text).length > 0);
      expect(first?.seconds).toBeLessThan(seconds - 0.5);
      expect(new Set(partials.map((partial) => partial.text)).size).toBeGreaterThanOrEqual(3);
    }
  });

  it('gives nothing right when its tokens are mixed up, so that the figures above mean something', async () => {
    const mixed = join(directory, name);
    await cp(folder, mixed, { recursive: true });
    const lines = (await readFile(join(mixed, 'tokens.txt'), 'utf8')).trim().split('\n');
    const symbols = lines.map((line) => line.split(' ')[0] as string);
    const pieces = symbols.filter((symbol) => !symbol.startsWith('<'));
    const turned = symbols.map((symbol) => pieces[(pieces.indexOf(symbol) + 1) % pieces.length]);
    const mixedUp = symbols.map((symbol, id) => `${symbol.startsWith('<') ? symbol : turned[id]} ${id}\n`);
    await writeFile(join(mixed, 'tokens.txt'), mixedUp.join(''));
    expect(errorRate(await recogniseWithSherpa({ folder: mixed, files }))).toBeGreaterThan(0.5);
  });
});
