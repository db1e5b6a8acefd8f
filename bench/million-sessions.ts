import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { createLogger } from '../server/src/platform/log.ts';
import { startEmbeddedPostgres } from '../server/src/platform/postgres/embedded.ts';
import type { Benchmark } from './report.ts';
import { type BenchServer, createSession, startProduct } from './server.ts';

const FEW = 1_000;
const MANY = 1_000_000;
const REQUESTS = 2_000;
const ROUNDS = 3;

export const millionSessionsBenchmark: Benchmark = {
  title: 'A million sessions',
  method:
    `Time of 99 of 100 requests, one after the other, with ${MANY.toLocaleString('en')} completed sessions of one key in the ` +
    `table against ${FEW.toLocaleString('en')}: \`GET …/session\` (25 newest, with the exact \`total_results\`) and ` +
    `\`GET …/session/{id}\` of sessions chosen at random; ${REQUESTS} requests each, the best of ${ROUNDS} rounds on both sides.`,
  async run(note) {
    const directory = await mkdtemp(path.join(tmpdir(), 'parlance-bench-pg-'));
    const postgres = await startEmbeddedPostgres({ directory, log: createLogger({ level: 'warn', pretty: false }) });
    const product = await startProduct({ DATABASE_URL: postgres.connectionString, PARLANCE_ROLES: 'api' });
    const client = new pg.Client({ connectionString: postgres.connectionString });
    await client.connect();
    try {
      await createSession(product, 'en');
      await fill(client, FEW);
      const few = await measure(product, client, FEW);
      note(`${FEW}: list ${few.list.toFixed(2)} ms, get ${few.get.toFixed(2)} ms`);
      await fill(client, MANY);
      const many = await measure(product, client, MANY);
      note(`${MANY}: list ${many.list.toFixed(2)} ms, get ${many.get.toFixed(2)} ms`);
      return (['list', 'get'] as const).map((what) => ({
        name: `${what === 'list' ? 'list with its total' : 'get'}, p99 of a million by a thousand sessions`,
        target: { at: 'most' as const, value: 1.5 },
        ratio: many[what] / few[what],
        ours: `${many[what].toFixed(2)} ms`,
        reference: `${few[what].toFixed(2)} ms`,
      }));
    } finally {
      await client.end();
      await product.stop();
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    }
  },
};

/** Copies of the first session, done, one a minute into the past. */
async function fill(client: pg.Client, total: number): Promise<void> {
  const { rows } = await client.query(
    `select string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns
     where table_name = 'sessions' and column_name not in ('id', 'session_id', 'created_at', 'status', 'filename')`,
  );
  const { columns } = rows[0];
  await client.query(
    `insert into sessions (session_id, created_at, status, filename, ${columns})
     select lpad(to_hex(n), 8, '0') || substr(md5(n::text), 1, 18), now() - n * interval '1 minute', 'completed',
       'recording ' || n || '.wav', ${columns}
     from (select * from sessions order by id limit 1) as first, generate_series($1::int, $2::int) as n`,
    [(await client.query('select count(*)::int as count from sessions')).rows[0].count, total - 1],
  );
  await client.query('vacuum analyze sessions');
}

async function measure(product: BenchServer, client: pg.Client, total: number) {
  const sessions = `${product.url}/api/v3/speech-to-text/session`;
  const { rows } = await client.query(
    `select session_id from sessions where id in (select 1 + floor(random() * $1)::int from generate_series(1, 500))`,
    [total],
  );
  const best = { list: Number.POSITIVE_INFINITY, get: Number.POSITIVE_INFINITY };
  for (let round = 0; round < ROUNDS; round++) {
    const list = await percentile99(product, () => sessions, total);
    const get = await percentile99(product, (n) => `${sessions}/${rows[n % rows.length].session_id}`);
    best.list = Math.min(best.list, list);
    best.get = Math.min(best.get, get);
  }
  return best;
}

/** @returns milliseconds within which 99 of 100 requests were answered */
async function percentile99(product: BenchServer, url: (n: number) => string, total?: number): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < REQUESTS; n++) {
    const started = performance.now();
    const response = await fetch(url(n), { headers: { 'x-zoom-s2t-key': product.key } });
    const body = (await response.json()) as { total_results: number };
    times.push(performance.now() - started);
    if (response.status !== 200) throw new Error(JSON.stringify(body));
    if (total !== undefined && body.total_results !== total) throw new Error(`${body.total_results} is not ${total}`);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] as number;
}
