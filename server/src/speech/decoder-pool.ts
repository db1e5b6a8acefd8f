import { basename } from 'node:path';
import { AppError } from '../platform/errors.ts';
import type { Logger } from '../platform/log.ts';
import { type Child, startChild } from './child.ts';
import type { DecodeReply, DecodeRequest } from './decoder-process.ts';
import type { DecoderTask, DecoderTasks, TaskType } from './decoder-tasks.ts';
import { NICENESS } from './niceness.ts';
import { BYTES_PER_MS, type Model } from './recognizer.ts';

export interface DecoderPoolOptions {
  decoders: number;
  /** Decoders besides, for interactive segments that find all others at work. */
  interactiveDecoders: number;
  /** Threads that the model in a decoder may use. */
  threads: number;
  log: Logger;
  /** Least time a segment may take before its decoder counts as hung; long segments get 10 × their duration. */
  segmentTimeoutMs: number;
}

export interface PoolInput<T extends TaskType = TaskType> {
  model: Pick<Model, 'key' | 'engine' | 'directory' | 'revision'> & { companion?: string | undefined };
  task: DecoderTask<T>;
  signal: AbortSignal;
  /** Whose segment it is: groups share the decoders by turn. */
  group: number;
  /** Goes before the other segments of its group. */
  isInteractive: boolean;
}

export interface DecoderPool {
  run<T extends TaskType>(input: PoolInput<T>): Promise<DecoderTasks[T]['output']>;
  stats(): PoolStats;
  close(): Promise<void>;
}

export interface PoolStats {
  /** Without those kept for interactive segments, as are the two figures that follow. */
  decoders: number;
  busy: number;
  /** Decoder time spent on segments that have ended, summed over the decoders. */
  busy_seconds: number;
  /** The same of the decoders kept for interactive segments. */
  interactive_busy_seconds: number;
  waiting: number;
  /** Decoders that crashed or hung and were replaced, since the start. */
  restarts: number;
}

interface Job extends PoolInput {
  id: number;
  tries: number;
  /** Its model is being read from the disk. */
  isLoading: boolean;
  resolve(output: unknown): void;
  reject(error: unknown): void;
}

interface Slot {
  /** Kept for interactive segments. */
  isInteractive: boolean;
  child: Child | null;
  models: Set<string>;
  job: Job | null;
  timer: NodeJS.Timeout | undefined;
  /** When its segment began, `performance.now()`. */
  since: number;
  busyMs: number;
}

/** A segment that ended or hung its decoder this often is given up. */
const MAX_TRIES = 3;
/** PocketSphinx needs 0.2 × the duration on an idle core; ten times the duration is hung even on a busy machine. */
const TIMEOUT_PER_DURATION = 10;
/** A gigabyte from a slow disk. */
const LOADING_TIMEOUT_MS = 180_000;

/** Groups whose last turn is remembered; beyond it all begin anew. */
const MOST_GROUPS = 10_000;

/**
 * A fixed number of decoder processes behind one queue, shared by turn between groups. Processes start with their first segment and
 * stay warm. One that crashes or hangs is replaced and its segment tried again, {@link MAX_TRIES} times in all.
 *
 * A segment takes seconds and cannot be interrupted. For an interactive one to begin at once, even when all decoders are
 * at work, there are a few decoders more, which the kernel prefers to the others.
 */
