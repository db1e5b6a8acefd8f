import { AppError } from '../../platform/errors.ts';
import type { Logger } from '../../platform/log.ts';
import { type Child, startChild } from '../child.ts';
import { BYTES_PER_MS, type Model, type RecognizedWord, type RecognizeHints } from '../recognizer.ts';
import type { LiveModel, LiveReply, LiveRequest } from './live-process.ts';

export interface LiveDecodersOptions {
  /** Processes; each decodes many utterances side by side. */
  decoders: number;
  threads: number;
  log: Logger;
  /** A process that has work and says nothing for so long hangs. */
  timeoutMs: number;
}

type ModelOfStream = Pick<Model, 'key' | 'engine' | 'directory' | 'revision'>;

export interface UtteranceInput {
  model: ModelOfStream;
  hints: RecognizeHints;
  partials: boolean;
  /** The words are those of the whole utterance, decoded at its end. */
  isWhole: boolean;
  /** So much of its audio from its beginning, as it was given: asked for when its process is lost. */
  audio(bytes: number): Buffer;
  /** @param bytes of the utterance that were heard; never less than before @param words so far, null when it is only decoded at its end */
  onHeard(bytes: number, words: RecognizedWord[] | null): void;
}

/** One utterance while it is being said. */
export interface UtteranceDecoding {
  /** The next audio. */
  hear(pcm: Buffer): void;
  /**
   * No more audio comes. @param bytes where it ends, when that is before what was given
   * @throws AppError `model_invalid` when the model cannot be loaded, `service_unavailable` when closing
   */
  finish(bytes?: number): Promise<RecognizedWord[]>;
  /** Its words are not wanted any more. */
  drop(): void;
}

export interface LiveDecoders {
  /** Loads the model into one process more, unless all have it. Resolves when one has. */
  warmUp(model: ModelOfStream): Promise<void>;
  open(input: UtteranceInput): UtteranceDecoding;
  /** Audio that was given and not heard yet, of each utterance on average. */
  readonly waitingMs: number;
  stats(): { restarts: number; utterances: number };
  close(): Promise<void>;
}

interface Slot {
  child: Child | null;
  loaded: Set<string>;
  loading: Map<string, LiveModel>;
  utterances: Set<Utterance>;
  watchdog: NodeJS.Timeout | undefined;
  /** Ends with its utterance. */
  isForOne: boolean;
}

interface Utterance {
  id: number;
  input: UtteranceInput;
  slot: Slot | null;
  given: number;
  heard: number;
  words: RecognizedWord[];
  tries: number;
  isFinishing: boolean;
  result: PromiseWithResolvers<RecognizedWord[]>;
}

/** An utterance whose processes were lost this often is left at what was heard of it. */
const MAX_TRIES = 3;
/** A gigabyte from a slow disk. */
const LOADING_TIMEOUT_MS = 180_000;

/**
 * The processes that decode what is being said, apart from those for recordings: the kernel prefers them to those (see
 * `niceness.ts`). An utterance goes to the process with the fewest. When a process crashes or hangs, its utterances are
 * decoded again from their beginning in others; after the second time each in a process of its own, so that the one which
 * is to blame takes no other with it.
 */
