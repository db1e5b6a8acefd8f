import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { watchMemory } from './memory-sampler.ts';
import type { Benchmark } from './report.ts';
import { startProduct } from './server.ts';
import { makeSpeech } from './speech-fixture.ts';
import { transcribe } from './transcription.ts';

const SHORT_MINUTES = 20;
const LONG_MINUTES = 120;

export const memoryBenchmark: Benchmark = {
  title: 'Memory and length',
  method:
    `Highest resident memory of a fresh server while it takes in and transcribes ${LONG_MINUTES} minutes of speech against ` +
    `${SHORT_MINUTES} minutes: the server process, and with all its children (voice activity, decoders, ffmpeg, PostgreSQL). The ` +
    'decoders run the engine `scripted`, which takes the same segments and gives as many words at once, so that two hours of ' +
    'audio press through the rest of the server in a minute or two.',
  async run(note) {
    const directory = await mkdtemp(path.join(tmpdir(), 'parlance-bench-'));
    try {
      const measure = async (minutes: number) => {
        const speech = await makeSpeech(directory, minutes);
        const server = await startProduct({ PARLANCE_ENGINES: 'scripted' });
        try {
          const watch = watchMemory(server.pid);
          await transcribe(server, speech.file, 'xx');
          const use = watch.stop();
          note(`${minutes} min: server ${mebibytes(use.own)}, with children ${mebibytes(use.tree)}`);
          return use;
        } finally {
          await server.stop();
          await rm(speech.file);
        }
      };
      const short = await measure(SHORT_MINUTES);
      const long = await measure(LONG_MINUTES);
      return [
        {
          name: 'server process, 2 h by 20 min',
          target: { at: 'most', value: 1.1 },
          ratio: long.own / short.own,
          ours: mebibytes(long.own),
          reference: mebibytes(short.own),
        },
        {
          name: 'server with all children, 2 h by 20 min',
          target: { at: 'most', value: 1.1 },
          ratio: long.tree / short.tree,
          ours: mebibytes(long.tree),
          reference: mebibytes(short.tree),
        },
      ];
    } finally {
      await rm(directory, { recursive: true });
    }
  },
};

const mebibytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(0)} MiB`;
