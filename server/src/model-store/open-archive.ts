import { spawn } from 'node:child_process';
import { closeSync, createReadStream, openSync, readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { AppError } from '../platform/errors.ts';

/** Unpacking gives way to everything else on the machine. */
const NICENESS = 15;
const READ_BYTES = 256 * 1024;
/** So much of what bzip2 complains about is told. */
const MOST_COMPLAINT = 500;

interface OpenOptions {
  signal: AbortSignal;
  onRead(bytes: number): void;
}

/**
 * The tar archive within a download, piece by piece: as it is, gunzipped, or from the program `bzip2`.
 *
 * @param options.onRead so many bytes of the download were taken in so far
 * @throws AppError `model_invalid` when it is damaged, `service_unavailable` without the program; the signal's reason
 */
export function openArchive(file: string, name: string, options: OpenOptions): AsyncGenerator<Buffer, void, undefined> {
  if (/\.(tar\.bz2|tbz2?)$/.test(name)) return bunzip(file, options);
  if (/\.(tar\.gz|tgz)$/.test(name)) return gunzip(file, options);
  return readPlain(file, options);
}

async function* readPlain(file: string, { signal, onRead }: OpenOptions): AsyncGenerator<Buffer, void, undefined> {
  let read = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: READ_BYTES, signal })) {
    read += chunk.length;
    onRead(read);
    yield chunk as Buffer;
  }
}

async function* gunzip(file: string, options: OpenOptions): AsyncGenerator<Buffer, void, undefined> {
  const unzip = createGunzip();
  const pumped = pipeline(readPlain(file, options), unzip).catch(() => {});
  try {
    for await (const chunk of unzip) yield chunk as Buffer;
  } catch (cause) {
    options.signal.throwIfAborted();
    throw damaged((cause as Error).message, cause);
  } finally {
    unzip.destroy();
    await pumped;
  }
}

/**
 * A process of its own: unpacking takes a minute of processor time for half a gigabyte, and may be ended at any time. It
 * reads the file by itself; how far it is stands in the file description that both share.
 */
async function* bunzip(file: string, { signal, onRead }: OpenOptions): AsyncGenerator<Buffer, void, undefined> {
  const descriptor = openSync(file, 'r');
  try {
    const child = spawn('bzip2', ['-dc'], { stdio: [descriptor, 'pipe', 'pipe'] });
    let complaint = '';
    child.stderr?.on('data', (chunk) => {
      complaint = (complaint + chunk).slice(0, MOST_COMPLAINT);
    });
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    ended.catch(() => {});
    const stop = () => child.kill('SIGKILL');
    signal.addEventListener('abort', stop, { once: true });
    try {
      if (child.pid !== undefined) setPriority(child.pid, NICENESS);
      for await (const chunk of child.stdout ?? []) {
        onRead(positionOf(descriptor));
        yield chunk as Buffer;
      }
      const code = await ended.catch((cause) => {
        throw missing(cause);
      });
      signal.throwIfAborted();
      if (code !== 0) throw damaged(complaint.trim().split('\n')[0] || `bzip2 ended with ${code}`);
    } finally {
      signal.removeEventListener('abort', stop);
      child.kill('SIGKILL');
    }
  } finally {
    closeSync(descriptor);
  }
}

/** How far a file was read, by whoever shares the descriptor; 0 where the kernel does not tell. */
function positionOf(descriptor: number): number {
  try {
    return Number(/^pos:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function missing(cause: unknown): AppError {
  return new AppError('service_unavailable', {
    detail: 'The program bzip2 is needed to unpack this model. Install it: apt-get install bzip2.',
    cause,
  });
}

function damaged(why: string, cause?: unknown): AppError {
  return new AppError('model_invalid', {
    detail: `The archive is damaged: ${why}.`,
    ...(cause === undefined ? {} : { cause }),
  });
}
