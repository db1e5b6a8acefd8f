import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import PQueue from 'p-queue';
import { AppError, type ErrorName } from '../platform/errors.ts';
import type { DocumentInput } from './document-input.ts';

export type OfficeTask =
  | { task: 'write'; file: string; document: DocumentInput }
  | { task: 'fill'; file: string; document: DocumentInput; template: Uint8Array }
  | { task: 'check'; template: Uint8Array }
  | { task: 'example'; file: string };

export type OfficeReply = { done: true } | { failure: string; kind: ErrorName; details?: Record<string, unknown> };

/** What one thread may take. One that wants more ends, and nothing else does. */
export interface Limits {
  milliseconds: number;
  /** Of objects; buffers are beside them. */
  mebibytes: number;
}

/** A document of ten hours takes a second or two, and about 60 MB. */
const DOCUMENT_LIMITS: Limits = { milliseconds: 60_000, mebibytes: 512 };
/** Looking through the largest template there may be takes some seconds. */
const CHECK_LIMITS: Limits = { milliseconds: 20_000, mebibytes: 512 };

/** Half of the processor at most goes into documents; the others wait for their turn. */
const queue = new PQueue({ concurrency: Math.max(1, Math.floor(availableParallelism() / 2)) });

/**
 * Does one task in a new thread: libraries that work on the whole document at once must not hold up the requests of others,
 * and files of strangers must not be able to end the process.
 *
 * @throws AppError what the task ended with; `service_unavailable` beyond the limits of time and memory
 */
export async function runInWorker(task: OfficeTask, signal?: AbortSignal, limits?: Limits): Promise<void> {
  const allowed = limits ?? (task.task === 'check' ? CHECK_LIMITS : DOCUMENT_LIMITS);
  await queue.add(() => runNow(task, allowed, signal), signal ? { signal } : {});
}

function runNow(task: OfficeTask, limits: Limits, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const worker = new Worker(new URL('./office-worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: limits.mebibytes, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
    // Nothing of the server's secrets is in reach of what a file may bring about.
    env: {},
  });
  return new Promise<void>((resolve, reject) => {
    const end = () => {
      worker.removeAllListeners('exit');
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      return worker.terminate();
    };
    const fail = (error: unknown) => void end().then(() => reject(error));
    const abort = () => fail(signal?.reason);
    const timer = setTimeout(() => fail(beyondLimits(task, 'time')), limits.milliseconds);
    signal?.addEventListener('abort', abort);
    worker.once('message', (reply: OfficeReply) => {
      if ('done' in reply) return void end().then(() => resolve());
      const { failure: detail, kind, details } = reply;
      fail(new AppError(kind, { detail, ...(details ? { details } : {}) }));
    });
    worker.once('error', (error: NodeJS.ErrnoException) => {
      fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? beyondLimits(task, 'memory', error) : error);
    });
    worker.once('exit', (code) => fail(new AppError('internal_error', { detail: `The thread ended with ${code}.` })));
  });
}

function beyondLimits({ task }: OfficeTask, what: 'time' | 'memory', cause?: unknown): AppError {
  if (task === 'check') {
    return new AppError('template_invalid', { detail: `Reading the template takes more ${what} than one may.`, cause });
  }
  return new AppError('service_unavailable', {
    detail: `Writing this document takes more ${what} than one may. Export it as html or txt.`,
    cause,
  });
}