export function createDecoderPool(options: DecoderPoolOptions): DecoderPool {
  const decoders = Math.max(1, options.decoders);
  const slots: Slot[] = Array.from({ length: decoders + options.interactiveDecoders }, (_, index) => ({
    isInteractive: index >= decoders,
    child: null,
    models: new Set(),
    job: null,
    timer: undefined,
    since: 0,
    busyMs: 0,
  }));
  const waiting: Job[] = [];
  let nextId = 1;
  let restarts = 0;
  /** Counts up with every segment begun: the group with the lowest number waits longest for its turn. */
  let turn = 0;
  const lastTurn = new Map<number, number>();
  let closed = false;

  function dispatch(): void {
    while (!closed) {
      const idle = slots.filter((slot) => slot.job === null);
      const others = idle.filter((slot) => !slot.isInteractive);
      const usable = others.length > 0 ? others : idle;
      const job = nextJob(others.length > 0 ? waiting : waiting.filter((one) => one.isInteractive));
      const slot = usable.find((s) => job && s.models.has(job.model.key)) ?? usable.find((s) => s.child) ?? usable[0];
      if (!slot || !job) return;
      waiting.splice(waiting.indexOf(job), 1);
      run(slot, job);
    }
  }

  /**
   * The group with the fewest segments being decoded goes first, then the one whose last turn is longest ago; within it
   * the interactive ones, then who came first.
   */
  function nextJob(candidates: Job[]): Job | undefined {
    const running = new Map<number, number>();
    for (const { job } of slots) if (job) running.set(job.group, (running.get(job.group) ?? 0) + 1);
    const before = (a: Job, b: Job) =>
      (running.get(a.group) ?? 0) - (running.get(b.group) ?? 0) ||
      (lastTurn.get(a.group) ?? 0) - (lastTurn.get(b.group) ?? 0) ||
      Number(b.isInteractive) - Number(a.isInteractive);
    const [any, ...rest] = candidates;
    return any && rest.reduce((first, job) => (before(job, first) < 0 ? job : first), any);
  }

  function run(slot: Slot, job: Job): void {
    slot.job = job;
    slot.since = performance.now();
    lastTurn.set(job.group, ++turn);
    if (lastTurn.size > MOST_GROUPS) lastTurn.clear();
    job.tries++;
    slot.child ??= startDecoder(slot);
    slot.models.add(job.model.key);
    job.isLoading = false;
    limitTime(slot, job);
    const { engine, key, directory, revision, companion } = job.model;
    const model = { key, directory, revision, companion, threads: options.threads };
    slot.child.send({ id: job.id, engine, model, task: job.task } satisfies DecodeRequest);
  }

  function limitTime(slot: Slot, job: Job): void {
    clearTimeout(slot.timer);
    const durationMs = 'pcm' in job.task.input ? job.task.input.pcm.length / BYTES_PER_MS : 0;
    const decodingMs = Math.max(options.segmentTimeoutMs, durationMs * TIMEOUT_PER_DURATION);
    const timeoutMs = job.isLoading ? LOADING_TIMEOUT_MS : decodingMs;
    slot.timer = setTimeout(() => lose(slot, `took longer than ${Math.round(timeoutMs / 1000)} s`), timeoutMs);
  }

  function startDecoder(slot: Slot): Child {
    const child = startChild(
      './decoder-process.ts',
      {
        message: (message) => slot.child === child && answer(slot, message as DecodeReply),
        exit: (reason, lastWords) => slot.child === child && lose(slot, reason, lastWords),
      },
      import.meta.url,
      [String(slot.isInteractive ? NICENESS.interactive : NICENESS.decoding)],
    );
    return child;
  }

  function answer(slot: Slot, message: DecodeReply): void {
    const job = slot.job;
    if (job?.id !== message.id) return;
    if ('isLoading' in message) {
      job.isLoading = message.isLoading;
      limitTime(slot, job);
      return;
    }
    release(slot);
    if ('output' in message) job.resolve(message.output);
    else job.reject(new AppError(message.kind, { detail: message.failure }));
    dispatch();
  }

  /** The decoder of this slot is dead or as good as dead. */
  function lose(slot: Slot, reason: string, lastWords = ''): void {
    const job = slot.job;
    drop(slot);
    restarts++;
    options.log.warn({ reason, tries: job?.tries ?? 0 }, 'a decoder process was lost');
    if (job && job.tries < MAX_TRIES) waiting.unshift(job);
    else job?.reject(job.isLoading ? notLoaded(job.model, lastWords) : lostTooOften(reason));
    dispatch();
  }

  function release(slot: Slot): void {
    clearTimeout(slot.timer);
    if (slot.job) slot.busyMs += performance.now() - slot.since;
    slot.job = null;
  }

  function drop(slot: Slot): void {
    release(slot);
    const child = slot.child;
    slot.child = null;
    slot.models.clear();
    child?.kill();
  }

  function cancel(job: Job): void {
    const position = waiting.indexOf(job);
    if (position >= 0) waiting.splice(position, 1);
    // Native code cannot be interrupted: a cancelled segment costs its process, which starts again when needed.
    const slot = slots.find((s) => s.job === job);
    if (slot) drop(slot);
    job.reject(job.signal.reason);
    dispatch();
  }

  return {
    run<T extends TaskType>(input: PoolInput<T>) {
      return new Promise<DecoderTasks[T]['output']>((resolve, reject) => {
        if (input.signal.aborted) return reject(input.signal.reason);
        if (closed) return reject(stopping());
        const onAbort = () => cancel(job);
        const settle = () => input.signal.removeEventListener('abort', onAbort);
        const job: Job = {
          ...input,
          id: nextId++,
          tries: 0,
          isLoading: false,
          resolve(output) {
            settle();
            resolve(output as DecoderTasks[T]['output']);
          },
          reject(error) {
            settle();
            reject(error);
          },
        };
        input.signal.addEventListener('abort', onAbort, { once: true });
        waiting.push(job);
        dispatch();
      });
    },

    stats() {
      const of = Object.groupBy(slots, (slot) => (slot.isInteractive ? 'interactive' : 'others'));
      const busySeconds = (some: Slot[] = []) => some.reduce((sum, { busyMs }) => sum + busyMs, 0) / 1000;
      return {
        decoders,
        busy: (of.others ?? []).filter(({ job }) => job).length,
        busy_seconds: busySeconds(of.others),
        interactive_busy_seconds: busySeconds(of.interactive),
        waiting: waiting.length,
        restarts,
      };
    },

    async close() {
      closed = true;
      const running = slots.flatMap((slot) => (slot.job ? [slot.job] : []));
      const children = slots.flatMap((slot) => (slot.child ? [slot.child] : []));
      for (const slot of slots) drop(slot);
      for (const job of [...running, ...waiting.splice(0)]) job.reject(stopping());
      await Promise.all(children.map((child) => child.exited));
    },
  };
}

function lostTooOften(reason: string): AppError {
  return new AppError('recognition_failed', {
    detail: `A part of the audio could not be recognised in ${MAX_TRIES} tries; the last decoder ${reason}.`,
  });
}

/** Native code that cannot read a model ends its process; its last words mostly name the file. */
function notLoaded({ key, directory, companion }: PoolInput['model'], lastWords: string): AppError {
  const fileIn = (folder: string | null | undefined) =>
    lastWords
      .split(`${folder}/`)
      .slice(1)
      .at(-1)
      ?.match(/^[\w.-]+/)?.[0];
  const other = companion === undefined || fileIn(companion) === undefined ? undefined : companion;
  const [model, file] = other ? [basename(other), fileIn(other)] : [key, fileIn(directory)];
  return new AppError('model_invalid', {
    detail: file
      ? `The model ${model} cannot be loaded: its file ${file} is damaged, cut off or of another kind.`
      : `The model ${model} cannot be loaded: its decoder ends each time. Its files are damaged or of another kind.`,
    details: { model, file, issue: 'cannot be loaded' },
  });
}

function stopping(): AppError {
  return new AppError('service_unavailable', { detail: 'Speech recognition is stopping.' });
}
