import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';

/** The whole product as a process of its own, for tests that end it without asking. */
export interface ServerProcess {
  pid: number;
  /** Resolves with the address once it is ready; rejects with what it said when it ends before. */
  ready: Promise<string>;
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  stdout(): string;
  stderr(): string;
  /** Every process below this one. */
  descendants(): Process[];
  /** Sends a signal, to nobody when it has ended: its process id may be another's by now. */
  signal(name: NodeJS.Signals): void;
  /** `kill -9`. Resolves when it has gone. */
  kill(): Promise<void>;
}

export interface Process {
  pid: number;
  parent: number;
  /** When it began, in ticks since boot: tells it from a later process with the same id. */
  began: string;
  program: string;
  command: string;
}

const FOR_TESTS = {
  /** Tests are quicker than clients. */
  PARLANCE_RATE_PROFILES: '{"self-hosted":{"requests_per_minute":1000000,"creations_per_minute":null}}',
  PARLANCE_AUTO_INSTALL: '0',
};

const MAIN = path.join(import.meta.dirname, '..', 'src', 'main.ts');

export function startServerProcess(environment: Record<string, string>): ServerProcess {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...FOR_TESTS, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, as a terminal makes one.
    detached: true,
  });
  const pid = child.pid as number;
  const [stdout, stderr] = [collect(child, 'stdout'), collect(child, 'stderr')];
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', () => {
      const url = /Parlance is ready: (\S+)/.exec(stdout())?.[1];
      if (url) resolve(url);
    });
    exited.then(({ code, signal }) => reject(new Error(`the server ended (${code ?? signal}): ${stderr()}`)));
  });
  ready.catch(() => {});
  return {
    pid,
    ready,
    exited,
    stdout,
    stderr,
    descendants: () => descendantsOf(pid),
    signal: (name) => void child.kill(name),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function collect(child: ChildProcess, name: 'stdout' | 'stderr'): () => string {
  let text = '';
  child[name]?.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  return () => text;
}

/** Every process below that one. */
export function descendantsOf(root: number): Process[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? []);
  const below = (pid: number): Process[] =>
    all.filter((process) => process.parent === pid).flatMap((process) => [process, ...below(process.pid)]);
  return below(root);
}

function readProcess(pid: number): Process | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    if (fields[0] === 'Z') return undefined;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    const program = path.basename(readlinkSync(`/proc/${pid}/exe`));
    return { pid, parent: Number(fields[1]), began: fields[19] ?? '', program, command };
  } catch {
    return undefined; // it has gone
  }
}

/** Those of these processes that still run. */
export function stillRunning(processes: Process[]): Process[] {
  return processes.filter((process) => readProcess(process.pid)?.began === process.began);
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
