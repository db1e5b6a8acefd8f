import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Ledger } from './ledger.ts';
import type { Topology } from './topology.ts';

const QUIET_MS = 90_000;

interface Leftovers {
  tasks: number;
  jobs: number;
  deliveries: number;
  unfinished: string[];
  /** Sessions nobody asked for. */
  unknown: string[];
  /** Files no row names. */
  unnamed: string[];
  /** Files that are not where a session says. */
  missing: string[];
}

/** Waits until nothing is left to do, then says what is left all the same. */
export async function checkLeftovers(topology: Topology, ledger: Ledger): Promise<void> {
  const client = new pg.Client({ connectionString: await topology.databaseUrl() });
  await client.connect();
  const giveUpAt = Date.now() + QUIET_MS;
  try {
    let left = await leftovers(client, topology, ledger);
    while (!isQuiet(left) && Date.now() < giveUpAt) {
      await delay(500);
      left = await leftovers(client, topology, ledger);
    }
    tell(ledger, left);
  } finally {
    await client.end();
  }
}

function isQuiet(left: Leftovers): boolean {
  const { tasks, jobs, deliveries, unfinished, missing, unnamed } = left;
  return tasks + jobs + deliveries + unfinished.length + missing.length + unnamed.length === 0;
}

function tell(ledger: Ledger, left: Leftovers): void {
  if (left.tasks > 0) ledger.violate('no work is left', `${left.tasks} tasks`);
  if (left.jobs > 0) ledger.violate('no work is left', `${left.jobs} jobs`);
  if (left.deliveries > 0) ledger.violate('no webhook is lost', `${left.deliveries} deliveries still wait`);
  for (const id of left.unfinished) ledger.violate('every session ends', `session ${id} is unfinished`);
  for (const id of left.unknown) ledger.violate('nothing is made twice', `session ${id} was never answered to anyone`);
  for (const file of left.missing) ledger.violate('no session is lost', file);
  for (const file of left.unnamed) ledger.violate('no orphan file', file);
}

async function leftovers(client: pg.Client, { dataDir }: Topology, ledger: Ledger): Promise<Leftovers> {
  const ask = async <Row extends pg.QueryResultRow>(text: string) => (await client.query<Row>(text)).rows;
  const count = async (text: string) => Number((await ask<{ count: string }>(text))[0]?.count);
  const sessions = await ask<{
    session_id: string;
    status: string;
    deleted_at: Date | null;
    media_key: string | null;
    copy_key: string | null;
  }>('select session_id, status, deleted_at, media_key, copy_key from sessions');
  const uploads = await ask<{ id: string }>('select id from uploads where completed_at is null');
  const asked = new Set(ledger.entries.map(({ session_id }) => session_id));
  const media = sessions.flatMap(({ session_id, media_key, copy_key }) =>
    [media_key, copy_key].flatMap((key) => (key === null ? [] : [{ session_id, key }])),
  );
  const named = new Set([...media.map(({ key }) => key), ...uploads.map(({ id }) => `uploads/${id}`)]);
  const files = await listFiles(path.join(dataDir, 'storage'));
  return {
    tasks: await count('select count(*) from tasks'),
    jobs: await count(
      "select count(*) from pgboss.job where name not like '\\_\\_%' and state in ('created', 'retry', 'active')",
    ),
    deliveries: await count("select count(*) from webhook_deliveries where status = 'pending'"),
    unfinished: sessions
      .filter(({ status, deleted_at }) => deleted_at === null && ['queued', 'processing'].includes(status))
      .map(({ session_id }) => session_id),
    unknown: sessions.map(({ session_id }) => session_id).filter((id) => !asked.has(id)),
    unnamed: files.filter((file) => !named.has(file)),
    // Not those of uploads: the row of one that a crash cut off at its creation has none, and nobody was told of it.
    missing: media
      .filter(({ key }) => !files.includes(key))
      .map(({ session_id, key }) => `session ${session_id} names ${key}, which is not there`),
  };
}

async function listFiles(root: string): Promise<string[]> {
  const found = await readdir(root, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.relative(root, path.join(parentPath, name)));
}
