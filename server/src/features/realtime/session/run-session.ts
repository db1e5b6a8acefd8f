import { AppError } from '../../../platform/errors.ts';
import type { RealtimeEnd } from '../../../platform/realtime-tables.ts';
import type { LiveStream } from '../../../speech/index.ts';
import { audioMs } from './endings.ts';
import { step } from './live-session.ts';
import type { ServerMessage, StartOptions } from './messages.ts';
import type { Intake, Keeping, SessionParts, Wire } from './session-parts.ts';
import { type Effect, type LiveInput, newSession, type Timer } from './state.ts';

/** How often a session with a backlog is looked at. */
const LOAD_MS = 100;
/** So much of what the server fetches may wait to be heard. */
const PULLED_AHEAD_MS = 5_000;
/** Less than this needs no looking after. */
const SMALL_BACKLOG_MS = 500;

export interface RunningSession {
  put(input: LiveInput): void;
  /** Gives it its first socket. */
  begin(wire: Wire): void;
  /** Gives it another one; one that is still there is closed. */
  resume(wire: Wire, finalOffsetMs: number | undefined): Promise<void>;
  readonly audioMs: number;
  readonly phase: ReturnType<typeof newSession>['phase'];
}

/** Binds the state machine to a socket, the audio that comes and the words that go. */
export function runSession(parts: SessionParts): RunningSession {
  const { scheduler } = parts;
  let state = newSession(parts.settings, scheduler.now());
  let wire: Wire | undefined;
  let stream: LiveStream | undefined;
  let keep: Keeping | undefined;
  let intake: Intake | undefined;
  let intakeEnded: Promise<void> = Promise.resolve();
  let opening: Promise<void> = Promise.resolve();
  const pulling = new AbortController();
  let cancelLoad: (() => void) | undefined;
  const finalizing = new Set<Promise<void>>();
  const timers = new Map<Timer, () => void>();
  const waiting: LiveInput[] = [];
  let isStepping = false;

  /** One after the other, also what comes while effects are carried out. */
  function put(input: LiveInput): void {
    waiting.push(input);
    if (isStepping) return;
    isStepping = true;
    try {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [after, effects] = step(state, next, scheduler.now());
        state = after;
        for (const effect of effects) perform(effect);
      }
    } finally {
      isStepping = false;
    }
  }

  const fail = (error: unknown) => put({ type: 'failed', error: asAppError(error) });

  function perform(effect: Effect): void {
    switch (effect.type) {
      case 'send':
        send(effect.message, effect.final);
        return;
      case 'open':
        opening = open(effect.options);
        return;
      case 'take_audio':
        intake ??= newIntake();
        intake.accept(effect.bytes);
        watchLoad();
        return;
      case 'feed':
        stream?.accept(effect.pcm);
        keep?.audio(effect.pcm);
        watchLoad();
        return;
      case 'end_intake':
        endIntake();
        return;
      case 'finalize':
        finalize();
        return;
      case 'finish':
        finish().catch(fail);
        return;
      case 'hold':
      case 'release':
      case 'probe':
        wire?.[effect.type]();
        return;
      case 'close':
        wire?.close(effect.code, effect.reason);
        return;
      case 'arm':
        arm(effect.timer, effect.ms);
        return;
      case 'disarm':
        disarm(effect.timer);
        return;
      case 'end':
        end(effect.by, effect.audio_ms);
        return;
      case 'forget':
        for (const timer of timers.keys()) disarm(timer);
        parts.onForget();
        return;
    }
  }

  function send(message: ServerMessage, final: number | undefined): void {
    if (final === undefined) wire?.send(message);
    else wire?.send(message, () => put({ type: 'final_written', number: final }));
  }

  async function open(options: StartOptions): Promise<void> {
    try {
      const opened = await parts.open(options, {
        onPartial: (partial) => put({ type: 'partial', partial }),
        onFinal(final) {
          keep?.final(final);
          put({ type: 'final', final });
        },
        onSaveFailed: (error) => put({ type: 'save_failed', error }),
        onFailed: fail,
      });
      if (state.phase === 'ended') return opened.stream.close();
      ({ stream, keep } = opened);
      await stream.ready;
    } catch (error) {
      put({ type: 'refused', error: asAppError(error) });
      return;
    }
    put({ type: 'opened' });
    if (state.phase !== 'listening') return;
    parts.pull?.({
      signal: pulling.signal,
      room,
      onPcm: (pcm) => put({ type: 'pcm', pcm }),
      onEnded: () => put({ type: 'source_ended' }),
      onFailed: (error) => put({ type: 'source_failed', error }),
    });
  }

  /** A recording comes as quickly as this lets it: no further ahead than a client could be. */
  async function room(): Promise<void> {
    while (!pulling.signal.aborted && ((stream?.backlogMs ?? 0) > PULLED_AHEAD_MS || (keep?.pendingBytes ?? 0) > 1e6)) {
      await new Promise<void>((resolve) => scheduler.after(LOAD_MS, resolve));
    }
  }

  const newIntake = () =>
    parts.openIntake(
      (pcm) => put({ type: 'pcm', pcm }),
      (error) => put({ type: 'audio_failed', error }),
    );

  function endIntake(): void {
    const old = intake;
    intake = undefined;
    if (!old) return;
    intakeEnded = Promise.all([intakeEnded, old.end()])
      .catch(() => {})
      .then(() => old.close());
  }

  function finalize(): void {
    const done = (stream?.finalize() ?? Promise.resolve()).then(() => {
      put({ type: 'finalized', offset_ms: stream?.finalMs ?? 0 });
    }, fail);
    finalizing.add(done);
    done.finally(() => finalizing.delete(done));
  }

  async function finish(): Promise<void> {
    pulling.abort();
    await opening;
    endIntake();
    await intakeEnded;
    await Promise.all(finalizing);
    await stream?.finish();
    put({ type: 'finished' });
  }

  /** Looks after the backlog for as long as there is one worth it. */
  function watchLoad(): void {
    cancelLoad ??= scheduler.after(LOAD_MS, () => {
      cancelLoad = undefined;
      const pendingBytes = (intake?.pendingBytes ?? 0) + (keep?.pendingBytes ?? 0);
      const load = { backlogMs: stream?.backlogMs ?? 0, pendingBytes };
      put({ type: 'load', ...load });
      if (load.backlogMs > SMALL_BACKLOG_MS || load.pendingBytes > 0) watchLoad();
    });
  }

  function arm(timer: Timer, ms: number): void {
    disarm(timer);
    timers.set(
      timer,
      scheduler.after(ms, () => {
        timers.delete(timer);
        put({ type: 'timer', timer });
      }),
    );
  }

  function disarm(timer: Timer): void {
    timers.get(timer)?.();
    timers.delete(timer);
  }

  function end(by: RealtimeEnd, audio_ms: number): void {
    pulling.abort();
    cancelLoad?.();
    cancelLoad = undefined;
    intake?.close();
    intake = undefined;
    stream?.close();
    parts.onEnd(by, audio_ms);
  }

  return {
    put,
    begin(first) {
      wire = first;
      put({ type: 'connected' });
    },
    async resume(next, finalOffsetMs) {
      put({ type: 'replaced' });
      wire = next;
      await intakeEnded;
      // Another one may have come meanwhile, or this one gone.
      if (wire !== next) next.close(1000, 'taken over');
      else if (next.isOpen) put({ type: 'resumed', final_offset_ms: finalOffsetMs });
    },
    get audioMs() {
      return audioMs(state);
    },
    get phase() {
      return state.phase;
    },
  };
}

const asAppError = (error: unknown) =>
  error instanceof AppError ? error : new AppError('internal_error', { cause: error as Error });
