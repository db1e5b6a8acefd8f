import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { readConfig } from '../src/config.ts';
import { type CreateFolderBody, insertNewFolder } from '../src/features/folders/index.ts';
import { insertOrganization } from '../src/features/organizations/index.ts';
import { createToken } from '../src/features/tokens/index.ts';
import { createUser, type Role } from '../src/features/users/index.ts';
import type { PlatformEvent } from '../src/platform/events.ts';
import { createLogger } from '../src/platform/log.ts';
import type { TokenType } from '../src/platform/tables.ts';
import { type RunningServer, startServer } from '../src/start.ts';
import { databaseUrl } from './global-setup.ts';

/** Readings Debian ships with PocketSphinx. */
export const LIBRIVOX = '/usr/share/pocketsphinx/test/data/librivox';
export const READING = path.join(LIBRIVOX, 'sense_and_sensibility_01_austen_64kb-0880.wav');

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  body: any;
}

export interface CallOptions {
  key?: string;
  headers?: Record<string, string>;
  json?: unknown;
  body?: BodyInit | Buffer | null;
}

const PLENTY = {
  requests_per_minute: 1_000_000,
  creations_per_minute: null,
  webhooks_per_minute: null,
  tokens_per_minute: null,
  realtime_per_minute: null,
  concurrent_realtime: null,
};

export interface TestServer {
  /** Address and running server; both change when it is started again. */
  readonly url: string;
  readonly running: RunningServer;
  dataDir: string;
  /** Keys of the first organisation, and one batch key of another. */
  keys: { batch: string; realtime: string; secondBatch: string; foreign: string };
  organizationId: number;
  /** One HTTP request; a JSON answer comes parsed. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  createKey(input: { type: TokenType; expires_at?: Date; organization_id?: number }): Promise<string>;
  /** Makes a session with the media of a file and returns its id. */
  transcribe(file: string, body?: Record<string, unknown>): Promise<string>;
  /** Waits, by events, until a session has ended, and returns it. */
  // biome-ignore lint/suspicious/noExplicitAny: see above
  ended(sessionId: string, key?: string): Promise<any>;
  /** Signs in and returns the token, which goes where keys go (`key`). Without a name: the administrator of the first run. */
  login(email?: string, password?: string): Promise<string>;
  /** Makes somebody with the roles, signed in. Their password is {@link PASSWORD}. */
  createPerson(person: {
    roles: Role[];
    organization_id?: number;
    email?: string;
  }): Promise<{ id: number; email: string; token: string; organization_id: number }>;
  /** A folder that an administrator of the organisation made, open to all of it unless told otherwise. */
  createFolder(folder?: string | Partial<CreateFolderBody>): Promise<number>;
  events(): PlatformEvent[];
  /** Starts one more server on the same database and data directory, at a port of its own. It ends with this one. */
  startBeside(changes?: Record<string, string>): Promise<RunningServer>;
  /** Stops the server; `between` runs with nobody on its data directory; starts it again at the same address. */
  restart(between?: () => Promise<unknown>, changes?: Record<string, string>): Promise<void>;
  stop(): Promise<void>;
}

/** Of everybody that tests make. */
export const PASSWORD = 'Correct-Horse-1-Staple';

/**
 * A whole server on a database of its own, with real sockets, in this process.
 *
 * @param options `now` is the server's clock, the real one if left out; `log` is given every line of its log
 */
