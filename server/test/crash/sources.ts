import { createHash } from 'node:crypto';
import { librivoxRecordings } from '../../src/speech/media-fixtures.ts';
import { type Answerer, fileAnswer, type LoopbackWeb, startLoopbackWeb } from '../loopback-web.ts';
import { pause, wavOf } from '../wav.ts';
import type { Random } from './random.ts';

/** A recording that customers send. */
export interface Source {
  name: string;
  /** `xx` is for the scripted engine, which is quick; `en` for PocketSphinx. */
  language: 'xx' | 'en';
  content: Buffer;
  sha256: string;
}

/** Which of the five LibriVox sentences each recording is made of; `long` is beyond what counts as interactive. */
const SENTENCES: Record<string, { language: Source['language']; sentences: number[] }> = {
  'short-xx': { language: 'xx', sentences: [0] },
  'middle-xx': { language: 'xx', sentences: [4, 3, 2, 1] },
  'long-xx': { language: 'xx', sentences: [0, 1, 2, 3, 4, 4, 3, 2, 1, 0, 2, 4] },
  'short-en': { language: 'en', sentences: [1] },
  'middle-en': { language: 'en', sentences: [2, 3, 4] },
};

/** Real speech of different lengths: 3 to 80 seconds. */
export async function makeSources(): Promise<Source[]> {
  const recordings = await librivoxRecordings();
  const makeSource = async ([name, { language, sentences }]: [string, (typeof SENTENCES)[string]]) => {
    const parts = sentences.flatMap((index) => [recordings[index]?.pcm as Buffer, pause(1)]);
    const content = await wavOf(Buffer.concat(parts));
    return { name, language, content, sha256: createHash('sha256').update(content).digest('hex') };
  };
  return Promise.all(Object.entries(SENTENCES).map(makeSource));
}

/** Less than this would count as an attempt in vain, and eight of those as a server that does not work. */
const LEAST_BYTES = 70_000;

/** Serves the recordings to whoever fetches them, slowly, and hangs up in the middle of every third answer. */
export async function startFileServer(sources: Source[], random: Random): Promise<LoopbackWeb> {
  const answerers = new Map<string, Answerer>(
    sources.map(({ name, content }) => [
      `/${name}.wav`,
      fileAnswer(content, {
        pauseMs: 4,
        cutAfter: () => (random.chance(1 / 3) ? random.between(LEAST_BYTES, content.length) : undefined),
      }),
    ]),
  );
  const web = await startLoopbackWeb();
  web.answer((request, response) => {
    const answerer = answerers.get(request.url ?? '');
    if (answerer) answerer(request, response);
    else response.writeHead(404).end();
  });
  return web;
}
