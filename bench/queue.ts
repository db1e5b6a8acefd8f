import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PgBoss } from 'pg-boss';
import { defineJob, openJobQueue } from '../server/src/platform/jobs.ts';
import { createLogger } from '../server/src/platform/log.ts';
import { connect } from '../server/src/platform/postgres/connect.ts';
import { startEmbeddedPostgres } from '../server/src/platform/postgres/embedded.ts';
import { type Benchmark, median } from './report.ts';

const JOBS = 2_000;
const WORKERS = 4;
const SENDERS = 8;
const ROUNDS = 3;

export const queueBenchmark: Benchmark = {
  title: 'The job queue',
  method:
    `${JOBS} jobs sent by ${SENDERS} senders at once and completed by ${WORKERS} workers, through our queue (each job in a ` +
    'transaction of ours) against pg-boss used directly with the same queue options, batch size and polling; one process, one ' +
    `PostgreSQL, in turn, median of ${ROUNDS} rounds.`,
  async run(note) {
    const directory = await mkdtemp(path.join(tmpdir(), 'parlance-bench-pg-'));
    const log = createLogger({ level: 'warn', pretty: false });
    const postgres = await startEmbeddedPostgres({ directory, log });
    try {
      const rounds = { ours: [] as number[], bare: [] as number[] };
      for (let round = 0; round < ROUNDS; round++) {
        rounds.ours.push(await throughOurs(postgres.connectionString));
        rounds.bare.push(await throughBare(postgres.connectionString));
        note(`round ${round + 1}: ${rounds.ours[round]?.toFixed(0)} / ${rounds.bare[round]?.toFixed(0)} jobs a second`);
      }
      const [ours, bare] = [median(rounds.ours), median(rounds.bare)];
      return [
        {
          name: 'jobs sent and completed, of bare pg-boss',
          target: { at: 'least', value: 0.8 },
          ratio: ours / bare,
          ours: `${ours.toFixed(0)} jobs/s`,
          reference: `${bare.toFixed(0)} jobs/s`,
        },
      ];
    } finally {
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    }
  },
};

/** Runs `send` for every number with a few at once. */
async function sendAll(send: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const sender = async () => {
    while (next < JOBS) await send(next++);
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
}

/** @returns jobs a second */
async function throughOurs(connectionString: string): Promise<number> {
  const log = createLogger({ level: 'warn', pretty: false });
  const { db, close } = connect(connectionString, log);
  const job = defineJob<{ n: number }>(`ours-${Date.now()}`);
  const queue = await openJobQueue({ connectionString, db, log, definitions: [job], worker: true, exclusive: false });
  const done = countDown();
  await queue.work(job, WORKERS, async () => done.one());
  const started = performance.now();
  await sendAll((n) => db.transaction().execute((trx) => queue.within(trx).send(job, { n })));
  await done.all;
  const seconds = (performance.now() - started) / 1000;
  await queue.stop(1_000);
  await close();
  return JOBS / seconds;
}

async function throughBare(connectionString: string): Promise<number> {
  const boss = new PgBoss({ connectionString, max: 6, useListenNotify: true, schedule: false });
  boss.on('error', () => {});
  await boss.start();
  const name = `bare-${Date.now()}`;
  await boss.createQueue(name, { ...defineJob(name).options, notify: true });
  const done = countDown();
  const options = { batchSize: 1, pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 2 };
  for (let worker = 0; worker < WORKERS; worker++) {
    // The like of what ours does: looking for the next job at once, without which a short one waits for the next poll.
    const id: string = await boss.work(name, options, async () => {
      done.one();
      boss.notifyWorker(id);
    });
  }
  const started = performance.now();
  await sendAll((n) => boss.send(name, { n }));
  await done.all;
  const seconds = (performance.now() - started) / 1000;
  await boss.stop({ graceful: true, timeout: 1_000, close: true });
  return JOBS / seconds;
}

function countDown() {
  const { promise, resolve } = Promise.withResolvers<void>();
  let left = JOBS;
  return {
    all: promise,
    one() {
      left -= 1;
      if (left === 0) resolve();
    },
  };
}
