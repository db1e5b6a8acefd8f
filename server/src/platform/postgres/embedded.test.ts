import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { createLogger } from '../log.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded.ts';
import { endClusterProcesses, findClusterProcesses } from './embedded-processes.ts';

const log = createLogger({ level: 'silent', pretty: false });
const fixture = fileURLToPath(new URL('./embedded-child.fixture.ts', import.meta.url));
const isRoot = process.getuid?.() === 0;
const NOBODY = 65534;

/** Closed to all others, as a home directory may be: every test below it also proves that this works. */
const home = mkdtempSync(join(tmpdir(), 'parlance-postgres-'));
const directory = join(home, 'data', 'postgres');
const running: EmbeddedPostgres[] = [];

beforeAll(() => expect(statSync(home).mode & 0o777).toBe(0o700));
afterEach(async () => {
  await Promise.all(running.splice(0).map((postgres) => postgres.stop()));
});
afterAll(async () => {
  await endClusterProcesses([join(directory, 'cluster')], [['SIGKILL', 2000]]);
  rmSync(home, { recursive: true, force: true });
});

async function start(path = directory) {
  const postgres = await startEmbeddedPostgres({ directory: path, log });
  running.push(postgres);
  return postgres;
}

/** Starts a server process of its own. Resolves with it and its first line. */
async function startChild(path: string, options: { uid?: number; path?: string } = {}) {
  const child = spawn(process.execPath, ['--no-warnings', fixture, path], {
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
    env: { ...process.env, PATH: options.path ?? process.env.PATH },
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { child, message: await nextMessage(child) };
}

async function nextMessage(child: ChildProcess): Promise<Record<string, unknown>> {
  if (!child.stdout) throw new Error('the child has no output');
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return JSON.parse(line);
}

async function kill(child: ChildProcess) {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function query(postgres: { connectionString: string }, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: postgres.connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function countOfNotes(postgres: { connectionString: string }) {
  const [row] = await query(postgres, 'SELECT count(*)::int AS count FROM note');
  return row?.count;
}

const processes = (path = directory) => findClusterProcesses([path, join(path, 'cluster')]);

describe('startEmbeddedPostgres', () => {
  it('makes a database that syncs to disk, in UTF-8, reached through a socket', async () => {
    const postgres = await start();
    expect(new URL(postgres.connectionString).searchParams.get('host')).toBe(directory);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(await query(postgres, 'SHOW fsync')).toEqual([{ fsync: 'on' }]);
    expect(await query(postgres, 'SHOW server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
    expect(await query(postgres, "SELECT lower('ÄÉ') AS low")).toEqual([{ low: 'äé' }]);
    await query(postgres, "CREATE TABLE note AS SELECT 'kept' AS body");
  });

  it('finds its data again at the next start, which takes less than a second', async () => {
    const startedAt = performance.now();
    const postgres = await start();
    expect(performance.now() - startedAt).toBeLessThan(1000);
    expect(await countOfNotes(postgres)).toBe(1);
  });

  it('refuses a second server with the holder’s process id, and leaves the first one alone', async () => {
    const { child, message } = await startChild(directory);
    const refusal = await start().catch((error) => error);
    expect(refusal).toBeInstanceOf(AppError);
    expect(refusal.detail).toContain(directory);
    expect(refusal.detail).toContain(`process ${child.pid}`);
    expect(await countOfNotes(message as never)).toBe(1);
    await kill(child);
  });

  it('takes a TCP port with a password when the path is too long for a socket', async () => {
    const postgres = await start(join(home, 'a-long-name/'.repeat(9)));
    const url = new URL(postgres.connectionString);
    expect(url.hostname).toBe('127.0.0.1');
    expect(await query(postgres, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    url.password = 'wrong';
    await expect(query({ connectionString: url.href }, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  });

  it('starts over when an earlier first start was killed half way', async () => {
    const path = join(home, 'half, "made" ü%');
    mkdirSync(join(path, 'cluster.new', 'base'), { recursive: true });
    writeFileSync(join(path, 'cluster.new', 'PG_VERSION'), '18\n');
    expect(await query(await start(path), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('sets a new password when the file with the old one is lost', async () => {
    rmSync(join(directory, 'password'));
    expect(await countOfNotes(await start())).toBe(1);
  });

  it('can be cancelled', async () => {
    const signal = AbortSignal.timeout(150);
    const failure = await startEmbeddedPostgres({ directory: join(home, 'cancelled'), log, signal }).catch((e) => e);
    expect(failure).toMatchObject({ kind: 'service_unavailable', detail: 'The start was cancelled.' });
    expect(processes(join(home, 'cancelled'))).toEqual([]);
  });
});

it('says in a sentence why a folder cannot be used', async () => {
  writeFileSync(join(home, 'a-file'), '');
  const failure = await startEmbeddedPostgres({ directory: join(home, 'a-file/postgres'), log }).catch((e) => e);
  expect(failure).toMatchObject({ kind: 'service_unavailable', detail: expect.stringContaining('a-file') });
});

describe('recovery', () => {
  it('brings PostgreSQL back after kill -9, at the same address, with all that was committed', async () => {
    const postgres = await start();
    const pool = new pg.Pool({ connectionString: postgres.connectionString });
    pool.on('error', () => {}); // idle connections break, as they must
    await pool.query("INSERT INTO note VALUES ('before the crash')");
    const killed = postgres.pid;
    process.kill(killed, 'SIGKILL');
    await expect
      .poll(
        () =>
          pool
            .query('SELECT 1')
            .then(() => postgres.pid)
            .catch(() => killed),
        { timeout: 60_000 },
      )
      .not.toBe(killed);
    expect(await countOfNotes(postgres)).toBe(2);
    await pool.end();
  });

  it('leaves no process behind when the server process is killed', async () => {
    const { child, message } = await startChild(directory);
    await query(message as never, "INSERT INTO note VALUES ('before the kill')");
    await kill(child);
    await expect.poll(() => processes(), { timeout: 60_000 }).toEqual([]);
    expect(await countOfNotes(await start())).toBe(3);
  });

  it('ends a PostgreSQL that outlived its killed server, and starts anew', async () => {
    // Without setpriv in PATH nobody tells PostgreSQL that its parent has died.
    const bin = join(home, 'bin');
    mkdirSync(bin);
    for (const program of ['unshare', 'sh']) symlinkSync(`/usr/bin/${program}`, join(bin, program));
    const { child, message } = await startChild(directory, { path: bin });
    await kill(child);
    expect(processes()).toContain(message.pid);
    const postgres = await start();
    expect(processes()).not.toContain(message.pid);
    expect(await countOfNotes(postgres)).toBe(3);
  });

  it('starts after both were killed and their process ids have gone to others', async () => {
    const { child, message } = await startChild(directory);
    process.kill(message.pid as number, 'SIGKILL');
    await kill(child);
    // A process that PostgreSQL, looking at its own lock files, would take for another postmaster.
    const stale = `${process.pid}\n${join(directory, 'cluster')}\n1\n5432\n${directory}\n\n0 0\nready\n`;
    writeFileSync(join(directory, 'cluster', 'postmaster.pid'), stale);
    writeFileSync(join(directory, '.s.PGSQL.5432.lock'), stale);
    expect(await countOfNotes(await start())).toBe(3);
  });
});

describe('stop', () => {
  it('takes less than 5 seconds with an open transaction, and no restart follows', async () => {
    const postgres = await start();
    const client = new pg.Client({ connectionString: postgres.connectionString });
    client.on('error', () => {});
    await client.connect();
    await client.query('BEGIN; INSERT INTO note VALUES (1)');
    const startedAt = performance.now();
    await Promise.all([postgres.stop(), postgres.stop()]);
    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect(processes()).toEqual([]);
  });

  it('takes less than 5 seconds even when PostgreSQL hangs', async () => {
    const postgres = await start();
    process.kill(postgres.pid, 'SIGSTOP');
    const startedAt = performance.now();
    await postgres.stop();
    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect(processes()).toEqual([]);
  });

  it('keeps PostgreSQL up after Ctrl-C until the server has finished', async () => {
    const { child } = await startChild(directory);
    process.kill(-(child.pid as number), 'SIGINT'); // a terminal signals the whole group
    expect(await nextMessage(child)).toEqual({ stopped: true });
    const postgres = await start();
    await query(postgres, 'DROP TABLE finished');
  });
});

const canUseNobody =
  isRoot && spawnSync(process.execPath, [fixture, '--check'], { uid: NOBODY, gid: NOBODY }).status !== null;

describe.runIf(canUseNobody)('users', () => {
  const open = mkdtempSync(join(tmpdir(), 'parlance-postgres-open-'));
  beforeAll(() => chmodSync(open, 0o755));
  afterAll(() => rmSync(open, { recursive: true, force: true }));

  it('runs for an ordinary user', async () => {
    const path = join(open, 'ordinary');
    mkdirSync(path);
    chownSync(path, NOBODY, NOBODY);
    const { child, message } = await startChild(join(path, 'postgres'), { uid: NOBODY });
    expect(message).toMatchObject({ uid: NOBODY });
    expect(await query(message as never, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(statSync(join(path, 'postgres/cluster')).uid).toBe(NOBODY);
    await kill(child);
    await expect.poll(() => processes(join(path, 'postgres')), { timeout: 60_000 }).toEqual([]);

    // The same folder started by root stays its owner's.
    await query(await start(join(path, 'postgres')), 'SELECT 1');
    expect(statSync(join(path, 'postgres/server.lock')).uid).toBe(NOBODY);
  });

  it('takes another user where root finds user namespaces closed, or says what to do', async () => {
    const bin = join(open, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'unshare'), '#!/bin/sh\necho "unshare failed: Operation not permitted" >&2\nexit 1\n');
    chmodSync(join(bin, 'unshare'), 0o755);
    const path = `${bin}:${process.env.PATH}`;

    const { child, message } = await startChild(join(open, 'closed'), { path });
    expect(await query(message as never, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(statSync(join(open, 'closed/cluster')).uid).not.toBe(0);
    await kill(child);

    const { message: refusal } = await startChild(join(home, 'unreachable'), { path });
    expect(refusal.failure).toMatch(/unshare failed.*DATABASE_URL/s);
  });
});
