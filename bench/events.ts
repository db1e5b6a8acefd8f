import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Kysely } from 'kysely';
import { up as makeEventsTable } from '../server/migrations/0007-events.ts';
import { announceEvent, insertEvent, type SessionEvent } from '../server/src/platform/event-log.ts';
import { createLogger } from '../server/src/platform/log.ts';
import { connect, type Db } from '../server/src/platform/postgres/connect.ts';
import { startEmbeddedPostgres } from '../server/src/platform/postgres/embedded.ts';
import { residentBytes } from './memory-sampler.ts';
import { type Benchmark, type Figure, median } from './report.ts';
import { startProduct, startReference } from './server.ts';

const STREAMS = 500;
const EVENTS = 60;
const WRITERS = 8;
const WRITE_MS = 4_000;
const ROUNDS = 3;

export const eventsBenchmark: Benchmark = {
  title: 'Event streams',
  method:
    `${STREAMS} open event streams. Latency: from the request that makes an event (\`DELETE …/session/{id}\`, commit ` +
    `included) until the last stream has it, median of ${EVENTS}, against a bare \`node:http\` server that writes the same ` +
    `bytes to as many responses. Memory: what the server process grows by, for each stream, against that of the bare ` +
    `server. Order: transactions with one event from ${WRITERS} connections for ${WRITE_MS / 1000} s, against the same ` +
    `that insert the row and announce it without keeping the ids in the order of commits; median of ${ROUNDS} rounds in turn.`,
  async run(note) {
    return [...(await streamFigures(note)), await orderFigure(note)];
  },
};

interface Listeners {
  /** Resolves with the time when each has received `text`. */
  all(text: string): Promise<number>;
  close(): void;
}

async function openListeners(url: string, headers: Record<string, string>): Promise<Listeners> {
  const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY });
  let wanted = '';
  let missing = 0;
  let done = (_time: number) => {};
  const open = () =>
    new Promise<IncomingMessage>((resolve, reject) => {
      request(url, { agent, headers }, (response) => {
        let tail = '';
        response.on('data', (chunk: Buffer) => {
          tail = (tail + chunk.toString()).slice(-2_000);
          if (wanted === '' || !tail.includes(wanted)) return;
          tail = '';
          if (--missing === 0) done(performance.now());
        });
        if (response.statusCode === 200) resolve(response);
        else reject(new Error(`${url} answered ${response.statusCode}`));
      })
        .on('error', reject)
        .end();
    });
  const responses: IncomingMessage[] = [];
  for (let index = 0; index < STREAMS; index++) responses.push(await open());
  return {
    all(text) {
      wanted = text;
      missing = STREAMS;
      return new Promise((resolve) => {
        done = resolve;
      });
    },
    close() {
      for (const response of responses) response.on('error', () => {}).destroy();
      agent.destroy();
    },
  };
}

async function streamFigures(note: (line: string) => void): Promise<Figure[]> {
  const product = await startProduct({ PARLANCE_EVENT_STREAMS_PER_KEY: String(STREAMS) });
  const reference = await startReference('events.reference.ts', []);
  try {
    const headers = { 'x-zoom-s2t-key': product.key };
    const sessions = `${product.url}/api/v3/speech-to-text/session`;
    const create = async () => {
      const json = {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: '{"language":"en"}',
      };
      return ((await (await fetch(sessions, json)).json()) as { session_id: string }).session_id;
    };
    const ids: string[] = [];
    for (let index = 0; index < EVENTS; index++) ids.push(await create());

    const ours = await measure(`${product.url}/api/v3/events`, headers, product.pid, ids, async (id) => {
      await fetch(`${sessions}/${id}`, { method: 'DELETE', headers });
    });
    const bare = await measure(reference.url, {}, Number(new URL(reference.url).pathname.slice(1)), ids, async (id) => {
      await fetch(reference.url, {
        method: 'POST',
        body: `id: 1\nevent: session.deleted\ndata: {"session_id":"${id}"${' '.repeat(280)}}\n\n`,
      });
    });
    note(
      `latency ${ours.latencyMs.toFixed(1)} / ${bare.latencyMs.toFixed(1)} ms; per stream ${ours.kib.toFixed(1)} / ${bare.kib.toFixed(1)} KiB`,
    );
    return [
      {
        name: `commit to the last of ${STREAMS} streams, of a bare server’s broadcast`,
        target: null,
        ratio: ours.latencyMs / bare.latencyMs,
        ours: `${ours.latencyMs.toFixed(1)} ms`,
        reference: `${bare.latencyMs.toFixed(1)} ms`,
      },
      {
        name: 'memory of a stream, of a bare server’s',
        target: null,
        ratio: ours.kib / bare.kib,
        ours: `${ours.kib.toFixed(1)} KiB`,
        reference: `${bare.kib.toFixed(1)} KiB`,
      },
    ];
  } finally {
    await reference.stop();
    await product.stop();
  }
}

async function measure(
  url: string,
  headers: Record<string, string>,
  pid: number,
  ids: string[],
  cause: (id: string) => Promise<void>,
): Promise<{ latencyMs: number; kib: number }> {
  const before = residentBytes(pid);
  const listeners = await openListeners(url, headers);
  const latencies: number[] = [];
  for (const id of ids) {
    const arrived = listeners.all(id);
    const started = performance.now();
    const [end] = await Promise.all([arrived, cause(id)]);
    latencies.push(end - started);
  }
  const kib = (residentBytes(pid) - before) / 1024 / STREAMS;
  listeners.close();
  return { latencyMs: median(latencies), kib };
}

async function orderFigure(note: (line: string) => void): Promise<Figure> {
  const directory = await mkdtemp(path.join(tmpdir(), 'parlance-bench-pg-'));
  const log = createLogger({ level: 'warn', pretty: false });
  const postgres = await startEmbeddedPostgres({ directory, log });
  const { db, close } = connect(postgres.connectionString, log, { max: WRITERS });
  try {
    await makeEventsTable(db as unknown as Kysely<unknown>);
    const event: SessionEvent = {
      type: 'session.updated',
      id: 'a'.repeat(26),
      organization_id: 1,
      token_id: 1,
      status: 'processing',
      stage: 'recognise',
      progress: 50,
    };
    const { type, id, organization_id, token_id, ...data } = event;
    const row = { organization_id, token_id, session_id: id, type, data: JSON.stringify(data), created_at: new Date() };
    const unordered = async (trx: Db) => {
      await trx.insertInto('events').values(row).execute();
      await announceEvent(trx, event);
    };
    const perSecond = async (write: (trx: Db) => Promise<void>) => {
      const end = performance.now() + WRITE_MS;
      let count = 0;
      await Promise.all(
        Array.from({ length: WRITERS }, async () => {
          for (; performance.now() < end; count++) await db.transaction().execute((trx) => write(trx));
        }),
      );
      return (count * 1000) / WRITE_MS;
    };
    const rounds = { ours: [] as number[], bare: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      rounds.ours.push(await perSecond((trx) => insertEvent(trx, event)));
      rounds.bare.push(await perSecond(unordered));
      note(`round ${round + 1}: ${rounds.ours[round]} / ${rounds.bare[round]} commits a second`);
    }
    const [ours, bare] = [median(rounds.ours), median(rounds.bare)];
    return {
      name: 'commits with an event, of commits with a row and its NOTIFY in no order',
      target: null,
      ratio: ours / bare,
      ours: `${Math.round(ours)} commits/s`,
      reference: `${Math.round(bare)} commits/s`,
    };
  } finally {
    await close();
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  }
}
