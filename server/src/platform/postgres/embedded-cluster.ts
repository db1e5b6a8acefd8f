import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../errors.ts';
import type { PostgresBinaries } from './embedded-binaries.ts';
import { commandFor, type DatabaseUser, takeOwnership } from './embedded-user.ts';

/** Name of the role that owns the database, and of the database. */
export const DATABASE_NAME = 'parlance';

/** The folders of one embedded PostgreSQL. */
export function clusterPaths(directory: string) {
  return {
    cluster: join(directory, 'cluster'),
    /** Where a cluster grows until it is complete. */
    unfinished: join(directory, 'cluster.new'),
    password: join(directory, 'password'),
    lock: join(directory, 'cluster.lock'),
  };
}

/** What every step here needs. `lock` is a descriptor that the programs inherit, see `lockFile`. */
export interface ClusterSetup {
  directory: string;
  binaries: PostgresBinaries;
  user: DatabaseUser;
  lock: number;
  signal?: AbortSignal | undefined;
}

/**
 * Makes sure there is a cluster with our database in it, and returns the password of its owner.
 * A new cluster gets its name only when it is complete and on disk: a crash at any point leaves nothing half made.
 */
export async function prepareCluster(setup: ClusterSetup): Promise<string> {
  const { cluster, password: passwordFile } = clusterPaths(setup.directory);
  const hadPassword = existsSync(passwordFile);
  const password = hadPassword ? (await readFile(passwordFile, 'utf8')).trim() : await createPassword(setup);
  if (!existsSync(cluster)) await createCluster(setup);
  // The file was lost, or left out of a backup: the one who owns the files may set a new password.
  else if (!hadPassword) await runSingleUser(setup, cluster, `ALTER ROLE ${DATABASE_NAME} PASSWORD '${password}'`);
  return password;
}

async function createPassword({ directory, user }: ClusterSetup): Promise<string> {
  const { password: path } = clusterPaths(directory);
  const password = randomBytes(24).toString('hex');
  await writeDurably(`${path}.new`, `${password}\n`);
  await rename(`${path}.new`, path);
  takeOwnership(directory, user);
  return password;
}

async function createCluster(setup: ClusterSetup): Promise<void> {
  const { cluster, unfinished, password } = clusterPaths(setup.directory);
  await rm(unfinished, { recursive: true, force: true });
  // The built-in locale sorts by code point whatever the system has installed: an upgrade of the system's own
  // locales would silently break indexes.
  await runProgram(setup, setup.binaries.initdb, [
    ...['-D', unfinished, '--username', DATABASE_NAME, '--pwfile', password, '--auth=scram-sha-256'],
    ...['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
    ...['--no-sync', '--no-instructions'],
  ]);
  await runSingleUser(setup, unfinished, `CREATE DATABASE ${DATABASE_NAME}`, 'fsync=off');
  // One sync of the whole file system, once: a thousand single ones took 3 to 6 s on a slow disk.
  await runProgram(setup, setup.binaries.initdb, ['-D', unfinished, '--sync-only', '--sync-method=syncfs']);
  await rename(unfinished, cluster);
  await syncDirectory(setup.directory);
}

/** Runs one statement on a stopped cluster, without a password. */
async function runSingleUser(setup: ClusterSetup, cluster: string, statement: string, ...settings: string[]) {
  const options = ['exit_on_error=on', ...settings].flatMap((setting) => ['-c', setting]);
  const args = ['--single', '-D', cluster, ...options, 'postgres'];
  await runProgram(setup, setup.binaries.postgres, args, `${statement}\n`);
}

/** Runs a PostgreSQL program to its end; what it wrote becomes the error if it fails. */
async function runProgram(setup: ClusterSetup, program: string, args: string[], input = ''): Promise<void> {
  const [command, ...rest] = commandFor(setup.user, program, args);
  const child = spawn(command, rest, {
    ...setup.user.ids,
    ...(setup.signal ? { signal: setup.signal } : {}),
    cwd: setup.directory,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', setup.lock],
  });
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  child.stdin?.on('error', () => {}); // it ended before it read all: its exit code tells
  child.stdin?.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  }).catch((cause) => {
    const detail = setup.signal?.aborted ? 'The start was cancelled.' : `${program} could not be run: ${cause.message}`;
    throw new AppError('service_unavailable', { detail, cause });
  });
  if (code === 0) return;
  const tail = output.trim().split('\n').slice(-8).join('\n');
  throw new AppError('service_unavailable', {
    detail: `PostgreSQL could not prepare its data in ${setup.directory}:\n${tail}`,
  });
}

async function writeDurably(path: string, content: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
