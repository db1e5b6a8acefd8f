import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wordErrorRate } from '../../../eval/word-error-rate.ts';
import { childPids } from '../../test/child-pids.ts';
import { createSpeech, type Speech } from './index.ts';

/** Small real models of 34 English words and recordings they never heard; tools/tiny-models makes them. */
const FIXTURES = path.join(import.meta.dirname, '../../test/models');
const WAV_HEADER_BYTES = 44;
const signal = new AbortController().signal;
const log = pino({ level: 'silent' });

let modelsDir: string;
let speech: Speech;
beforeEach(async () => {
  modelsDir = await mkdtemp(path.join(tmpdir(), 'parlance-models-'));
  speech = createSpeech({ decoders: 2, engines: ['sherpa-onnx', 'scripted'], modelsDir, log });
});
afterEach(async () => {
  await speech.close();
  await rm(modelsDir, { recursive: true });
});

async function install(name: string, as = name, changes: object = {}): Promise<string> {
  const folder = path.join(modelsDir, as);
  await cp(path.join(FIXTURES, name), folder, { recursive: true });
  const manifest = JSON.parse(await readFile(path.join(folder, 'model.json'), 'utf8'));
  await writeFile(path.join(folder, 'model.json'), JSON.stringify({ ...manifest, name: as, ...changes }));
  await expect.poll(() => speech.models().map(({ key }) => key)).toContain(as);
  return folder;
}

const recordings = readFileSync(path.join(FIXTURES, 'recordings', 'manifest.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { audio: string; text: string });
const pcmOf = async (audio: string) =>
  (await readFile(path.join(FIXTURES, 'recordings', audio))).subarray(WAV_HEADER_BYTES);

async function hear(model: string, pcm: Buffer, hotwords: string[] = []): Promise<string> {
  const words = await speech.recognize({ model, pcm, signal, hints: { hotwords } });
  return words.map(({ word }) => word).join(' ');
}

/** Word errors over all recordings divided by the words spoken, decoded side by side. */
async function errorRate(model: string): Promise<number> {
  const heard = await Promise.all(recordings.map(async ({ audio }) => hear(model, await pcmOf(audio))));
  return wordErrorRate(recordings.map(({ text }) => text).join(' '), heard.join(' ')).rate;
}

describe('installed models', () => {
  it('are found without a restart, decode side by side, and are gone when removed', async () => {
    expect(speech.models().map(({ engine }) => engine)).toEqual(['scripted']);
    const folder = await install('tiny-ctc-en');
    expect(speech.findModel('en')).toMatchObject({ key: 'tiny-ctc-en', engine: 'sherpa-onnx' });
    expect(await errorRate('tiny-ctc-en')).toBeLessThanOrEqual(0.1);
    await rm(folder, { recursive: true });
    await expect.poll(() => speech.findModel('en')).toBeUndefined();
    await expect(hear('tiny-ctc-en', await pcmOf('003.wav'))).rejects.toMatchObject({ kind: 'model_not_found' });
  });

  it('taken away before a decoder has read it: gone, not damaged', async () => {
    const folder = await install('tiny-ctc-en');
    await rename(folder, path.join(modelsDir, '.elsewhere'));
    // What is installed is looked at once a second: it does not know yet.
    await expect(hear('tiny-ctc-en', await pcmOf('003.wav'))).rejects.toMatchObject({
      kind: 'model_not_found',
      detail: expect.stringMatching(/removed or replaced/),
    });
  });

  it('a file cut off, as long as the manifest knows no size: an error that names model and file, and others go on', async () => {
    const pcm = await pcmOf('003.wav');
    await install('tiny-transducer-en');
    for (const file of ['model.onnx', 'tokens.txt']) {
      const as = `cut-${file.slice(0, 5)}`;
      const folder = await install('tiny-ctc-en', as, { sizes: {}, sha256: {} });
      await truncate(path.join(folder, file), file === 'tokens.txt' ? 0 : 100_000);
      await expect(hear(as, pcm), file).rejects.toMatchObject({
        kind: 'model_invalid',
        detail: expect.stringMatching(new RegExp(`${as}.*${file}`)),
      });
    }
    expect(await hear('tiny-transducer-en', pcm)).not.toBe('');
  });

  it('take the place of one of the same name while segments are decoded; nothing fails', async () => {
    await install('tiny-ctc-en', 'some');
    const pcm = await pcmOf('003.wav');
    const first = await hear('some', pcm);
    expect(first).not.toBe('');
    const running = Array.from({ length: 30 }, () => hear('some', pcm));
    await rm(path.join(modelsDir, 'some'), { recursive: true });
    await install('tiny-streaming-en', 'some');
    const answers = await Promise.allSettled([...running, hear('some', pcm)]);
    const failed = answers.filter((answer) => answer.status === 'rejected');
    expect(failed.map(({ reason }) => reason)).toEqual([]);
  });

  it('a decoder that dies is replaced, and its segment decoded by the next', async () => {
    await install('tiny-ctc-en');
    const pcm = await pcmOf('003.wav');
    const expected = await hear('tiny-ctc-en', pcm);
    const running = Array.from({ length: 20 }, () => hear('tiny-ctc-en', pcm));
    for (const pid of childPids('decoder-process')) process.kill(pid, 'SIGKILL');
    expect(new Set(await Promise.all(running))).toEqual(new Set([expected]));
  });

  it.each(['tiny-transducer-en', 'tiny-streaming-transducer-en'])('%s prefers hotwords', async (model) => {
    await install(model);
    const heard = async (prefer: boolean) => {
      const texts = recordings.map(async ({ audio, text }) => {
        const hotwords = prefer ? text.split(' ').map((word) => word[0]?.toUpperCase() + word.slice(1)) : [];
        return hear(model, inNoise(await pcmOf(audio)), hotwords);
      });
      return wordErrorRate(recordings.map(({ text }) => text).join(' '), (await Promise.all(texts)).join(' ')).rate;
    };
    const [plain, preferring] = [await heard(false), await heard(true)];
    expect(preferring).toBeLessThan(plain);
  });
});

/** So loud that words get lost. Seeded. */
function inNoise(pcm: Buffer): Buffer {
  const noisy = Buffer.from(pcm);
  let power = 0;
  for (let at = 0; at < pcm.length; at += 2) power += pcm.readInt16LE(at) ** 2;
  const amplitude = Math.sqrt(power / (pcm.length / 2)) * 0.3;
  for (let at = 0, random = 1; at < noisy.length; at += 2) {
    random = (random * 16_807) % 2_147_483_647;
    const sample = noisy.readInt16LE(at) + (random / 2_147_483_647 - 0.5) * 2 * amplitude;
    noisy.writeInt16LE(Math.max(-32_768, Math.min(32_767, Math.round(sample))), at);
  }
  return noisy;
}
