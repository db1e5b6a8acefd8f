import { closeSync } from 'node:fs';
import { chmod, mkdir, realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../errors.ts';
import type { Logger } from '../log.ts';
import { findBinaries } from './embedded-binaries.ts';
import { clusterPaths, prepareCluster } from './embedded-cluster.ts';
import { lockFile, lockForServer } from './embedded-lock.ts';
import { chooseEndpoint, connectionStringFor, type Exit, launchPostmaster } from './embedded-postmaster.ts';
import { type EndingStep, endClusterProcesses, findClusterProcesses } from './embedded-processes.ts';
import { supervise } from './embedded-supervisor.ts';
import { chooseDatabaseUser, takeOwnership } from './embedded-user.ts';

/** Where and how to connect. */
export interface EmbeddedPostgres {
  /** A URL for `pg`, pg-boss and psql. It stays the same when PostgreSQL is restarted. */
  connectionString: string;
  /** Ends PostgreSQL within 5 seconds, also with open connections. May be called more than once. */
  stop(): Promise<void>;
  /** Resolves when PostgreSQL has ended by itself and could not be brought back. Never rejects. */
  exited: Promise<Exit>;
  /** Process id of the present postmaster. */
  readonly pid: number;
}

export interface StartOptions {
  directory: string;
  log: Logger;
  signal?: AbortSignal | undefined;
}

/** For processes that an earlier run left behind: an orderly end first, then ever less so. */
const END_LEFTOVERS: readonly EndingStep[] = [
  ['SIGINT', 3000],
  ['SIGQUIT', 2000],
  ['SIGKILL', 2000],
];
/** For our own, when the orderly stop takes too long. Nothing is lost: the next start recovers. */
const END_AT_STOP: readonly EndingStep[] = [
  ['SIGQUIT', 1000],
  ['SIGKILL', 500],
];
const LOCK_WAIT_MS = 3000;

/**
 * Starts PostgreSQL on `directory`, which it creates at first use, and keeps it running until `stop`.
 *
 * Only one process may use a directory at a time. Whatever was killed before, our process, PostgreSQL or both, the
 * next start takes up from the last commit. If PostgreSQL ends while we run, it is restarted at the same address, so
 * connection pools find it again. `signal` cancels the start, and nothing after it.
 *
 * Throws `service_unavailable` with a `detail` for people: another server is on the directory, no user can run
 * PostgreSQL there, the disk is full, …
 */
export async function startEmbeddedPostgres(options: StartOptions): Promise<EmbeddedPostgres> {
  try {
    return await start(options);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const detail = `The embedded PostgreSQL could not start in ${options.directory}: ${(cause as Error).message}`;
    throw new AppError('service_unavailable', { detail, cause });
  }
}

async function start({ directory: path, log, signal }: StartOptions): Promise<EmbeddedPostgres> {
  const binaries = await findBinaries();
  const directory = await makeDirectory(path);
  const serverLock = lockForServer(directory);
  try {
    const user = chooseDatabaseUser(directory, binaries.initdb);
    const base = { directory, binaries, user };
    const endpoint = await chooseEndpoint(directory);
    let password = '';
    const first = await withCluster(directory, log, async (lock) => {
      const setup = { ...base, lock, signal };
      password = await prepareCluster(setup);
      takeOwnership(directory, user);
      return launchPostmaster(setup, endpoint, log);
    });
    log.info({ postgres_pid: first.pid, directory, user: user.name }, 'embedded PostgreSQL started');

    const relaunch = (signal: AbortSignal) =>
      withCluster(directory, log, (lock) => launchPostmaster({ ...base, lock, signal }, endpoint, log));
    const supervisor = supervise(first, relaunch, log);
    let stopped: Promise<void> | undefined;
    return {
      connectionString: connectionStringFor(endpoint, password),
      get pid() {
        return supervisor.pid;
      },
      exited: supervisor.exited,
      stop() {
        stopped ??= supervisor
          .stop()
          .then(() => endClusterProcesses(workingDirectories(directory), END_AT_STOP))
          .then(() => closeSync(serverLock));
        return stopped;
      },
    };
  } catch (error) {
    // What a cancelled or failed start leaves must be gone before the next one may come.
    await endClusterProcesses(workingDirectories(directory), END_AT_STOP);
    closeSync(serverLock);
    throw error;
  }
}

/** Creates the folder for its owner alone, and returns its real path, which is how the kernel names it too. */
async function makeDirectory(path: string): Promise<string> {
  // The folders above get the usual mode: where root cannot use namespaces, another user must pass through them.
  await mkdir(dirname(resolve(path)), { recursive: true });
  await mkdir(path, { recursive: true, mode: 0o700 });
  const directory = await realpath(path);
  await chmod(directory, 0o700);
  return directory;
}

/**
 * Runs `use` when no PostgreSQL process is on the cluster, with a lock that all those it starts inherit.
 * We are the only server here, so whatever process there is was left behind by one that was killed, and is ended.
 */
async function withCluster<T>(directory: string, log: Logger, use: (lock: number) => Promise<T>): Promise<T> {
  const leftovers = findClusterProcesses(workingDirectories(directory));
  if (leftovers.length > 0) {
    log.warn({ pids: leftovers }, 'ending PostgreSQL processes that were left behind');
    await endClusterProcesses(workingDirectories(directory), END_LEFTOVERS);
  }
  const lock = await waitForLock(clusterPaths(directory).lock);
  try {
    return await use(lock);
  } finally {
    closeSync(lock); // the processes keep theirs
  }
}

/** Processes that /proc does not show, in another container say, hold this lock as well. */
async function waitForLock(path: string): Promise<number> {
  const deadline = Date.now() + LOCK_WAIT_MS;
  for (;;) {
    const lock = lockFile(path);
    if (lock !== null) return lock;
    if (Date.now() > deadline) {
      throw new AppError('service_unavailable', {
        detail: `PostgreSQL processes that cannot be ended from here still use ${dirname(path)}, perhaps in another container.`,
      });
    }
    await delay(20);
  }
}

/** Where PostgreSQL's programs work: their data folder, or ours as long as they have not reached it. */
function workingDirectories(directory: string): string[] {
  const { cluster, unfinished } = clusterPaths(directory);
  return [directory, cluster, unfinished];
}
