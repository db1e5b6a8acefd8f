import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import autocannon from 'autocannon';
import pg from 'pg';
import { createLogger } from '../server/src/platform/log.ts';
import { startEmbeddedPostgres } from '../server/src/platform/postgres/embedded.ts';
import { type Benchmark, median } from './report.ts';
import { startProduct, startReference } from './server.ts';

const CONNECTIONS = 100;
const SECONDS = 8;
const ROUNDS = 3;

async function requestsPerSecond(url: string, headers: Record<string, string> = {}): Promise<number> {
  const result = await autocannon({ url, connections: CONNECTIONS, duration: SECONDS, headers });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx + result.errors} requests failed at ${url}`);
  return result.requests.average;
}

export const getSessionBenchmark: Benchmark = {
  title: 'Reading a session',
  method:
    `Authenticated \`GET …/session/{id}\` of the product against a bare Fastify route that makes the same one-row SELECT by ` +
    `primary key through \`pg\`, and against one that answers a constant; ${CONNECTIONS} connections, ${SECONDS} s each, in ` +
    `turn, median of ${ROUNDS} rounds; both on one PostgreSQL, each in its own process.`,
  async run(note) {
    const directory = await mkdtemp(path.join(tmpdir(), 'parlance-bench-pg-'));
    const postgres = await startEmbeddedPostgres({ directory, log: createLogger({ level: 'warn', pretty: false }) });
    const product = await startProduct({ DATABASE_URL: postgres.connectionString, PARLANCE_LOG_LEVEL: 'info' });
    try {
      const headers = { 'x-zoom-s2t-key': product.key };
      const sessions = `${product.url}/api/v3/speech-to-text/session`;
      const created = await fetch(sessions, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ language: 'en' }),
      });
      const session = (await created.json()) as { id: number; session_id: string };
      await completeSession(postgres.connectionString, session.id);
      const reference = await startReference('get-session.reference.ts', [
        postgres.connectionString,
        String(session.id),
      ]);
      try {
        const rounds = { ours: [] as number[], select: [] as number[], nothing: [] as number[] };
        const nothing = new URL('/nothing', reference.url).href;
        for (let round = 0; round < ROUNDS; round++) {
          rounds.ours.push(await requestsPerSecond(`${sessions}/${session.session_id}`, headers));
          rounds.select.push(await requestsPerSecond(reference.url));
          rounds.nothing.push(await requestsPerSecond(nothing));
          note(
            `round ${round + 1}: ${rounds.ours[round]} / ${rounds.select[round]} / ${rounds.nothing[round]} requests a second`,
          );
        }
        const [ours, select, constant] = [median(rounds.ours), median(rounds.select), median(rounds.nothing)];
        return [
          {
            name: 'GET session, of a bare route with the same SELECT',
            target: { at: 'least', value: 0.6 },
            ratio: ours / select,
            ours: `${Math.round(ours)} requests/s`,
            reference: `${Math.round(select)} requests/s`,
          },
          {
            name: 'GET session, of a bare route without a database',
            target: null,
            ratio: ours / constant,
            ours: `${Math.round(ours)} requests/s`,
            reference: `${Math.round(constant)} requests/s`,
          },
        ];
      } finally {
        await reference.stop();
      }
    } finally {
      await product.stop();
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    }
  },
};

/** A session as most are when they are read: done. */
async function completeSession(connectionString: string, id: number): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(
    `update sessions set status = 'completed', progress = 100, duration = 61.5, filename = 'meeting.mp3',
       media_type = 'audio/mpeg', media_kind = 'audio', started_at = now(), finished_at = now() where id = $1`,
    [id],
  );
  await client.end();
}
