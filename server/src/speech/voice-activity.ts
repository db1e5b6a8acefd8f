import { AppError } from '../platform/errors.ts';
import type { Logger } from '../platform/log.ts';
import { type Child, startChild } from './child.ts';
import type { ActivityReply, ActivityRequest } from './serve-activity.ts';

export interface VoiceActivity {
  /** Starts the process behind it, if there is none, so that it loads while the caller does something else. */
  warmUp(): void;
  /** Opens a stream of audio; close it when done, or its state stays in the child. */
  open(): ActivityStream;
  close(): Promise<void>;
}

export interface ActivityStream {
  /**
   * Tells speech from the rest. Calls may overlap; they are answered in order.
   * @param pcm the next samples, 16 kHz mono s16le; a multiple of 512 samples but for the last call.
   * @returns one byte for each 32 ms window, see {@link isSpeechWindow} and {@link windowLevel}.
   * @throws AppError `service_unavailable` when the process behind it was lost: worth another try from the start.
   */
  analyse(pcm: Buffer): Promise<Uint8Array>;
  close(): void;
}

/** Silence for this long from the process means that it hangs: a block of one second takes it 5 ms. */
const REPLY_TIMEOUT_MS = 60_000;

type Pending = PromiseWithResolvers<Uint8Array>;

/**
 * Voice activity detection with Silero in one warm child process, started by the first stream and shared by all.
 * One process does about 200 × realtime, as much as forty decoders at 0.2 of realtime can eat (docs/adr/0004).
 *
 * @param options.niceness of that process, see `niceness.ts`
 * @param options.program another one that answers the same messages, relative to this file
 */
export function createVoiceActivity(options: { log: Logger; niceness: number; program?: string }): VoiceActivity {
  let child: Child | null = null;
  let closed = false;
  let nextStream = 1;
  let watchdog: NodeJS.Timeout | undefined;
  const pending = new Map<number, Pending[]>();

  function startDetector(): Child {
    const started = startChild(
      options.program ?? './voice-activity-process.ts',
      {
        message: (message) => child === started && answer(message as ActivityReply),
        exit: (reason) => child === started && lose(reason),
      },
      import.meta.url,
      [String(options.niceness)],
    );
    return started;
  }

  function answer(message: ActivityReply): void {
    const waiting = pending.get(message.stream)?.shift();
    if ('activity' in message) waiting?.resolve(message.activity);
    else waiting?.reject(new AppError('internal_error', { detail: `Voice activity detection: ${message.failure}` }));
    watch();
  }

  function watch(): void {
    clearTimeout(watchdog);
    const busy = [...pending.values()].some((queue) => queue.length > 0);
    if (busy) watchdog = setTimeout(() => lose('does not answer'), REPLY_TIMEOUT_MS);
  }

  function lose(reason: string): void {
    clearTimeout(watchdog);
    const lost = child;
    child = null;
    lost?.kill();
    if (!closed) options.log.warn({ reason }, 'the voice activity process was lost');
    for (const waiting of pending.values()) {
      for (const call of waiting.splice(0)) call.reject(unavailable(`The voice activity process ${reason}.`));
    }
  }

  function warmUp(): Child {
    if (closed) throw unavailable('Speech recognition is stopping.');
    child ??= startDetector();
    return child;
  }

  return {
    warmUp: () => void warmUp(),

    open() {
      const owner = warmUp();
      const stream = nextStream++;
      const queue: Pending[] = [];
      pending.set(stream, queue);
      return {
        async analyse(pcm) {
          // Another process knows nothing of what this stream has heard before.
          if (child !== owner) throw unavailable('The voice activity process was lost.');
          const call = Promise.withResolvers<Uint8Array>();
          queue.push(call);
          owner.send({ stream, pcm } satisfies ActivityRequest);
          if (queue.length === 1) watch();
          return call.promise;
        },
        close() {
          pending.delete(stream);
          if (child === owner) owner.send({ stream, pcm: null } satisfies ActivityRequest);
        },
      };
    },

    async close() {
      closed = true;
      const last = child;
      lose('was stopped');
      await last?.exited;
    },
  };
}

function unavailable(detail: string): AppError {
  return new AppError('service_unavailable', { detail });
}
