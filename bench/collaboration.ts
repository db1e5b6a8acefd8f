import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { createLogger } from '../server/src/platform/log.ts';
import { startEmbeddedPostgres } from '../server/src/platform/postgres/embedded.ts';
import { type Benchmark, type Figure, median } from './report.ts';
import { type BenchServer, createSession, startProduct } from './server.ts';

const SESSIONS = 100_000;
const GROUPS = 50;
/** Private folders of others, so that there is something to leave out of lists. */
const HIDDEN_FOLDERS = 200;
const REQUESTS = 1_000;
const OPENINGS = 300;
const ROUNDS = 3;
const PARAGRAPHS = 400;

export const collaborationBenchmark: Benchmark = {
  title: 'Working together',
  method:
    `A private folder with ${SESSIONS.toLocaleString('en')} sessions, open to ${GROUPS} groups, beside ${HIDDEN_FOLDERS} private folders of ` +
    `others. \`GET …/folders/{id}\`, the sessions of the folder and all sessions, asked by a member of the ${GROUPS} groups and by an ` +
    `administrator in turn: time of 99 of 100 of ${REQUESTS} requests one after the other, best of ${ROUNDS} rounds on both sides. ` +
    `Opening a document of ${PARAGRAPHS} paragraphs by a link against its owner opening it, in turn: median of ${OPENINGS} each, ` +
    `median of ${ROUNDS} rounds.`,
  async run(note) {
    const directory = await mkdtemp(path.join(tmpdir(), 'parlance-bench-pg-'));
    const postgres = await startEmbeddedPostgres({ directory, log: createLogger({ level: 'warn', pretty: false }) });
    const product = await startProduct({ DATABASE_URL: postgres.connectionString, PARLANCE_ROLES: 'api' });
    const client = new pg.Client({ connectionString: postgres.connectionString });
    await client.connect();
    try {
      return [...(await lists(product, client, note)), await openings(product, note)];
    } finally {
      await client.end();
      await product.stop();
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    }
  },
};

async function ask(url: string, token: string, json?: unknown, method = json === undefined ? 'GET' : 'POST') {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as Record<string, never> & { result: { id: number } };
}

async function signIn(product: BenchServer, username: string, password: string): Promise<string> {
  const body = new URLSearchParams({ username, password });
  const response = await fetch(`${product.url}/api/v3/auth/login`, { method: 'POST', body });
  return ((await response.json()) as { access_token: string }).access_token;
}

/** @returns tokens of a member of all the groups and of an administrator, and the folder */
async function prepare(product: BenchServer, client: pg.Client) {
  const api = `${product.url}/api/v3`;
  const first = JSON.parse(await readFile(path.join(product.dataDir, 'first-run.json'), 'utf8'));
  const admin = await signIn(product, first.admin_email, first.admin_password);
  const { rows } = await client.query(
    `insert into users (organization_id, email, password_hash, roles, activated_at)
     select organization_id, 'member@bench.example', password_hash, '{CONTRIBUTOR}', now() from users where email = $1
     returning id`,
    [first.admin_email],
  );
  const groups: number[] = [];
  for (let index = 0; index < GROUPS; index++) {
    const { result } = await ask(`${api}/organization/group`, admin, { name: `Group ${index}` });
    await ask(`${api}/organization/group/${result.id}/users`, admin, { user_ids: [rows[0].id] });
    groups.push(result.id);
  }
  const permissions = groups.map((group_id) => ({ group_id, permission: 1 }));
  const folder = (await ask(`${api}/folders`, admin, { name: 'Many', is_private: true, permissions })).result.id;
  for (let index = 0; index < HIDDEN_FOLDERS; index++) {
    await ask(`${api}/folders`, admin, { name: `Hidden ${index}`, is_private: true });
  }
  const member = await signIn(product, 'member@bench.example', first.admin_password);
  return { admin, member, folder };
}

/** Copies of the first session in a folder, one a minute into the past. */
async function fill(client: pg.Client, folder: number): Promise<void> {
  const { rows } = await client.query(
    `select string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns where table_name = 'sessions'
       and column_name not in ('id', 'session_id', 'created_at', 'status', 'filename', 'folder_id')`,
  );
  const { columns } = rows[0];
  await client.query(
    `insert into sessions (session_id, created_at, status, filename, folder_id, ${columns})
     select lpad(to_hex(n), 8, '0') || substr(md5(n::text), 1, 18), now() - n * interval '1 minute', 'completed',
       'recording ' || n || '.wav', $1, ${columns}
     from (select * from sessions order by id limit 1) as first, generate_series(1, $2::int) as n`,
    [folder, SESSIONS],
  );
  await client.query('vacuum analyze');
}

