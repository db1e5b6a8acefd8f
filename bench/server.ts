import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

const ROOT = path.join(import.meta.dirname, '..');

export interface BenchServer {
  url: string;
  key: string;
  realtimeKey: string;
  pid: number;
  dataDir: string;
  stop(): Promise<void>;
}

/** A process of the product. */
export async function startProcess(
  environment: Record<string, string>,
): Promise<{ pid: number; stop(): Promise<void> }> {
  const child = spawn(process.execPath, await startArguments(), {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH ?? '',
      PARLANCE_PORT: '0',
      PARLANCE_DEMO: '0',
      PARLANCE_AUTO_INSTALL: '0',
      PARLANCE_LOG_FORMAT: 'json',
      // Counted like any other server's requests, with a limit no benchmark reaches.
      PARLANCE_RATE_PROFILES:
        '{"self-hosted":{"requests_per_minute":1000000000,"creations_per_minute":null,"realtime_per_minute":null,"concurrent_realtime":null}}',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await firstLine(child, /Parlance is ready/);
  child.stdout?.resume();
  return { pid: child.pid as number, stop: () => end(child) };
}

/** What stands behind `node` in `npm start`. */
async function startArguments(): Promise<string[]> {
  const { scripts } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8'));
  return scripts.start.split(' ').slice(1);
}

/** The product as users start it, in a process and a data directory of its own. */
export async function startProduct(environment: Record<string, string> = {}): Promise<BenchServer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'parlance-bench-'));
  const { pid, stop } = await startProcess({ PARLANCE_DATA_DIR: dataDir, ...environment });
  const { url, batch_key, realtime_key } = JSON.parse(await readFile(path.join(dataDir, 'first-run.json'), 'utf8'));
  return {
    url,
    key: batch_key,
    realtimeKey: realtime_key,
    pid,
    dataDir,
    async stop() {
      await stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Another Node program as the reference; it prints one line, its address, when it is ready. */
export async function startReference(file: string, args: string[]): Promise<{ url: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, file), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await firstLine(child, /^http/);
  return { url, stop: () => end(child) };
}

async function firstLine(child: ChildProcess, pattern: RegExp): Promise<string> {
  if (!child.stdout) throw new Error('the process has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    if (pattern.test(line)) return line;
  }
  throw new Error('the process ended before it was ready');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await Promise.race([once(child, 'exit'), delay(10_000)]);
  if (child.exitCode === null) child.kill('SIGKILL');
}

const sessionUrl = (server: BenchServer, id = '') => `${server.url}/api/v3/speech-to-text/session/${id}`;

export async function createSession(server: BenchServer, language: string, wishes: object = {}): Promise<string> {
  const created = await fetch(sessionUrl(server), {
    method: 'POST',
    headers: { 'x-zoom-s2t-key': server.key, 'content-type': 'application/json' },
    body: JSON.stringify({ language, ...wishes }),
  });
  if (!created.ok) throw new Error(await created.text());
  return ((await created.json()) as { session_id: string }).session_id;
}

/** Uploads a WAV file in one request, as a stream. */
export async function sendMedia(server: BenchServer, id: string, file: string): Promise<void> {
  const uploaded = await fetch(sessionUrl(server, id), {
    method: 'PUT',
    headers: {
      'x-zoom-s2t-key': server.key,
      'content-type': 'audio/wav',
      'content-length': String((await stat(file)).size),
    },
    body: Readable.toWeb(createReadStream(file)) as ReadableStream,
    duplex: 'half',
  } as RequestInit);
  if (!uploaded.ok) throw new Error(await uploaded.text());
}

export async function getSession(server: BenchServer, id: string): Promise<Record<string, unknown>> {
  const response = await fetch(sessionUrl(server, id), { headers: { 'x-zoom-s2t-key': server.key } });
  return (await response.json()) as Record<string, unknown>;
}

/** Waits until a session has this status; asking costs the server nothing that shows. */
export async function waitForStatus(server: BenchServer, id: string, status: string, everyMs = 500) {
  for (;;) {
    const session = await getSession(server, id);
    if (session.status === 'failed') throw new Error(`the session failed: ${session.error}`);
    if (session.status === status) return session;
    await delay(everyMs);
  }
}
