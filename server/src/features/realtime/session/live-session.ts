import { AppError } from '../../../platform/errors.ts';
import type { LiveFinal } from '../../../speech/index.ts';
import { onCut, onHalfClosed, onHalfClosedTimer, onReplaced, onResumed, onSlowReader } from './attachment.ts';
import {
  beginEnding,
  close,
  closeCodeOf,
  conclude,
  disarmReconnect,
  endAtOnce,
  failInput,
  forget,
  isOver,
  notStarted,
} from './endings.ts';
import type { ClientMessage } from './messages.ts';
import type { Effect, Ending, KeptFinal, LiveInput, LiveState, Step, Timer } from './state.ts';
import { onIdleTimer, onLoad, onMaxTimer } from './watch.ts';

/** Finals stay this long for clients that come back, counted in audio. */
const KEPT_FINALS_MS = 600_000;

/**
 * One live session, from the first socket to the last: what happens goes in, what is to be done comes out. It knows
 * neither sockets nor clocks nor engines.
 *
 * @param at now, milliseconds of any clock that does not go back
 */
export function step(state: LiveState, input: LiveInput, at: number): Step {
  switch (input.type) {
    case 'connected':
      return connect(state);
    case 'message':
      return onMessage({ ...state, heardAt: at }, input.message);
    case 'bad_message':
      return isOver(state) ? [state, []] : failInput(state, input.error);
    case 'audio':
      return onAudio(state, input.bytes, at);
    case 'pcm':
      return onPcm(state, input.pcm);
    case 'audio_failed':
      return state.phase === 'listening' ? failInput(state, input.error) : [state, []];
    case 'source_ended':
      return isOver(state) ? [state, []] : beginEnding(state, { by: 'stopped', code: 1000 });
    case 'source_failed':
      if (isOver(state)) return [state, []];
      return beginEnding(state, { by: 'failed', code: closeCodeOf(input.error), error: input.error });
    case 'opened':
      return onOpened(state, at);
    case 'refused': {
      const by = input.error.status < 500 ? 'bad_input' : 'failed';
      return onFailed(state, { by, code: closeCodeOf(input.error), error: input.error });
    }
    case 'failed':
      return onFailed(state, { by: 'failed', code: 1011, error: input.error });
    case 'partial':
      return [state, told(state, { type: 'send', message: { type: 'partial', partial: input.partial } })];
    case 'final':
      return onFinal(state, input.final);
    case 'final_written': {
      const mark = (kept: KeptFinal) => (kept.number === input.number ? { ...kept, isWritten: true } : kept);
      return [{ ...state, finals: state.finals.map(mark) }, []];
    }
    case 'finalized':
      return [state, told(state, { type: 'send', message: { type: 'finalized', offset_ms: input.offset_ms } })];
    case 'save_failed': {
      const warning = { warning: 'save_failed' as const, error_code: input.error.code };
      return [state, told(state, { type: 'send', message: { type: 'warning', warning } })];
    }
    case 'finished':
      return state.phase === 'ending' ? conclude(state) : [state, []];
    case 'load':
      return onLoad(state, input);
    case 'timer':
      return onTimer(state, input.timer, at);
    case 'pulse':
      return [state, told(state, { type: 'send', message: { type: 'pulse' } })];
    case 'half_closed':
      return onHalfClosed(state);
    case 'cut':
      return onCut(state, input.code);
    case 'slow_reader':
      return onSlowReader(state);
    case 'replaced':
      return onReplaced(state);
    case 'resumed':
      return onResumed(state, input.final_offset_ms, at);
    case 'revoked':
      return onRevoked(state, input.error);
    case 'drain':
      return onDrain(state, input.at);
  }
}

const told = ({ isAttached, phase }: LiveState, effect: Effect) => (isAttached && phase !== 'ended' ? [effect] : []);

function connect(state: LiveState): Step {
  const loading: Effect = { type: 'send', message: { type: 'loading' } };
  if (state.settings.source === 'pull')
    return [{ ...state, phase: 'opening' }, [loading, { type: 'open', options: {} }]];
  return [state, [loading, { type: 'arm', timer: 'start', ms: state.settings.startMs }]];
}

function onMessage(state: LiveState, message: ClientMessage): Step {
  if (isOver(state)) return [state, []];
  switch (message.action) {
    case 'keepalive':
      return [state, []];
    case 'stop':
      return beginEnding(state, { by: 'stopped', code: 1000 });
    case 'finalize':
      if (state.phase === 'unstarted') return failInput(state, badMessage('Send {"action":"start"} first.'));
      return [state, [{ type: 'finalize' }]];
    case 'start':
      if (state.hasStart) return failInput(state, badMessage('"start" was sent already.'));
      // Who comes back, or has the server fetch the audio, need not start anything.
      if (state.phase !== 'unstarted') return [{ ...state, hasStart: true }, []];
      return [
        { ...state, phase: 'opening', hasStart: true },
        [
          { type: 'disarm', timer: 'start' },
          { type: 'open', options: message.options },
        ],
      ];
  }
}

