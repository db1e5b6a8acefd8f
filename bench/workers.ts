import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLogger } from '../server/src/platform/log.ts';
import { startEmbeddedPostgres } from '../server/src/platform/postgres/embedded.ts';
import { type Benchmark, median } from './report.ts';
import { createSession, sendMedia, startProcess, startProduct, waitForStatus } from './server.ts';
import { makeSpeech } from './speech-fixture.ts';

const MINUTES = 5;
const ROUNDS = 2;

export const workersBenchmark: Benchmark = {
  title: 'Two worker processes',
  method:
    `A process that answers requests, and one or two worker processes with one decoder each, on one PostgreSQL and one storage ` +
    `directory, as on several machines: time for ${MINUTES} minutes of speech by PocketSphinx, from upload to transcript; in ` +
    `turn, median of ${ROUNDS} rounds.`,
  async run(note) {
    const directory = await mkdtemp(path.join(tmpdir(), 'parlance-bench-'));
    const log = createLogger({ level: 'warn', pretty: false });
    const postgres = await startEmbeddedPostgres({ directory: path.join(directory, 'pg'), log });
    const shared = { DATABASE_URL: postgres.connectionString, PARLANCE_DECODERS: '1' };
    const product = await startProduct({ ...shared, PARLANCE_ROLES: 'api' });
    try {
      const speech = await makeSpeech(directory, MINUTES);
      const rounds = { one: [] as number[], two: [] as number[] };
      for (let round = 0; round < ROUNDS; round++) {
        for (const [name, count] of [
          ['one', 1],
          ['two', 2],
        ] as const) {
          const environment = { ...shared, PARLANCE_ROLES: 'worker', PARLANCE_DATA_DIR: product.dataDir };
          const workers = await Promise.all(Array.from({ length: count }, () => startProcess(environment)));
          const session = await createSession(product, 'en');
          const started = performance.now();
          await sendMedia(product, session, speech.file);
          await waitForStatus(product, session, 'completed');
          rounds[name].push((performance.now() - started) / 1000);
          await Promise.all(workers.map((worker) => worker.stop()));
        }
        note(`round ${round + 1}: one ${rounds.one[round]?.toFixed(1)} s, two ${rounds.two[round]?.toFixed(1)} s`);
      }
      const [one, two] = [median(rounds.one), median(rounds.two)];
      return [
        {
          name: 'two worker processes, times as fast as one (on two cores)',
          target: null,
          ratio: one / two,
          ours: `${two.toFixed(1)} s`,
          reference: `${one.toFixed(1)} s`,
        },
      ];
    } finally {
      await product.stop();
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    }
  },
};
