import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Benchmark, median } from './report.ts';
import { type BenchServer, createSession, getSession, sendMedia, startProduct, waitForStatus } from './server.ts';
import { makeShortSpeech, makeSpeech } from './speech-fixture.ts';

const ROUNDS = 5;
const LONG_MINUTES = 60;

export const shortBehindLongBenchmark: Benchmark = {
  title: 'A short recording behind a long one',
  method:
    `Time from the upload of a recording of 10 s to its transcript while another of ${LONG_MINUTES} minutes of the same key is ` +
    `being decoded, against the time it takes with nothing else to do; real PocketSphinx decoders, as many as cores; median ` +
    `of ${ROUNDS} rounds each. The long one is begun 20 s before the first short one, so that all decoders are at work.`,
  async run(note) {
    const directory = await mkdtemp(path.join(tmpdir(), 'parlance-bench-'));
    const server = await startProduct();
    try {
      const short = await makeShortSpeech(directory, 10);
      const long = await makeSpeech(directory, LONG_MINUTES);
      await transcribeTimed(server, short);
      const rounds = { alone: [] as number[], behind: [] as number[] };
      for (let round = 0; round < ROUNDS; round++) rounds.alone.push(await transcribeTimed(server, short));
      note(`alone: ${rounds.alone.map((seconds) => seconds.toFixed(2)).join(' / ')} s`);
      const other = await createSession(server, 'en');
      await sendMedia(server, other, long.file);
      await waitForStatus(server, other, 'processing');
      // The decoders are to be at work on it, and not only its first batches.
      await new Promise((resolve) => setTimeout(resolve, 20_000));
      for (let round = 0; round < ROUNDS; round++) rounds.behind.push(await transcribeTimed(server, short));
      note(`behind ${LONG_MINUTES} min: ${rounds.behind.map((seconds) => seconds.toFixed(2)).join(' / ')} s`);
      const { status } = await getSession(server, other);
      if (status !== 'processing') throw new Error('the long recording was done too early to be in the way');
      const [alone, behind] = [median(rounds.alone), median(rounds.behind)];
      return [
        {
          name: `10 s behind ${LONG_MINUTES} min, of its time alone`,
          target: { at: 'most', value: 2 },
          ratio: behind / alone,
          ours: `${behind.toFixed(2)} s`,
          reference: `${alone.toFixed(2)} s`,
        },
      ];
    } finally {
      await server.stop();
      await rm(directory, { recursive: true });
    }
  },
};

/** @returns seconds from the first byte to the transcript */
async function transcribeTimed(server: BenchServer, file: string): Promise<number> {
  const session = await createSession(server, 'en');
  const started = performance.now();
  await sendMedia(server, session, file);
  await waitForStatus(server, session, 'completed', 20);
  return (performance.now() - started) / 1000;
}
