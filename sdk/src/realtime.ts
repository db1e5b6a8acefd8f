import { ParlanceError } from './errors.ts';
import { socketUrlOf } from './realtime-address.ts';
import { audioFormat, bytesOf } from './realtime-audio.ts';
import { keepConnected } from './realtime-connection.ts';
import { createEmitter, type Emitter } from './realtime-emitter.ts';
import { createOutbox, type Outbox } from './realtime-outbox.ts';
import { createTimeline, type Timeline } from './realtime-timeline.ts';
import type {
  RealtimeEvents,
  RealtimeFinal,
  RealtimeOptions,
  RealtimeState,
  RealtimeTranscript,
} from './realtime-types.ts';

const DEFAULTS = {
  keepAliveMs: 10_000,
  outageMs: 120_000,
  keptAudioMs: 300_000,
  silenceMs: 150_000,
  highWaterBytes: 262_144,
  lowWaterBytes: 65_536,
};
/** Of Opus, which has no bytes per millisecond: eight minutes of what browsers record. */
const KEPT_OPUS_BYTES = 8_000_000;

/**
 * A live stream: audio in, words out, across cuts of the connection and restarts of the server. Nothing is sent before
 * `start()`.
 *
 * @throws ParlanceError `INVALID_OPTION`
 * @example
 * const live = new RealtimeTranscriber({ url: 'https://parlance.example.org', key: 'sk-realtime-…', language: 'en' });
 * live.on('partial', ({ text }) => { line.textContent = text; });
 * live.on('final', ({ text }) => { page.append(`${text}\n`); });
 * await live.start();
 * await live.sendFrom(pcm);
 * const { text } = await live.stop();
 */
export class RealtimeTranscriber implements AsyncIterable<RealtimeFinal> {
  readonly #options: RealtimeOptions & typeof DEFAULTS;
  readonly #format: ReturnType<typeof audioFormat>;
  readonly #emitter: Emitter<RealtimeEvents> = createEmitter();
  readonly #timeline: Timeline = createTimeline();
  readonly #outbox: Outbox;
  readonly #listening = promiseToKeep<void>();
  readonly #done = promiseToKeep<RealtimeTranscript>();
  readonly #over = new AbortController();
  #finalizing: { from: number; resolve(finals: RealtimeFinal[]): void; reject(error: ParlanceError): void }[] = [];
  /** Iterations that wait for the next final. */
  #sleeping: (() => void)[] = [];
  #state: RealtimeState = 'disconnected';
  #sessionId: string | undefined;
  #isStopping = false;
  #isRestarting = false;
  #firstAudioAt: number | undefined;

