import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../errors.ts';
import type { Logger } from '../log.ts';
import { type ClusterSetup, clusterPaths, DATABASE_NAME } from './embedded-cluster.ts';
import { commandFor } from './embedded-user.ts';

/** Where PostgreSQL listens: on a socket in a folder when there is one, else on the loopback interface. */
export interface Endpoint {
  socketDirectory: string | null;
  port: number;
}

export interface Exit {
  code: number | null;
  signal: string | null;
}

export interface Postmaster {
  pid: number;
  exited: Promise<Exit>;
  /** Asks for an orderly end (SIGINT) or an immediate one (SIGQUIT, the next start recovers). */
  kill(signal: 'SIGINT' | 'SIGQUIT'): void;
}

/** Room for a path in Linux's `sockaddr_un`, less the closing zero byte. */
const SOCKET_PATH_BYTES = 107;
const SOCKET_PORT = 5432;
const READY = 'database system is ready to accept connections';

/** A socket in `directory` if its path fits, since no other user can reach it; otherwise a free TCP port. */
export async function chooseEndpoint(directory: string): Promise<Endpoint> {
  if (Buffer.byteLength(socketPath(directory, SOCKET_PORT)) <= SOCKET_PATH_BYTES) {
    return { socketDirectory: directory, port: SOCKET_PORT };
  }
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return { socketDirectory: null, port: typeof address === 'object' && address ? address.port : 0 };
}

/** A URL as `pg` and libpq understand it. */
export function connectionStringFor({ socketDirectory, port }: Endpoint, password: string): string {
  const credentials = `${DATABASE_NAME}:${password}`;
  if (socketDirectory === null) return `postgres://${credentials}@127.0.0.1:${port}/${DATABASE_NAME}`;
  return `postgres://${credentials}@localhost:${port}/${DATABASE_NAME}?host=${encodeURIComponent(socketDirectory)}`;
}

/**
 * Starts PostgreSQL on a complete cluster that no process uses, and resolves when it accepts connections.
 * There is no time limit, as the recovery after a crash may take minutes; `signal` ends the wait and PostgreSQL.
 */
export async function launchPostmaster(setup: ClusterSetup, endpoint: Endpoint, log: Logger): Promise<Postmaster> {
  await removeStaleFiles(setup, endpoint);
  const [command, ...args] = commandFor(setup.user, setup.binaries.postgres, [
    '-D',
    clusterPaths(setup.directory).cluster,
    ...settingsFor(endpoint).flatMap((setting) => ['-c', setting]),
  ]);
  const child = spawn(command, args, {
    ...setup.user.ids,
    cwd: setup.directory,
    // A session of its own: Ctrl-C in a terminal reaches only our process, which ends PostgreSQL when it is done itself.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', setup.lock],
  });
  const exited = new Promise<Exit>((resolve) => {
    child.on('exit', (code, signal) => resolve({ code, signal }));
    child.on('error', () => resolve({ code: null, signal: null }));
  });

  const lastLines: string[] = [];
  const ready = new Promise<'ready'>((resolve) => {
    createInterface({ input: child.stderr as NodeJS.ReadableStream }).on('line', (line) => {
      if (lastLines.push(line) > 8) lastLines.shift();
      passOn(line, log);
      if (line.includes(READY)) resolve('ready');
    });
  });
  const onAbort = () => child.kill('SIGINT');
  setup.signal?.addEventListener('abort', onAbort);
  try {
    if (setup.signal?.aborted) onAbort();
    if ((await Promise.race([ready, exited])) === 'ready' && child.pid !== undefined) {
      return { pid: child.pid, exited, kill: (signal) => child.kill(signal) };
    }
  } finally {
    setup.signal?.removeEventListener('abort', onAbort);
  }
  await delay(50); // for its last words
  throw new AppError('service_unavailable', {
    detail: setup.signal?.aborted
      ? 'The start was cancelled.'
      : `PostgreSQL did not start on ${setup.directory}:\n${lastLines.join('\n')}`,
  });
}

function settingsFor({ socketDirectory, port }: Endpoint): string[] {
  return [
    `port=${port}`,
    `listen_addresses=${socketDirectory === null ? '127.0.0.1' : ''}`,
    // A list in which quotes protect a comma or a blank in the path.
    `unix_socket_directories=${socketDirectory === null ? '' : `"${socketDirectory.replaceAll('"', '""')}"`}`,
    'unix_socket_permissions=0700',
    // Errors go to the session that caused them, which reports them. In the log they would only repeat, with the
    // rows' contents: what remains is about the server as a whole.
    'log_min_messages=log',
    'log_min_error_statement=panic',
    'log_checkpoints=off',
    'log_line_prefix=',
    'logging_collector=off',
    'log_destination=stderr',
    // Recovery first syncs the whole cluster. One sync of the file system, not one per file, saves seconds.
    'recovery_init_sync_method=syncfs',
    // Parallel queries take shared memory, of which containers have little, and bring nothing on two cores.
    'max_parallel_workers_per_gather=0',
    'max_parallel_maintenance_workers=0',
  ];
}

/**
 * PostgreSQL's own lock files hold a process id. After a crash that id may belong to anybody, and PostgreSQL would
 * refuse to start. Here nothing is lost with them: we hold the lock that proves that no process uses this cluster.
 */
async function removeStaleFiles({ directory }: ClusterSetup, { socketDirectory, port }: Endpoint): Promise<void> {
  const stale = [join(clusterPaths(directory).cluster, 'postmaster.pid')];
  if (socketDirectory !== null)
    stale.push(socketPath(socketDirectory, port), `${socketPath(socketDirectory, port)}.lock`);
  await Promise.all(stale.map((path) => rm(path, { force: true })));
}

function socketPath(directory: string, port: number): string {
  return join(directory, `.s.PGSQL.${port}`);
}

/** FATAL ends one session, whose owner is told; what fails the server as a whole is a PANIC or a line like these. */
function passOn(line: string, log: Logger): void {
  const [, severity, message = line] = /^([A-Z]+):\s+(.*)$/.exec(line) ?? [];
  if (severity === 'PANIC') log.error({ source: 'postgres' }, message);
  else if (/terminated by signal|could not|corrupt/.test(message)) log.warn({ source: 'postgres' }, message);
  else log.debug({ source: 'postgres' }, message);
}
