import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../platform/errors.ts';
import { findEntry } from './catalogue.ts';
import type { Patience } from './download.ts';
import { installModel } from './install.ts';
import { hasRecogniser } from './inventory.ts';
import { type ModelStore, megabytes, replaceFile } from './store.ts';

/**
 * What the first start installs. Of the small English models in the catalogue (about 100 MB to download) it has the lowest
 * published error rate over many kinds of speech, and is the only one with capitals, punctuation, measured word times and
 * confidences together; its licence (CC-BY-4.0) allows any use with attribution.
 */
export const FIRST_MODEL = 'parakeet-tdt-110m';

/** Nobody waits for it, and where there is no network nothing is to hang. */
const IMPATIENT: Patience = { headersTimeoutMs: 5_000, idleTimeoutMs: 10_000, attempts: 1, firstPauseMs: 1_000 };
const DAY_MS = 24 * 3_600_000;
/** When it was tried last; begins with a dot, so that it is no model. */
const ATTEMPT_FILE = '.first-model.json';

/** `present`: there is a neural model for English. `off`: it is not to be tried. `waits`: it failed within the last day. */
export type FirstModelState = 'present' | 'off' | 'waits' | 'begun';

export interface FirstModel {
  state: FirstModelState;
  /** Resolves when there is nothing more to do for now, however it went. */
  done: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Installs a small English model in the background if there is no neural one. Never throws and never keeps anybody
 * waiting; what fails is tried again a day later, by this process or the next.
 */
export async function beginFirstModel(
  store: ModelStore,
  options: { enabled: boolean; name?: string; now?: () => Date },
): Promise<FirstModel> {
  const { enabled, name = FIRST_MODEL, now = () => new Date() } = options;
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let done = Promise.resolve();
  const stop = async () => {
    stopping.abort();
    clearTimeout(timer);
    await done;
  };

  async function look(): Promise<FirstModelState> {
    if (await hasRecogniser(store, 'en')) return 'present';
    if (!enabled || store.offline) return 'off';
    const waitMs = (await lastAttempt(store)) + DAY_MS - now().getTime();
    if (waitMs <= 0) {
      done = attempt(store, name, now(), stopping.signal).then(() => comeAgain(DAY_MS));
      return 'begun';
    }
    comeAgain(Math.min(waitMs, DAY_MS));
    return 'waits';
  }

  function comeAgain(ms: number): void {
    if (!stopping.signal.aborted) timer = setTimeout(() => void look().catch(() => {}), ms).unref();
  }

  const state = await look().catch((error): FirstModelState => {
    store.log.warn({ err: error }, 'the directory of models cannot be used');
    return 'off';
  });
  return { state, done, stop };
}

async function attempt(store: ModelStore, name: string, now: Date, signal: AbortSignal): Promise<void> {
  const file = path.join(store.directory, ATTEMPT_FILE);
  try {
    const { title, size_bytes } = findEntry(store.catalogue, name);
    store.log.info(`fetching ${title} (${megabytes(size_bytes)}) in the background`);
    await installModel(store, name, { signal, patience: IMPATIENT });
    await rm(file, { force: true });
    store.log.info(`${title} is installed: English is recognised with it from now on`);
  } catch (error) {
    // Stopped, it goes on at the next start from where it was.
    if (signal.aborted) await rm(file, { force: true }).catch(() => {});
    else await noteFailure(store, file, now, error);
  }
}

async function noteFailure(store: ModelStore, file: string, now: Date, error: unknown): Promise<void> {
  const reason = error instanceof AppError ? (error.detail ?? error.message) : String(error);
  store.log.warn(
    { reason },
    'the better English model could not be fetched; the built-in engine answers. It is tried again in a day. See docs/models.md',
  );
  await replaceFile(file, `${JSON.stringify({ tried_at: now.toISOString(), reason })}\n`).catch(() => {});
}

/** Milliseconds since the epoch; 0 when it was never tried. */
async function lastAttempt(store: ModelStore): Promise<number> {
  try {
    const { tried_at } = JSON.parse(await readFile(path.join(store.directory, ATTEMPT_FILE), 'utf8'));
    return Date.parse(tried_at) || 0;
  } catch {
    return 0;
  }
}