  constructor(options: RealtimeOptions) {
    this.#options = { ...DEFAULTS, ...withoutUndefined(options) };
    this.#format = audioFormat(options);
    const { keptAudioMs, highWaterBytes, lowWaterBytes } = this.#options;
    const { bytesPerMs } = this.#format;
    const keptBytes = bytesPerMs === undefined ? KEPT_OPUS_BYTES : Math.ceil(keptAudioMs * bytesPerMs);
    this.#outbox = createOutbox({ format: this.#format, keptBytes, highWaterBytes, lowWaterBytes });
    // Throws now what would be thrown later.
    socketUrlOf(this.#options);
    options.signal?.addEventListener('abort', () => this.close(), { once: true });
    if (options.signal?.aborted) this.close();
  }

  get state(): RealtimeState {
    return this.#state;
  }

  /** Of the server, for its log; another one when a session had to be begun anew. */
  get sessionId(): string | undefined {
    return this.#sessionId;
  }

  /** Everything final so far. */
  get finals(): readonly RealtimeFinal[] {
    return this.#timeline.finals;
  }

  /** @returns a function that ends it */
  on<Name extends keyof RealtimeEvents>(name: Name, listener: (value: RealtimeEvents[Name]) => void): () => void {
    return this.#emitter.on(name, listener);
  }

  /**
   * Connects. Resolves when the server listens; audio may be sent before and waits.
   *
   * @throws ParlanceError `NETWORK_ERROR` when there is no server; what it refuses with (`INVALID_TOKEN`, `FORBIDDEN`,
   * `INVALID_PARAMETER`, `REALTIME_LIMIT_EXCEEDED` when there is no room in `outageMs`, …)
   */
  start(): Promise<void> {
    if (this.#state === 'disconnected' && !this.#over.signal.aborted) {
      this.#setState('connecting');
      void this.#run();
    }
    return this.#listening.promise;
  }

  /**
   * Takes the next audio, in pieces of any length. The promise resolves when there is room for more; whoever cannot wait
   * (a microphone) need not. False: the stream has ended and takes nothing more.
   *
   * @throws ParlanceError `INVALID_OPTION` for what is no audio
   */
  send(audio: ArrayBuffer | ArrayBufferView): Promise<boolean> {
    const bytes = bytesOf(audio);
    if (this.#isStopping || this.#over.signal.aborted || this.#options.sourceUrl !== undefined) {
      return Promise.resolve(false);
    }
    if (this.#isRestarting) return Promise.resolve(true);
    this.#firstAudioAt ??= Date.now();
    return this.#outbox.append(bytes);
  }

  /** Sends everything a stream gives, as fast as the server takes it. Throws what the stream throws. */
  async sendFrom(
    source: AsyncIterable<ArrayBuffer | ArrayBufferView> | ReadableStream<ArrayBuffer | ArrayBufferView>,
  ): Promise<void> {
    for await (const chunk of 'getReader' in source ? chunksOf(source) : source) {
      if (!(await this.send(chunk))) return;
    }
  }

  /**
   * Ends the utterance here, whatever is being said. Resolves with the finals that came from now on until that was done.
   *
   * @throws ParlanceError what the stream ended with before
   */
  finalize(): Promise<RealtimeFinal[]> {
    if (this.#isStopping || this.#over.signal.aborted) return this.#done.promise.then(() => []);
    return new Promise((resolve, reject) => {
      this.#finalizing.push({ from: this.#timeline.finals.length, resolve, reject });
      this.#outbox.mark('finalize');
    });
  }

  /**
   * Ends the stream. Resolves with everything when the server has said that nothing more comes.
   *
   * @throws ParlanceError what the stream ended with otherwise; the finals that came are in `finals`
   */
  stop(): Promise<RealtimeTranscript> {
    if (!this.#isStopping && !this.#over.signal.aborted) {
      this.#isStopping = true;
      if (this.#state === 'disconnected') this.#succeed();
      else this.#outbox.mark('stop');
      if (this.#state === 'listening') this.#setState('stopping');
    }
    return this.#done.promise;
  }

  /** Ends at once, without waiting for words. `start`, `stop` and `finalize` that wait reject with `REALTIME_CLOSED`. */
  close(): void {
    if (this.#over.signal.aborted) return;
    this.#fail('disconnected', new ParlanceError('The live stream was closed.', { errorCode: 'REALTIME_CLOSED' }));
  }

  /** The finals, from the first one on, until the stream has stopped. Throws what it ends with otherwise. */
  async *[Symbol.asyncIterator](): AsyncGenerator<RealtimeFinal, void, void> {
    const { finals } = this.#timeline;
    for (let next = 0; ; ) {
      while (next < finals.length) yield finals[next++] as RealtimeFinal;
      if (this.#over.signal.aborted) break;
      await new Promise<void>((resolve) => this.#sleeping.push(resolve));
    }
    await this.#done.promise;
  }

  #run(): Promise<void> {
    return keepConnected({
      options: this.#options,
      format: this.#format,
      outbox: this.#outbox,
      timeline: this.#timeline,
      signal: this.#over.signal,
      emit: (name, value) => this.#emitter.emit(name, value),
      onLoading: () => this.#setState('loading'),
      onListening: (sessionId) => {
        const isFirst = this.#sessionId === undefined;
        this.#sessionId = sessionId;
        this.#setState(this.#isStopping ? 'stopping' : 'listening');
        if (isFirst) this.#emitter.emit('listening', { sessionId });
        this.#listening.resolve();
      },
      onLost: () => this.#setState('reconnecting'),
      onFinal: (final) => {
        this.#emitter.emit('final', final);
        this.#wake();
      },
      onFinalized: () => {
        const asked = this.#finalizing.shift();
        asked?.resolve(this.finals.slice(asked.from));
      },
      onStopped: () => this.#succeed(),
      onFailed: (error) => this.#fail('error', error),
      restartRecorder: async () => {
        this.#isRestarting = true;
        if (!this.#isStopping) await this.#options.restartRecorder?.();
        this.#isRestarting = false;
      },
      elapsedMs: () => (this.#firstAudioAt === undefined ? 0 : Date.now() - this.#firstAudioAt),
    }).catch((error: unknown) => this.#fail('error', unexpected(error)));
  }

  #wake(): void {
    for (const wake of this.#sleeping.splice(0)) wake();
  }

  #setState(state: RealtimeState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#emitter.emit('state', state);
  }

  #succeed(): void {
    const transcript = this.#timeline.transcript();
    this.#finish('stopped');
    this.#listening.resolve();
    this.#done.resolve(transcript);
    for (const { from, resolve } of this.#finalizing.splice(0)) resolve(transcript.finals.slice(from));
    this.#emitter.emit('stopped', transcript);
  }

  #fail(state: 'error' | 'disconnected', error: ParlanceError): void {
    this.#finish(state);
    this.#listening.reject(error);
    this.#done.reject(error);
    for (const { reject } of this.#finalizing.splice(0)) reject(error);
    if (state === 'error') this.#emitter.emit('error', error);
  }

  #finish(state: RealtimeState): void {
    this.#over.abort();
    this.#outbox.finish();
    this.#setState(state);
    this.#wake();
  }
}

/** A promise nobody need wait for: its rejection is no error by itself. */
function promiseToKeep<T>(): ReturnType<typeof Promise.withResolvers<T>> {
  const kept = Promise.withResolvers<T>();
  kept.promise.catch(() => {});
  return kept;
}

const withoutUndefined = <T extends object>(given: T): T =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T;

/** What a hook of the caller, or a stand-in, threw. */
const unexpected = (error: unknown) =>
  error instanceof ParlanceError
    ? error
    : new ParlanceError(`The live stream failed: ${(error as Error)?.message ?? error}`, {
        errorCode: 'REALTIME_ENDED',
        cause: error,
      });

/** Not every browser can iterate over a stream. */
async function* chunksOf<T>(stream: ReadableStream<T>): AsyncGenerator<T, void, void> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}
