import { setTimeout as wait } from 'node:timers/promises';
import type { Ctx } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';

export interface PullInput {
  /** http or https. */
  url: string;
  /** Ends it; nothing is called any more then. */
  signal: AbortSignal;
  /** Whole samples, s16le 16 kHz mono. */
  onPcm(pcm: Buffer): void;
  /** Resolves when more may be fed; a recording comes as fast as this lets it. */
  room(): Promise<void>;
  /** The source has ended, and everything was given. */
  onEnded(): void;
  /** `media_fetch_failed`, `address_not_allowed`, `realtime_bad_audio`, `service_unavailable`. */
  onFailed(error: AppError): void;
  /** For tests; see {@link PATIENCE}. */
  patience?: Partial<Patience>;
}

/** How long a server that is away is asked again. All in milliseconds. */
export interface Patience {
  /** Doubles with every attempt up to `maxPauseMs`. */
  firstPauseMs: number;
  maxPauseMs: number;
  /** So long at the start, when the address may just be wrong, and so long when there was audio before. */
  giveUpFirstMs: number;
  giveUpMs: number;
  /** Until the headers of an answer, and between two pieces of its body. */
  answerMs: number;
  /** For the body of a playlist, key or beginning; for a segment, or twice its duration if that is longer. */
  bodyMs: number;
}

export const PATIENCE: Patience = {
  firstPauseMs: 500,
  maxPauseMs: 10_000,
  giveUpFirstMs: 5_000,
  giveUpMs: 60_000,
  answerMs: 15_000,
  bodyMs: 20_000,
};

/** What the parts of a pull work with. */
export interface Pull {
  fetch: Ctx['fetch'];
  signal: AbortSignal;
  patience: Patience;
}

export function pullFailed(detail: string, cause?: unknown): AppError {
  return new AppError('media_fetch_failed', { detail, ...(cause === undefined ? {} : { cause }) });
}

/** Whether asking again can help: not for addresses that may not be asked, nor for what the server refuses for good. */
export function isPassing(error: unknown): boolean {
  return error instanceof AppError && error.kind === 'fetch_failed';
}

/**
 * Does it again with growing pauses while it fails for now.
 * @param limitMs since it began to fail
 * @throws AppError `media_fetch_failed` when that was too long, naming the last reason; other errors at once
 */
export async function insist<T>(pull: Pull, limitMs: number, work: () => Promise<T>): Promise<T> {
  const { firstPauseMs, maxPauseMs } = pull.patience;
  const began = performance.now();
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, maxPauseMs)) {
    try {
      return await work();
    } catch (error) {
      pull.signal.throwIfAborted();
      if (!isPassing(error)) throw error;
      if (performance.now() - began + pauseMs > limitMs) {
        throw pullFailed(`The stream cannot be had. ${(error as AppError).detail ?? ''}`.trim(), error);
      }
    }
    await wait(pauseMs, undefined, { signal: pull.signal });
  }
}
