import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

const ROOT = path.join(import.meta.dirname, '..');

export interface BenchServer {
  url: string;
  key: string;
  pid: number;
  dataDir: string;
  stop(): Promise<void>;
}

/** The product as users start it, in a process and a data directory of its own. */
export async function startProduct(environment: Record<string, string> = {}): Promise<BenchServer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'parlance-bench-'));
  const child = spawn(process.execPath, [path.join(ROOT, 'server', 'src', 'main.ts')], {
    env: {
      PATH: process.env.PATH ?? '',
      PARLANCE_DATA_DIR: dataDir,
      PARLANCE_PORT: '0',
      PARLANCE_DEMO: '0',
      PARLANCE_LOG_FORMAT: 'json',
      // Counted like any other server's requests, with a limit no benchmark reaches.
      PARLANCE_RATE_PROFILES: '{"self-hosted":{"requests_per_minute":1000000000,"creations_per_minute":null}}',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await firstLine(child, /Parlance is ready/);
  child.stdout?.resume();
  const { url, batch_key } = JSON.parse(await readFile(path.join(dataDir, 'first-run.json'), 'utf8'));
  return {
    url,
    key: batch_key,
    pid: child.pid as number,
    dataDir,
    async stop() {
      await end(child);
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

/** Waits until a session has ended; asks twice a second, which costs the server nothing that shows. */
export async function waitForSession(server: BenchServer, sessionId: string): Promise<Record<string, unknown>> {
  for (;;) {
    const response = await fetch(`${server.url}/api/v3/speech-to-text/session/${sessionId}`, {
      headers: { 'x-zoom-s2t-key': server.key },
    });
    const session = (await response.json()) as Record<string, unknown>;
    if (session.status === 'failed') throw new Error(`the session failed: ${session.error}`);
    if (session.status === 'completed') return session;
    await delay(500);
  }
}
