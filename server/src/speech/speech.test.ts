import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordErrorRate } from '../../../eval/word-error-rate.ts';
import { buildUtterances, createSpeech, punctuate, type Speech, type TimedWord } from './index.ts';
import { librivoxRecordings, type MediaDirectory, mediaDirectory, type Recording } from './media-fixtures.ts';
import { scriptedPcm } from './recognizers/scripted.ts';

const signal = new AbortController().signal;
const log = pino({ level: 'silent' });
let media: MediaDirectory;
let speech: Speech;
let recordings: Recording[];

beforeAll(async () => {
  media = await mediaDirectory();
  speech = createSpeech({ decoders: 2, engines: ['pocketsphinx', 'scripted'], log });
  recordings = await librivoxRecordings();
});
afterAll(async () => {
  await speech.close();
  await media.remove();
});

/** File → words with absolute times, as a server would do it: segments are recognised while the file is still read. */
async function transcribe(path: string): Promise<TimedWord[]> {
  const running: Promise<TimedWord[]>[] = [];
  for await (const { channel, start_ms, pcm } of speech.findSpeech({ path, multichannel: false, signal })) {
    running.push(
      speech.recognize({ model: 'en-us', pcm, signal }).then((words) =>
        words.map((word) => ({
          word: word.word,
          start_seconds: (start_ms + word.start_ms) / 1000,
          end_seconds: (start_ms + word.end_ms) / 1000,
          confidence: word.confidence,
          channel,
        })),
      ),
    );
  }
  return (await Promise.all(running)).flat();
}

describe('models', () => {
  it.each(['en', 'EN', 'en-US', 'en_us', ' en-us ', 'en-gb'])('finds English as "%s"', (tag) => {
    expect(speech.findModel(tag)?.key).toBe('en-us');
  });

  it('knows what it has and what not', () => {
    expect(speech.findModel('nl')).toBeUndefined();
    expect(speech.findModel('')).toBeUndefined();
    expect(speech.findModel('xx')?.engine).toBe('scripted');
    expect(speech.languages()).toEqual(['en', 'en-us', 'xx']);
    expect(() => createSpeech({ decoders: 1, engines: ['none'], log })).toThrow(
      expect.objectContaining({ kind: 'internal_error' }),
    );
  });

  it('refuses a model that is not installed', async () => {
    await expect(speech.recognize({ model: 'nl', pcm: Buffer.alloc(320), signal })).rejects.toMatchObject({
      kind: 'model_not_found',
    });
  });
});

/** It takes 8 s on two idle cores. */
describe('from a file to words', { timeout: 240_000 }, () => {
  it('is not worse than the decoder alone on each sentence', async () => {
    const reference = recordings.map(({ transcript }) => transcript).join(' ');
    const alone = await Promise.all(recordings.map(({ pcm }) => speech.recognize({ model: 'en-us', pcm, signal })));
    const bare = wordErrorRate(reference, alone.flatMap((words) => words.map(({ word }) => word)).join(' '));

    const raw = await media.write('joined.raw', Buffer.concat(recordings.map(({ pcm }) => pcm)));
    const path = await media.make('-f', 's16le', '-ar', '16000', '-ac', '1', '-i', raw, 'joined.flac');
    const words = await transcribe(path);
    const ours = wordErrorRate(reference, words.map(({ word }) => word).join(' '));
    console.log(`word error rate: alone ${bare.rate.toFixed(3)}, in one file ${ours.rate.toFixed(3)}`);
    expect(ours.rate).toBeLessThanOrEqual(bare.rate);

    for (const [index, word] of words.entries()) {
      expect(word.end_seconds).toBeGreaterThan(word.start_seconds);
      expect(word.start_seconds).toBeGreaterThanOrEqual(words[index - 1]?.end_seconds ?? 0);
    }
    const utterances = buildUtterances(punctuate(words));
    expect(utterances[0]?.text).toMatch(/^[A-Z].* man\. [A-Z]/);
    expect(utterances.at(-1)?.text).toMatch(/\.$/);
    expect(utterances.flatMap(({ result }) => result)).toHaveLength(words.length);
  });

  it('recognises with several engines side by side', async () => {
    const pcm = scriptedPcm('speak', 1000);
    const [scripted, real] = await Promise.all([
      speech.recognize({ model: 'scripted', pcm, signal }),
      speech.recognize({ model: 'en-us', pcm: recordings[1]?.pcm as Buffer, signal }),
    ]);
    expect(scripted.map(({ word }) => word)).toEqual(['alpha', 'bravo']);
    expect(real.map(({ word }) => word)).toContain('young');
  });
});
