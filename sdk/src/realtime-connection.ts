import { ParlanceError } from './errors.ts';
import { baseUrlOf, socketUrlOf } from './realtime-address.ts';
import type { AudioFormat } from './realtime-audio.ts';
import { readMessage, type ServerMessage } from './realtime-messages.ts';
import type { Outbox } from './realtime-outbox.ts';
import { nextStep } from './realtime-policy.ts';
import { findRefusal, type LiveSocket, openSocket } from './realtime-socket.ts';
import { positionOf, type Timeline } from './realtime-timeline.ts';
import type { RealtimeEvents, RealtimeFinal, RealtimeOptions } from './realtime-types.ts';

/** A connection that lasted so long has got on, even if nobody spoke. */
const STEADY_MS = 5_000;
const LOOK_EVERY_MS = 1_000;

export interface LiveConnectionInput {
  options: RealtimeOptions & { keepAliveMs: number; outageMs: number; silenceMs: number };
  format: AudioFormat;
  outbox: Outbox;
  timeline: Timeline;
  /** Ends everything, without another call. */
  signal: AbortSignal;
  emit<Name extends 'partial' | 'warning' | 'reconnecting' | 'reconnected' | 'shutting_down'>(
    name: Name,
    value: RealtimeEvents[Name],
  ): void;
  onLoading(): void;
  onListening(sessionId: string): void;
  onLost(): void;
  onFinal(final: RealtimeFinal): void;
  onFinalized(): void;
  onStopped(): void;
  onFailed(error: ParlanceError): void;
  /** For Opus: has the recorder begin anew. */
  restartRecorder(): Promise<void>;
  /** Since the first audio; of use only where bytes say nothing about time. */
  elapsedMs(): number;
}