export async function startTestServer(
  environment: Record<string, string> = {},
  options: { now?: () => Date; log?: { write(line: string): void } } = {},
): Promise<TestServer> {
  const database = `test_${randomBytes(6).toString('hex')}`;
  await administrate(`create database ${database} template ${inject('templateDatabase')}`);
  const dataDir = await mkdtemp(path.join(tmpdir(), 'parlance-test-'));
  const events: PlatformEvent[] = [];
  const open = (changes: Record<string, string>) => {
    const config = readConfig({
      PARLANCE_PORT: '0',
      PARLANCE_DATA_DIR: dataDir,
      PARLANCE_ENGINES: 'scripted',
      PARLANCE_DECODERS: '1',
      PARLANCE_INTERACTIVE_DECODERS: '0',
      PARLANCE_LOG_LEVEL: 'silent',
      PARLANCE_AUTO_INSTALL: '0',
      // Tests are quicker than clients; those of the limits set them.
      PARLANCE_RATE_PROFILES: JSON.stringify({ 'self-hosted': PLENTY }),
      PARLANCE_UNAUTHENTICATED_PER_MINUTE: '1000000',
      DATABASE_URL: databaseUrl(inject('postgresUrl'), database),
      ...environment,
      ...changes,
    });
    return startServer(config, createLogger({ level: config.logLevel, pretty: false }, options.log), options);
  };
  const start = async (changes: Record<string, string> = {}) => {
    const started = await open(changes);
    started.ctx.events.subscribe((event) => events.push(event));
    return started;
  };
  let running = await start();
  const beside: RunningServer[] = [];
  const { ctx, firstRun } = running;
  if (!firstRun) throw new Error('a new database must have a first run');
  const { id: organizationId } = await ctx.db.selectFrom('organizations').select('id').executeTakeFirstOrThrow();
  const other = await insertOrganization(ctx.db, 'Another organisation');
  const createKey: TestServer['createKey'] = async (input) => {
    const token = await createToken(running.ctx, { organization_id: organizationId, name: 'test', ...input });
    return token.key;
  };
  const keys = {
    batch: firstRun.batch_key,
    realtime: firstRun.realtime_key,
    secondBatch: await createKey({ type: 'batch' }),
    foreign: await createKey({ type: 'batch', organization_id: other.id }),
  };
  const call: TestServer['call'] = async (method, target, options = {}) => {
    const response = await fetch(target.startsWith('http') ? target : running.url + target, {
      method,
      headers: {
        ...(options.key ? { 'x-zoom-s2t-key': options.key } : {}),
        ...(options.json === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      body: options.json === undefined ? (options.body as BodyInit | undefined) : JSON.stringify(options.json),
      ...(options.body instanceof ReadableStream ? { duplex: 'half' } : {}),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };

  const login: TestServer['login'] = async (email = firstRun.admin_email, password = '') => {
    const byDefault = email === firstRun.admin_email ? firstRun.admin_password : PASSWORD;
    const body = new URLSearchParams({ username: email, password: password || byDefault });
    const answer = await call('POST', '/api/v3/auth/login?login_type=token', { body });
    if (!answer.body.access_token) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body.access_token;
  };

  return {
    get url() {
      return running.url;
    },
    get running() {
      return running;
    },
    dataDir,
    keys,
    organizationId,
    call,
    createKey,
    login,
    async createPerson({ roles, organization_id = organizationId, email = `${randomUUID()}@people.example` }) {
      const user = await createUser(running.ctx, { organization_id, email, password: PASSWORD, roles });
      return { ...user, organization_id, token: await login(email) };
    },
    async createFolder(folder = {}) {
      const given = typeof folder === 'string' ? { name: folder } : folder;
      const { id: user_id } = await running.ctx.db
        .selectFrom('users')
        .select('id')
        .where('email', '=', firstRun.admin_email)
        .executeTakeFirstOrThrow();
      const actor = {
        type: 'user',
        token_id: 0,
        organization_id: organizationId,
        user_id,
        roles: ['ORGADMIN'],
      } as const;
      return insertNewFolder({ ...running.ctx, actor }, { name: `Folder ${randomUUID()}`, ...given });
    },
    events: () => events,
    async transcribe(file, body = {}) {
      const created = await call('POST', '/api/v3/speech-to-text/session', {
        key: keys.batch,
        json: { language: running.ctx.config.engines[0] === 'scripted' ? 'xx' : 'en', ...body },
      });
      if (created.status !== 200) throw new Error(JSON.stringify(created.body));
      const form = new FormData();
      form.append('upload', new Blob([await readFile(file)]), path.basename(file));
      const id: string = created.body.session_id;
      const uploaded = await call('POST', `/api/v3/speech-to-text/session/${id}`, { key: keys.batch, body: form });
      if (uploaded.status !== 200) throw new Error(JSON.stringify(uploaded.body));
      return id;
    },
    async ended(sessionId, key = keys.batch) {
      const arrived = new Promise<void>((resolve) => {
        const unsubscribe = running.ctx.events.subscribe((event) => {
          if (event.id !== sessionId || !['completed', 'failed'].includes(event.status ?? '')) return;
          unsubscribe();
          resolve();
        });
      });
      const now = await call('GET', `/api/v3/speech-to-text/session/${sessionId}`, { key });
      if (['completed', 'failed'].includes(now.body.status)) return now.body;
      await arrived;
      return (await call('GET', `/api/v3/speech-to-text/session/${sessionId}`, { key })).body;
    },
    async startBeside(changes = {}) {
      const server = await open(changes);
      beside.push(server);
      return server;
    },
    async restart(between, changes = {}) {
      const { port } = new URL(running.url);
      await running.stop();
      await between?.();
      running = await start({ PARLANCE_PORT: port, ...changes });
    },
    async stop() {
      for (const server of beside) await server.stop();
      await running.stop();
      await administrate(`drop database ${database} with (force)`);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function administrate(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
