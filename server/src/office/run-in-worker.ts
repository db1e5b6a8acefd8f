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

/** A document of ten hours takes a second or two. */
const TIME_LIMIT_MS = 60_000;

/** A thread that wants more ends, and nothing else does. Ten hours take about 60 MB. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 };

/** Half of the processor at most goes into documents; the others wait for their turn. */
const queue = new PQueue({ concurrency: Math.max(1, Math.floor(availableParallelism() / 2)) });

/**
 * Does one task in a new thread: libraries that work on the whole document at once must not hold up the requests of others,
 * and files of strangers must not be able to end the process.
 *
 * @throws AppError what the task ended with; `service_unavailable` beyond the limits of time and memory
 */
export async function runInWorker(task: OfficeTask, signal?: AbortSignal): Promise<void> {
  await queue.add(() => runNow(task, signal), signal ? { signal } : {});
}

function runNow(task: OfficeTask, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const worker = new Worker(new URL('./office-worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: RESOURCE_LIMITS,
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
    const timer = setTimeout(() => fail(beyondLimits(task, 'time')), TIME_LIMIT_MS);
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
