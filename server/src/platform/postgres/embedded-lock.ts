import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import koffi from 'koffi';
import { AppError } from '../errors.ts';

/** `flock(2)`, which Node does not offer; the numbers are those of Linux's <sys/file.h>. */
const flock = koffi.load(null).func('int flock(int fd, int operation)');
const LOCK_EX = 2;
const LOCK_NB = 4;

/**
 * Locks a file for as long as the returned descriptor is open, in this process or in a child that inherited it.
 * Returns null when somebody else holds the lock.
 *
 * The kernel drops such a lock when its last holder is gone, however it went: unlike a file with a process id in it,
 * it cannot outlive a `kill -9`, is not fooled by reused process ids, and holds between two containers on one volume.
 */
export function lockFile(path: string): number | null {
  const descriptor = openSync(path, 'a+', 0o600);
  if (flock(descriptor, LOCK_EX | LOCK_NB) === 0) return descriptor;
  const errno = koffi.errno();
  closeSync(descriptor);
  if (errno === koffi.os.errno.EAGAIN) return null;
  throw new AppError('service_unavailable', {
    detail: `The file system cannot lock ${path} (error ${errno}). Put the data directory on a local disk or set DATABASE_URL.`,
  });
}

/**
 * Makes this process the only server on `directory`; `closeSync` on the result gives it up.
 * Throws `service_unavailable` naming the holder when there is one.
 */
export function lockForServer(directory: string): number {
  const path = `${directory}/server.lock`;
  const descriptor = lockFile(path);
  if (descriptor === null) {
    const holder = readFileSync(path, 'utf8').trim() || 'unknown';
    throw new AppError('service_unavailable', {
      detail:
        `Another Parlance server (process ${holder}) already uses the database in ${directory}. ` +
        'Stop it first, or give this one another data directory.',
    });
  }
  ftruncateSync(descriptor);
  writeSync(descriptor, `${process.pid}\n`);
  return descriptor;
}
