import { AppError } from '../../../platform/errors.ts';
import { beginEnding, closeCodeOf } from './endings.ts';
import type { Warning } from './messages.ts';
import type { Effect, LiveState, Step } from './state.ts';

/** Audio that is accepted and not heard: from here on no more is read, until half of it is gone. */
const MOST_BACKLOG_MS = 10_000;
/** Bytes that are not even decoded. */
const MOST_PENDING_BYTES = 1024 * 1024;
/** From here on the client is told. */
const LAG_MS = 2_000;
const IDLE_WARNING_MS = 30_000;
const MAX_WARNING_MS = 60_000;

const warn = (state: LiveState, warning: Warning): Effect[] =>
  state.isAttached ? [{ type: 'send', message: { type: 'warning', warning } }] : [];

/** Holds back who sends faster than can be heard, and says so. */
export function onLoad(state: LiveState, load: { backlogMs: number; pendingBytes: number }): Step {
  const { backlogMs, pendingBytes } = load;
  const effects: Effect[] = [];
  const share = state.isHeld ? 0.5 : 1;
  const isHeld =
    state.phase === 'listening' &&
    state.isAttached &&
    (backlogMs > MOST_BACKLOG_MS * share || pendingBytes > MOST_PENDING_BYTES * share);
  if (isHeld !== state.isHeld) effects.push({ type: isHeld ? 'hold' : 'release' });
  const isLagging = backlogMs > LAG_MS;
  if (isLagging && !state.isLagging) {
    effects.push(...warn(state, { warning: 'decode_lag', lag_ms: Math.round(backlogMs) }));
  }
  return [{ ...state, isHeld, isLagging }, effects];
}

/** Who sends nothing for long is warned, then ended. Who is held back, or away, is not silent by choice. */
export function onIdleTimer(state: LiveState, at: number): Step {
  if (state.phase !== 'listening') return [state, []];
  const { idleMs } = state.settings;
  const since = state.isHeld || !state.isAttached ? at : state.heardAt;
  const left = since + idleMs - at;
  if (left <= 0) {
    const error = new AppError('realtime_idle', {
      detail: `Nothing came for ${Math.round(idleMs / 1000)} s. Send audio, or {"action":"keepalive"} while there is none.`,
    });
    return beginEnding(state, { by: 'idle', code: closeCodeOf(error), error });
  }
  const warningMs = Math.min(IDLE_WARNING_MS, idleMs / 2);
  if (left > warningMs) return [state, [{ type: 'arm', timer: 'idle', ms: left - warningMs }]];
  const effects: Effect[] = [{ type: 'arm', timer: 'idle', ms: left }];
  if (state.warnedIdleSince === since) return [state, effects];
  effects.push(...warn(state, { warning: 'idle', seconds: Math.round(left / 1000) }));
  return [{ ...state, warnedIdleSince: since }, effects];
}

export function onMaxTimer(state: LiveState, at: number): Step {
  if (state.phase !== 'listening' || state.endsAt === undefined) return [state, []];
  const { maxMs } = state.settings;
  const left = state.endsAt - at;
  if (left <= 0) {
    const error = new AppError('realtime_too_long', {
      detail: `${Math.round(maxMs / 1000)} s are the most. Begin a new session to go on.`,
    });
    return beginEnding(state, { by: 'too_long', code: closeCodeOf(error), error });
  }
  const warningMs = Math.min(MAX_WARNING_MS, maxMs / 2);
  if (left > warningMs) return [state, [{ type: 'arm', timer: 'max', ms: left - warningMs }]];
  const arm: Effect = { type: 'arm', timer: 'max', ms: left };
  if (state.warnedEnd) return [state, [arm]];
  const warning = warn(state, { warning: 'max_length', seconds: Math.round(left / 1000) });
  return [{ ...state, warnedEnd: true }, [arm, ...warning]];
}
