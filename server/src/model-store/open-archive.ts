import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { setPriority } from 'node:os';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { AppError } from '../platform/errors.ts';

/** Unpacking gives way to everything else on the machine. */
const NICENESS = 15;
const READ_BYTES = 256 * 1024;
/** So much of what bzip2 complains about is told. */
const MOST_COMPLAINT = 500;

/**
 * The tar archive within a download, piece by piece: as it is, gunzipped, or from the program `bzip2`.
 *
 * @param onRead so many bytes of the download were taken in so far
 * @throws AppError `model_invalid` when it is damaged, `service_unavailable` without the program; the signal's reason
 */
export async function* openArchive(
  file: string,
  name: string,
  options: { signal: AbortSignal; onRead(bytes: number): void },
): AsyncGenerator<Buffer> {
  const { signal, onRead } = options;
  const reader = createReadStream(file, { highWaterMark: READ_BYTES });
  let read = 0;
  reader.on('data', (chunk) => {
    read += chunk.length;
    onRead(read);
  });
  // The event above would let it flow before anybody takes it.
  reader.pause();
  if (/\.(tar\.bz2|tbz2?)$/.test(name)) yield* bunzip(reader, signal);
  else if (/\.(tar\.gz|tgz)$/.test(name)) yield* gunzip(reader, signal);
  else yield* checked(reader, signal);
}

async function* checked(stream: Readable, signal: AbortSignal): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    signal.throwIfAborted();
    yield chunk as Buffer;
  }
}

async function* gunzip(reader: Readable, signal: AbortSignal): AsyncGenerator<Buffer> {
  const unzip = createGunzip();
  const pumped = pipeline(reader, unzip).catch(() => {});
  try {
    yield* checked(unzip, signal);
  } catch (cause) {
    throw cause instanceof AppError || signal.aborted ? cause : damaged((cause as Error).message, cause);
  } finally {
    unzip.destroy();
    await pumped;
  }
}

/** A process of its own: unpacking takes a minute of processor time for half a gigabyte, and may be ended at any time. */
async function* bunzip(reader: Readable, signal: AbortSignal): AsyncGenerator<Buffer> {
  const child = spawn('bzip2', ['-dc'], { stdio: ['pipe', 'pipe', 'pipe'] });
  if (child.pid !== undefined) setPriority(child.pid, NICENESS);
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint = (complaint + chunk).slice(0, MOST_COMPLAINT);
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  ended.catch(() => {});
  // It may end before it has read all: then it says why.
  const pumped = pipeline(reader, child.stdin).catch(() => {});
  try {
    yield* checked(child.stdout, signal);
    const code = await ended.catch((cause) => {
      throw missing(cause);
    });
    if (code !== 0) throw damaged(complaint.trim().split('\n')[0] ?? `bzip2 ended with ${code}`);
  } finally {
    child.kill('SIGKILL');
    reader.destroy();
    await pumped;
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