async function lists(product: BenchServer, client: pg.Client, note: (line: string) => void): Promise<Figure[]> {
  const { admin, member, folder } = await prepare(product, client);
  await createSession(product, 'en');
  await fill(client, folder);
  const api = `${product.url}/api/v3`;
  const targets: [string, string, number | null][] = [
    ['listing a folder', `${api}/folders/${folder}`, 2],
    ['the sessions of the folder', `${api}/speech-to-text/session?folder_id=${folder}`, 2],
    ['all sessions', `${api}/speech-to-text/session`, null],
  ];
  const figures: Figure[] = [];
  for (const [name, url, limit] of targets) {
    const best = { member: Number.POSITIVE_INFINITY, admin: Number.POSITIVE_INFINITY };
    for (let round = 0; round < ROUNDS; round++) {
      const times = await inTurn(REQUESTS, { member: () => ask(url, member), admin: () => ask(url, admin) });
      for (const who of ['member', 'admin'] as const) best[who] = Math.min(best[who], percentile99(times[who]));
    }
    note(`${name}: ${best.member.toFixed(2)} / ${best.admin.toFixed(2)} ms`);
    figures.push({
      name: `${name}, p99 for a member of ${GROUPS} groups by that for an administrator`,
      target: limit === null ? null : { at: 'most', value: limit },
      ratio: best.member / best.admin,
      ours: `${best.member.toFixed(2)} ms`,
      reference: `${best.admin.toFixed(2)} ms`,
    });
  }
  return figures;
}

async function openings(product: BenchServer, note: (line: string) => void): Promise<Figure> {
  const sessions = `${product.url}/api/v3/speech-to-text/session`;
  const session = await createSession(product, 'en', { session_mode: 'upload' });
  const text = 'It is a truth universally acknowledged, that a single man must be in want of a wife.';
  const document = Array.from({ length: PARAGRAPHS }, (_, n) => ({ start: n * 5_000, stop: n * 5_000 + 4_500, text }));
  const { id } = (await ask(`${sessions}/${session}/document`, product.key, { document_type: 'document', document }))
    .result;
  const { token } = (await ask(`${sessions}/${session}/document/${id}/share`, product.key, {})).result as unknown as {
    token: string;
  };
  const owner = `${sessions}/${session}/document/${id}`;
  const shared = `${sessions}/${session}/shared/document/${id}?token=${token}`;
  const open = async (url: string, headers: Record<string, string>) => {
    const response = await fetch(url, { headers });
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    await response.arrayBuffer();
  };
  const medians = { guest: [] as number[], owner: [] as number[] };
  for (let round = 0; round <= ROUNDS; round++) {
    const times = await inTurn(OPENINGS, {
      guest: () => open(shared, {}),
      owner: () => open(owner, { 'x-zoom-s2t-key': product.key }),
    });
    // The first round warms up.
    if (round === 0) continue;
    medians.guest.push(median(times.guest));
    medians.owner.push(median(times.owner));
    note(`round ${round}: ${medians.guest.at(-1)?.toFixed(2)} / ${medians.owner.at(-1)?.toFixed(2)} ms`);
  }
  const [guest, own] = [median(medians.guest), median(medians.owner)];
  return {
    name: 'opening a document by a link, of its owner opening it',
    target: { at: 'most', value: 1.2 },
    ratio: guest / own,
    ours: `${guest.toFixed(2)} ms`,
    reference: `${own.toFixed(2)} ms`,
  };
}

/** Milliseconds of each request; who is asked first changes every time. */
async function inTurn<K extends string>(
  times: number,
  requests: Record<K, () => Promise<unknown>>,
): Promise<Record<K, number[]>> {
  const names = Object.keys(requests) as K[];
  const taken = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
  for (let index = 0; index < times; index++) {
    for (const name of index % 2 === 0 ? names : names.toReversed()) {
      const started = performance.now();
      await requests[name]();
      taken[name].push(performance.now() - started);
    }
  }
  return taken;
}

const percentile99 = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] as number;
