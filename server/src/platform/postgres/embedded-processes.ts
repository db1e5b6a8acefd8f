import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const POSTGRES_PROGRAMS = new Set(['postgres', 'initdb']);
const POLL_MS = 25;

/** A signal, and how long to wait for its effect before the next one. */
export type EndingStep = readonly [signal: NodeJS.Signals, waitMs: number];

/**
 * The processes of a cluster: PostgreSQL programs at work in one of `directories` (real paths).
 *
 * Every PostgreSQL process sits in its data directory, so this finds a postmaster and also the sessions a killed one
 * left behind, and never takes an unrelated process for one of them, as a process id read from a file might.
 */
export function findClusterProcesses(directories: string[]): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      const workingDirectory = readLink(`/proc/${pid}/cwd`);
      if (workingDirectory === null || !directories.includes(workingDirectory)) return false;
      // After `npm ci` the program of a running process is a deleted file, which the kernel marks like this.
      const program = readLink(`/proc/${pid}/exe`)?.replace(/ \(deleted\)$/, '');
      return program !== undefined && POSTGRES_PROGRAMS.has(basename(program));
    })
    .map(Number);
}

/**
 * Ends the processes of a cluster, going through `steps` until none is left.
 * Resolves with the process ids that withstood them all: normally none.
 */
export async function endClusterProcesses(directories: string[], steps: readonly EndingStep[]): Promise<number[]> {
  let alive = findClusterProcesses(directories);
  for (const [signal, waitMs] of steps) {
    // SIGINT asks a postmaster for an orderly end, but only cancels the query of a session: it is for the former.
    const recipients = signal === 'SIGINT' ? alive.filter((pid) => !alive.includes(parentOf(pid))) : alive;
    for (const pid of recipients) sendSignal(pid, signal);
    const deadline = Date.now() + waitMs;
    while (alive.length > 0 && Date.now() < deadline) {
      await delay(POLL_MS);
      alive = findClusterProcesses(directories);
    }
    if (alive.length === 0) break;
  }
  return alive;
}

/** Like `process.kill`, for a process that may have ended in the meantime. */
function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function parentOf(pid: number): number {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return 0; // it has just ended
  }
}

/** Null when the process has ended or belongs to somebody else. */
function readLink(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