/** One connection after the other, until the server has said `stopped`, or there is nothing more to be had. */
export async function keepConnected(input: LiveConnectionInput): Promise<void> {
  const { options, format, outbox, timeline, signal } = input;
  let socket: LiveSocket | undefined;
  let sessionId: string | undefined;
  let serverError: ParlanceError | undefined;
  let isListening = false;
  let hasListened = false;
  let failures = 0;
  let offsetMs = 0;
  let progressAt = Date.now();
  let heardAt = Date.now();

  function progress(): void {
    progressAt = Date.now();
    failures = 0;
  }

  function connect() {
    const { finalOffsetMs } = timeline;
    const resume = sessionId === undefined ? undefined : { sessionId, finalOffsetMs: Math.round(finalOffsetMs) };
    const url = socketUrlOf(options, resume);
    const mustStart = resume === undefined && options.sourceUrl === undefined;
    serverError = undefined;
    heardAt = Date.now();
    const opened = openSocket({
      url,
      WebSocket: options.WebSocket ?? globalThis.WebSocket,
      onOpen() {
        if (mustStart) opened.send(JSON.stringify({ action: 'start', partial: options.partial ?? true }));
      },
      onText: (text) => onMessage(opened, readMessage(text)),
      // Browsers refuse a `fetch` that is called as a method of something else.
      findRefusal: () =>
        findRefusal(url, baseUrlOf(options), (...given) => (options.fetch ?? globalThis.fetch)(...given)),
    });
    socket = opened;
    return opened.ended;
  }

  function onMessage(from: LiveSocket, message: ServerMessage): void {
    heardAt = Date.now();
    if (message.type === 'loading') {
      if (!hasListened) input.onLoading();
    } else if (message.type === 'listening') {
      if (!isListening) onListening(from, message);
    } else if (message.type === 'partial') {
      const { text, stability } = message;
      progress();
      input.emit('partial', { text, stability, offsetMs: Math.round(message.offsetMs + timeline.originMs) });
    } else if (message.type === 'final') {
      progress();
      const final = timeline.addFinal(message);
      if (!final) return;
      if (format.bytesPerMs !== undefined) outbox.forgetBefore(positionOf(timeline.finalMs, format));
      input.onFinal(final);
    } else if (message.type === 'finalized') {
      const { bytesPerMs } = format;
      const upTo = bytesPerMs === undefined ? undefined : (timeline.originMs + message.offsetMs) * bytesPerMs;
      if (outbox.answered(upTo)) input.onFinalized();
    } else if (message.type === 'warning') {
      input.emit('warning', message.warning);
    } else if (message.type === 'shutting_down') {
      input.emit('shutting_down', { at: message.at });
    } else if (message.type === 'error') {
      const { errorCode = 'REALTIME_ENDED', retryAfterSeconds } = message;
      serverError = new ParlanceError(message.message, { errorCode, retryAfterSeconds });
    } else if (message.type === 'stopped') {
      input.onStopped();
    }
  }

  function onListening(on: LiveSocket, message: Extract<ServerMessage, { type: 'listening' }>): void {
    const isNewSession = message.sessionId !== sessionId;
    const heardMs = isNewSession ? 0 : (message.offsetMs ?? 0);
    // Audio arrived that had not: something got on, even where nobody speaks.
    if (isNewSession || heardMs > offsetMs) progress();
    offsetMs = heardMs;
    isListening = true;
    sessionId = message.sessionId;
    outbox.attach(on, isNewSession ? beginSession() : resumeSession());
    const isFirst = !hasListened;
    hasListened = true;
    input.onListening(sessionId);
    if (!isFirst) input.emit('reconnected', { sessionId, isNewSession });
  }

  /** From where on audio is sent: from the end of the last final. */
  function beginSession(): number {
    if (format.bytesPerMs === undefined) {
      timeline.beginSession(input.elapsedMs());
      return outbox.start;
    }
    const from = positionOf(timeline.finalMs, format);
    timeline.beginSession(from / format.bytesPerMs);
    return skipForgotten(from, format.bytesPerMs);
  }

  /** From where on audio is sent: from what the server says it has. */
  function resumeSession(): number {
    if (format.bytesPerMs === undefined) {
      // What was recorded in between never comes, and the session knows nothing of it.
      timeline.skip(input.elapsedMs() - timeline.originMs - offsetMs, offsetMs);
      return outbox.start;
    }
    return skipForgotten(positionOf(timeline.originMs + offsetMs, format), format.bytesPerMs);
  }

  function skipForgotten(from: number, bytesPerMs: number): number {
    if (from >= outbox.start) return from;
    const lostMs = (outbox.start - from) / bytesPerMs;
    timeline.skip(lostMs, offsetMs);
    input.emit('warning', { code: 'audio_lost', lostMs: Math.round(lostMs) });
    return outbox.start;
  }

  /** Says that we are there, and looks whether the server is. */
  function watch(): void {
    if (!isListening) return;
    const now = Date.now();
    if (now - heardAt > options.silenceMs) socket?.drop(1006);
    else if (options.keepAliveMs > 0 && now - outbox.lastSentAt >= options.keepAliveMs) outbox.keepAlive();
  }

  /** Opus cannot be taken up in the middle: whatever comes is the beginning of a container. */
  async function beginContainer(): Promise<void> {
    outbox.forgetBefore(outbox.end);
    await input.restartRecorder();
  }

  const watching = setInterval(watch, Math.min(LOOK_EVERY_MS, options.keepAliveMs || LOOK_EVERY_MS));
  signal.addEventListener('abort', () => {
    clearInterval(watching);
    socket?.drop(1000);
  });
  while (!signal.aborted) {
    const startedAt = Date.now();
    const end = await connect();
    if (signal.aborted) return;
    if (isListening && Date.now() - startedAt >= STEADY_MS) progress();
    isListening = false;
    outbox.detach();
    const awayMs = Date.now() - progressAt;
    const story = { hasListened, failures, awayMs, outageMs: options.outageMs, random: Math.random };
    const step = nextStep({ ...end, error: serverError ?? end.error }, story);
    if (step.type === 'fail') return input.onFailed(step.error);
    if (step.isNewSession && options.sourceUrl !== undefined) return input.onFailed(sourceLost(step.reason));
    failures++;
    if (hasListened) input.onLost();
    input.emit('reconnecting', { attempt: failures, delayMs: step.delayMs, reason: step.reason });
    if (step.isNewSession) sessionId = undefined;
    if (format.bytesPerMs === undefined && hasListened) await beginContainer();
    await sleep(step.delayMs, signal);
  }
}

const sourceLost = (cause: ParlanceError) =>
  new ParlanceError('The server ended the session; the source can only be followed from its beginning again.', {
    errorCode: 'REALTIME_SESSION_NOT_FOUND',
    cause,
  });

/** Ends early, and quietly, when the signal is aborted. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    signal.addEventListener('abort', wake);
  });
}