const badMessage = (detail: string) => new AppError('realtime_bad_message', { detail });

function onAudio(state: LiveState, bytes: Buffer, at: number): Step {
  if (isOver(state)) return [state, []];
  if (state.settings.source === 'pull') {
    return failInput(state, badMessage('The server fetches the audio here: binary frames are not taken.'));
  }
  // Before `listening` it is documented to be ignored, also when coming back.
  if (state.phase !== 'listening' || !state.isAttached) return [state, []];
  return [{ ...state, heardAt: at }, [{ type: 'take_audio', bytes }]];
}

function onPcm(state: LiveState, pcm: Buffer): Step {
  if (state.phase !== 'listening' && state.phase !== 'ending') return [state, []];
  const skipped = Math.min(state.skipBytes, pcm.length);
  const rest = skipped === 0 ? pcm : pcm.subarray(skipped);
  const next = { ...state, skipBytes: state.skipBytes - skipped, pcmBytes: state.pcmBytes + rest.length };
  return [next, rest.length > 0 ? [{ type: 'feed', pcm: rest }] : []];
}

function onOpened(state: LiveState, at: number): Step {
  if (state.phase !== 'opening') return [state, []];
  const { session_id, maxMs, source } = state.settings;
  const opened: LiveState = { ...state, phase: 'listening', heardAt: at, endsAt: at + maxMs };
  const listening = told(opened, { type: 'send', message: { type: 'listening', session_id } });
  const [watched, max] = onMaxTimer(opened, at);
  const [next, idle] = source === 'client' ? onIdleTimer(watched, at) : [watched, []];
  return [next, [...listening, ...max, ...idle]];
}

const onFailed = (state: LiveState, ending: Ending): Step =>
  state.phase === 'ended' ? [state, []] : endAtOnce(state, ending);

function onFinal(state: LiveState, final: LiveFinal): Step {
  if (state.phase === 'ended') return [state, []];
  const number = state.finalCount + 1;
  const isOld = (kept: KeptFinal) => kept.isWritten && kept.final.end_ms < final.end_ms - KEPT_FINALS_MS;
  const finals = state.finals.filter((kept) => !isOld(kept));
  return [
    { ...state, finalCount: number, finals: [...finals, { number, final, isWritten: false }] },
    told(state, { type: 'send', message: { type: 'final', final }, final: number }),
  ];
}

function onTimer(state: LiveState, timer: Timer, at: number): Step {
  switch (timer) {
    case 'start': {
      if (state.phase !== 'unstarted') return [state, []];
      const error = notStarted(Math.round(state.settings.startMs / 1000));
      return endAtOnce(state, { by: 'idle', code: closeCodeOf(error), error });
    }
    case 'idle':
      return onIdleTimer(state, at);
    case 'max':
      return onMaxTimer(state, at);
    case 'half_closed':
      return onHalfClosedTimer(state);
    case 'reconnect':
      if (state.isAttached || state.phase === 'ending') return [state, []];
      if (state.phase === 'ended') return [state, [forget]];
      return beginEnding(state, { by: state.cutBy, code: 1000 });
  }
}

/** At once; what was said until then is still heard, for what is kept of it. */
function onRevoked(state: LiveState, error: AppError): Step {
  if (state.phase === 'unstarted') return endAtOnce(state, { by: 'revoked', code: 4401, error });
  const farewells: Effect[] = state.isAttached
    ? [{ type: 'send', message: { type: 'error', error } }, close(4401, error)]
    : [];
  const alone: LiveState = { ...state, isAttached: false };
  if (state.phase === 'ended') return [alone, [...farewells, disarmReconnect, forget]];
  const ending: Ending = { by: 'revoked', code: 4401, error };
  if (state.phase === 'ending') return [{ ...alone, ending }, farewells];
  const [next, effects] = beginEnding(alone, ending);
  return [next, [...farewells, disarmReconnect, ...effects]];
}

function onDrain(state: LiveState, at: number): Step {
  const goodbye = told(state, { type: 'send', message: { type: 'shutting_down', at } });
  if (state.phase === 'ended') return [state, state.isAttached ? [] : [disarmReconnect, forget]];
  if (state.phase === 'ending') return [state, goodbye];
  const [next, effects] = beginEnding(state, { by: 'shutdown', code: 1001 });
  return [next, [...goodbye, disarmReconnect, ...effects]];
}