export function createLiveDecoders(options: LiveDecodersOptions): LiveDecoders {
  const slots: Slot[] = Array.from({ length: Math.max(1, options.decoders) }, () => createSlot(false));
  const alone = new Set<Slot>();
  const waitingForModel: { key: string; result: PromiseWithResolvers<void>; tries: number }[] = [];
  let nextId = 1;
  let restarts = 0;
  let isClosed = false;

  const toLoad = ({ key, engine, directory, revision }: ModelOfStream): LiveModel => {
    return { key, engine, directory, revision, threads: options.threads, isLive: true };
  };

  function startDecoder(slot: Slot): Child {
    const child = startChild(
      './live-process.ts',
      {
        message: (message) => slot.child === child && answer(slot, message as LiveReply),
        exit: (reason) => slot.child === child && lose(slot, reason),
      },
      import.meta.url,
    );
    return child;
  }

  function send(slot: Slot, message: LiveRequest): void {
    slot.child ??= startDecoder(slot);
    slot.child.send(message);
    if (!slot.watchdog) watch(slot);
  }

  function answer(slot: Slot, message: LiveReply): void {
    if ('key' in message) loaded(slot, message);
    else heard([...slot.utterances].find(({ id }) => id === message.utterance) ?? null, message);
    // Afterwards: it may have been the last that was waited for.
    watch(slot);
  }

  function heard(utterance: Utterance | null, message: Exclude<LiveReply, { key: string }>): void {
    if (!utterance) return;
    if (message.type === 'heard') {
      const { bytes, words } = message;
      if (words) utterance.words = words;
      // Decoded again, it is behind for a while.
      if (bytes < utterance.heard) return;
      utterance.heard = bytes;
      utterance.input.onHeard(bytes, words);
      return;
    }
    leave(utterance);
    if (message.type === 'finished') utterance.result.resolve(message.words);
    else utterance.result.reject(new AppError(message.kind, { detail: message.failure }));
  }

  function loaded(slot: Slot, message: Extract<LiveReply, { key: string }>): void {
    slot.loading.delete(message.key);
    if (message.type === 'loaded') slot.loaded.add(message.key);
    settleModel(
      message.key,
      message.type === 'loaded' ? null : new AppError(message.kind, { detail: message.failure }),
    );
  }

  function settleModel(key: string, error: AppError | null): void {
    for (const waiting of [...waitingForModel]) {
      if (waiting.key !== key) continue;
      waitingForModel.splice(waitingForModel.indexOf(waiting), 1);
      if (error) waiting.result.reject(error);
      else waiting.result.resolve();
    }
  }

  /** While there is something to do, something must be heard of the process. */
  function watch(slot: Slot): void {
    clearTimeout(slot.watchdog);
    slot.watchdog = undefined;
    const isLoading = slot.loading.size > 0;
    const isBusy = [...slot.utterances].some(({ isFinishing, heard, given }) => isFinishing || heard < given);
    if (!slot.child || !(isLoading || isBusy)) return;
    const timeoutMs = isLoading ? Math.max(LOADING_TIMEOUT_MS, options.timeoutMs) : options.timeoutMs;
    const limit = `said nothing for ${Math.round(timeoutMs / 1000)} s`;
    slot.watchdog = setTimeout(() => lose(slot, limit), timeoutMs);
  }

  function lose(slot: Slot, reason: string): void {
    const { child, utterances, loading } = slot;
    clearTimeout(slot.watchdog);
    Object.assign(slot, createSlot(slot.isForOne));
    alone.delete(slot);
    child?.kill();
    if (isClosed) return;
    restarts++;
    options.log.warn({ reason, utterances: utterances.size }, 'a live decoder process was lost');
    for (const utterance of utterances) again(utterance, loading.has(utterance.input.model.key));
    for (const model of loading.values()) {
      for (const waiting of waitingForModel) if (waiting.key === model.key) waiting.tries++;
      if (waitingForModel.some(({ key, tries }) => key === model.key && tries >= MAX_TRIES)) {
        settleModel(model.key, notLoaded(model.key));
      } else if (waitingForModel.some(({ key }) => key === model.key)) load(slot, model);
    }
  }

  function again(utterance: Utterance, wasLoading: boolean): void {
    utterance.slot = null;
    utterance.tries++;
    if (utterance.tries < MAX_TRIES) place(utterance);
    else if (wasLoading) utterance.result.reject(notLoaded(utterance.input.model.key));
    else {
      options.log.error({ duration_ms: utterance.given / BYTES_PER_MS }, 'an utterance was given up');
      utterance.input.onHeard(utterance.given, null);
      utterance.result.resolve(utterance.words);
    }
  }

  /** Gives it to the process with the least to do, one that has its model before others, with all its audio so far. */
  function place(utterance: Utterance): void {
    const { model, hints, partials, isWhole } = utterance.input;
    const load = (slot: Slot) => slot.utterances.size + (slot.loaded.has(model.key) ? 0 : 2);
    const isAlone = utterance.tries === MAX_TRIES - 1;
    const slot = isAlone ? createSlot(true) : slots.reduce((best, one) => (load(one) < load(best) ? one : best));
    if (isAlone) alone.add(slot);
    utterance.slot = slot;
    slot.utterances.add(utterance);
    const { id, given, isFinishing } = utterance;
    if (!slot.loaded.has(model.key)) slot.loading.set(model.key, toLoad(model));
    send(slot, { type: 'open', utterance: id, model: toLoad(model), hints, partials, isWhole });
    if (given > 0) send(slot, { type: 'hear', utterance: id, pcm: utterance.input.audio(given) });
    if (isFinishing) send(slot, { type: 'finish', utterance: id });
  }

  function leave(utterance: Utterance): void {
    const { slot } = utterance;
    utterance.slot = null;
    slot?.utterances.delete(utterance);
    if (slot?.isForOne) {
      const { child } = slot;
      slot.child = null;
      alone.delete(slot);
      child?.kill();
    }
    if (slot) watch(slot);
  }

  function load(slot: Slot, model: LiveModel): void {
    slot.loading.set(model.key, model);
    send(slot, { type: 'load', model });
  }

  return {
    async warmUp(model) {
      if (isClosed) throw stopping();
      const isLoaded = slots.some(({ loaded }) => loaded.has(model.key));
      const slot = slots.find(({ loaded, loading }) => !loaded.has(model.key) && !loading.has(model.key));
      if (slot) load(slot, toLoad(model));
      if (isLoaded) return;
      const result = Promise.withResolvers<void>();
      waitingForModel.push({ key: model.key, result, tries: 0 });
      return result.promise;
    },

    open(input) {
      const utterance: Utterance = {
        ...{ id: nextId++, input, slot: null, given: 0, heard: 0, words: [], tries: 0 },
        ...{ isFinishing: false, result: Promise.withResolvers<RecognizedWord[]>() },
      };
      // Looked at when it is finished.
      utterance.result.promise.catch(() => {});
      if (isClosed) utterance.result.reject(stopping());
      else place(utterance);
      const { id } = utterance;
      return {
        hear(pcm) {
          if (pcm.length === 0) return;
          utterance.given += pcm.length;
          if (utterance.slot) send(utterance.slot, { type: 'hear', utterance: id, pcm });
          // Given up already: nobody else hears it.
          else input.onHeard(utterance.given, null);
        },
        finish(bytes = utterance.given) {
          if (bytes < utterance.given) {
            // More was heard than belongs to it: heard again, up to there.
            if (utterance.slot) send(utterance.slot, { type: 'drop', utterance: id });
            const hadSlot = utterance.slot !== null;
            leave(utterance);
            utterance.given = bytes;
            utterance.isFinishing = true;
            utterance.input = { ...input, partials: false };
            utterance.id = nextId++;
            if (hadSlot) place(utterance);
            return utterance.result.promise;
          }
          utterance.isFinishing = true;
          if (utterance.slot) send(utterance.slot, { type: 'finish', utterance: id });
          return utterance.result.promise;
        },
        drop() {
          if (utterance.slot) send(utterance.slot, { type: 'drop', utterance: utterance.id });
          leave(utterance);
        },
      };
    },

    get waitingMs() {
      let count = 0;
      let bytes = 0;
      for (const { utterances } of slots) {
        count += utterances.size;
        for (const { given, heard } of utterances) bytes += given - heard;
      }
      return count === 0 ? 0 : bytes / count / BYTES_PER_MS;
    },

    stats: () => ({ restarts, utterances: slots.reduce((sum, { utterances }) => sum + utterances.size, 0) }),

    async close() {
      isClosed = true;
      for (const { result } of waitingForModel.splice(0)) result.reject(stopping());
      const children: Child[] = [];
      for (const slot of [...slots, ...alone]) {
        clearTimeout(slot.watchdog);
        for (const utterance of slot.utterances) utterance.result.reject(stopping());
        slot.utterances.clear();
        if (slot.child) children.push(slot.child);
        slot.child = null;
      }
      for (const child of children) child.kill();
      await Promise.all(children.map(({ exited }) => exited));
    },
  };
}

function createSlot(isForOne: boolean): Slot {
  return { child: null, loaded: new Set(), loading: new Map(), utterances: new Set(), watchdog: undefined, isForOne };
}

function notLoaded(key: string): AppError {
  return new AppError('model_invalid', {
    detail: `The model ${key} cannot be loaded: its decoder ends each time. Its files are damaged or of another kind.`,
  });
}

function stopping(): AppError {
  return new AppError('service_unavailable', { detail: 'Speech recognition is stopping.' });
}
