import { AppError } from '../../../platform/errors.ts';
import { BYTES_PER_MS } from './audio-format.ts';
import {
  audioMs,
  beginEnding,
  close,
  detach,
  disarmReconnect,
  endAtOnce,
  farewell,
  forget,
  isOver,
} from './endings.ts';
import type { Effect, Ending, LiveState, Step } from './state.ts';

/**
 * A client that sends no more looks at first like one that is gone altogether, and may come back. It is written to twice,
 * with this between and after: the other end of a dead connection answers the first, so that the second fails.
 */
const HALF_CLOSED_MS = 250;
const HALF_CLOSED_PROBES = 2;

export function onHalfClosed(state: LiveState): Step {
  if (state.phase === 'unstarted') return endAtOnce(state, { by: 'disconnected', code: 1000 });
  return isOver(state) ? [state, []] : probe(state);
}

/** Writes something, and looks again after a while. */
const probe = (state: LiveState): Step => [
  { ...state, probes: state.probes + 1 },
  [{ type: 'probe' }, { type: 'arm', timer: 'half_closed', ms: HALF_CLOSED_MS }],
];

export function onCut(state: LiveState, code: number): Step {
  if (!state.isAttached) return [state, []];
  if (state.phase === 'unstarted') return endAtOnce({ ...state, isAttached: false }, { by: 'disconnected', code });
  if (state.phase === 'ended' && code !== 1006) return [{ ...state, isAttached: false }, [forget]];
  // Who closes as being done does not come back; everybody else may, even a page that is loaded anew (1001).
  if (code === 1000 && !isOver(state)) {
    return beginEnding({ ...state, isAttached: false }, { by: 'disconnected', code });
  }
  return detach(state, 'disconnected');
}

export function onSlowReader(state: LiveState): Step {
  if (!state.isAttached) return [state, []];
  const error = new AppError('realtime_slow_reader', {
    detail: 'Read what is sent without waiting; come back with session_id for what is missing.',
  });
  const [detached, effects] = detach(state, 'slow_reader');
  return [detached, [{ type: 'send', message: { type: 'error', error } }, close(4408, error), ...effects]];
}

export function onReplaced(state: LiveState): Step {
  if (!state.isAttached) return [state, []];
  const [detached, effects] = detach(state, 'disconnected');
  return [detached, [{ type: 'close', code: 1000, reason: 'taken over' }, ...effects]];
}

/** Sends what the client has not got, and goes on where the audio that was accepted ends. */
export function onResumed(state: LiveState, finalOffsetMs: number | undefined, at: number): Step {
  const attached: LiveState = {
    ...state,
    ...{ isAttached: true, hasStart: false, probes: 0, isHeld: false, heardAt: at },
    skipBytes: state.pcmBytes % BYTES_PER_MS,
  };
  if (state.phase === 'opening') return [attached, [disarmReconnect]];
  const { session_id } = state.settings;
  const listening: Effect = { type: 'send', message: { type: 'listening', session_id, offset_ms: audioMs(state) } };
  const missing = state.finals.filter(({ final, isWritten }) =>
    finalOffsetMs === undefined ? !isWritten : (final.words.at(-1)?.end_ms ?? final.end_ms) > finalOffsetMs,
  );
  const effects: Effect[] = [disarmReconnect, listening];
  for (const { final, number } of missing)
    effects.push({ type: 'send', message: { type: 'final', final }, final: number });
  if (state.phase === 'ended') effects.push(...farewell(state.ending as Ending));
  return [attached, effects];
}

export function onHalfClosedTimer(state: LiveState): Step {
  if (isOver(state) || !state.isAttached) return [state, []];
  return state.probes < HALF_CLOSED_PROBES ? probe(state) : beginEnding(state, { by: 'stopped', code: 1000 });
}
