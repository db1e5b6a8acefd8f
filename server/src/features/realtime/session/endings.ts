import { AppError } from '../../../platform/errors.ts';
import { BYTES_PER_MS } from './audio-format.ts';
import type { Effect, Ending, LiveState, Step } from './state.ts';

/** WebSocket close codes (reference 10.5): 44xx says what HTTP would have said. */
export function closeCodeOf(error: AppError): number {
  if ([401, 403, 404, 408, 429].includes(error.status)) return 4_000 + error.status;
  if (error.status === 503 || error.status === 507) return 1013;
  return error.status < 500 ? 4400 : 1011;
}

const REASONS: Record<number, string> = { 1000: 'done', 1001: 'the server stops' };

/** At most 123 bytes may go along with a close code (RFC 6455 section 5.5.1). */
export const close = (code: number, error?: AppError): Effect => ({
  type: 'close',
  code,
  reason: error?.code ?? REASONS[code] ?? '',
});

/** No more is taken of the client. */
export const isOver = ({ phase }: LiveState) => phase === 'ending' || phase === 'ended';

export const audioMs = (state: LiveState) => Math.floor(state.pcmBytes / BYTES_PER_MS);

/** No more audio is accepted; what was is heard to its end, and then {@link conclude}d. */
export function beginEnding(state: LiveState, ending: Ending): Step {
  if (state.phase === 'unstarted') return endAtOnce(state, ending);
  const effects: Effect[] = [
    { type: 'disarm', timer: 'idle' },
    { type: 'disarm', timer: 'max' },
  ];
  if (state.isHeld) effects.push({ type: 'release' });
  return [{ ...state, phase: 'ending', ending, isHeld: false }, [...effects, { type: 'finish' }]];
}

/** For a bad frame or bad audio: first come the words of what was good. */
export const failInput = (state: LiveState, error: AppError): Step =>
  beginEnding(state, { by: 'bad_input', code: closeCodeOf(error), error });

const ENDS_FOR_GOOD: readonly string[] = ['revoked', 'shutdown', 'failed'];

/** Everything has been heard. */
export function conclude(state: LiveState): Step {
  const ending = state.ending as Ending;
  const ended: LiveState = { ...state, phase: 'ended' };
  const effects: Effect[] = [{ type: 'disarm', timer: 'half_closed' }];
  if (state.isAttached) effects.push(...farewell(ending));
  effects.push({ type: 'end', by: ending.by, audio_ms: audioMs(state) });
  if (!state.isAttached) {
    effects.push(...(ENDS_FOR_GOOD.includes(ending.by) ? [disarmReconnect, forget] : [armReconnect(state)]));
  }
  return [ended, effects];
}

/** The last that is sent. The client may still miss it, and come back for it. */
export function farewell({ by, code, error }: Ending): Effect[] {
  const effects: Effect[] = [];
  if (error) effects.push({ type: 'send', message: { type: 'error', error } });
  else if (by !== 'shutdown') effects.push({ type: 'send', message: { type: 'stopped' } });
  return [...effects, close(code, error)];
}

/** There is nothing to be heard, or nobody who could hear it. */
export function endAtOnce(state: LiveState, ending: Ending): Step {
  const { by, code, error } = ending;
  const timers = (['start', 'idle', 'max', 'half_closed', 'reconnect'] as const).map(
    (timer): Effect => ({ type: 'disarm', timer }),
  );
  const effects: Effect[] = [...timers];
  if (state.isAttached) effects.push(...farewell({ by, code, ...(error ? { error } : {}) }));
  effects.push({ type: 'end', by, audio_ms: audioMs(state) }, forget);
  return [{ ...state, phase: 'ended', ending }, effects];
}

export const forget: Effect = { type: 'forget' };
export const disarmReconnect: Effect = { type: 'disarm', timer: 'reconnect' };
export const armReconnect = ({ settings }: LiveState): Effect => ({
  type: 'arm',
  timer: 'reconnect',
  ms: settings.reconnectMs,
});

/** The socket is gone, or given up. What was accepted stays; the client may come back for the rest. */
export function detach(state: LiveState, cutBy: LiveState['cutBy']): Step {
  const detached: LiveState = { ...state, isAttached: false, isHeld: false, probes: 0, cutBy };
  const effects: Effect[] = [{ type: 'disarm', timer: 'half_closed' }];
  if (state.phase === 'opening' || state.phase === 'listening') effects.push({ type: 'end_intake' });
  // While it is ending the time to come back begins when everything has been heard.
  if (state.phase !== 'ending') effects.push(armReconnect(state));
  return [detached, effects];
}

export const notStarted = (seconds: number) =>
  new AppError('realtime_not_started', { detail: `Send {"action":"start"} within ${seconds} s, then audio.` });
