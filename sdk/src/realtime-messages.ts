import type { RealtimeWarning, RealtimeWord } from './realtime-types.ts';

/** A message of the server, times from the beginning of its session. */
export type ServerMessage =
  | { type: 'loading' }
  | { type: 'listening'; sessionId: string; offsetMs: number | undefined }
  | { type: 'partial'; text: string; offsetMs: number; stability: number | null }
  | { type: 'final'; text: string; words: RealtimeWord[]; endMs: number; speaker: string | null }
  | { type: 'finalized'; offsetMs: number }
  | { type: 'warning'; warning: RealtimeWarning }
  | { type: 'shutting_down'; at: Date }
  | { type: 'error'; message: string; errorCode: string | undefined; retryAfterSeconds: number | null }
  | { type: 'stopped' }
  /** Pings, and what later servers may say. */
  | { type: 'other' };

// biome-ignore lint/suspicious/noExplicitAny: JSON of any shape is looked at here
type Json = any;

export function readMessage(text: string): ServerMessage {
  let message: Json;
  try {
    message = JSON.parse(text);
  } catch {
    return { type: 'other' };
  }
  if (typeof message !== 'object' || message === null) return { type: 'other' };
  if (typeof message.error === 'string') {
    const { error, error_code, retry_after } = message;
    return { type: 'error', message: error, errorCode: error_code, retryAfterSeconds: retry_after ?? null };
  }
  if (typeof message.state === 'string') return readState(message);
  if (typeof message.warning === 'string') return readWarning(message);
  if (Array.isArray(message.result) || message.is_final === true) return readFinal(message);
  if (typeof message.partial === 'string') {
    return {
      type: 'partial',
      text: message.partial,
      offsetMs: message.offset_ms ?? 0,
      stability: message.stability ?? null,
    };
  }
  return { type: 'other' };
}

function readState(message: Json): ServerMessage {
  switch (message.state) {
    case 'loading':
    case 'stopped':
      return { type: message.state };
    case 'listening':
      return { type: 'listening', sessionId: message.session_id ?? '', offsetMs: message.offset_ms };
    case 'finalized':
      return { type: 'finalized', offsetMs: message.offset_ms ?? 0 };
    case 'shutting_down':
      return { type: 'shutting_down', at: new Date((message.at ?? 0) * 1_000) };
    default:
      return { type: 'other' };
  }
}

function readWarning({ warning, lag_ms, seconds, error_code }: Json): ServerMessage {
  if (warning === 'decode_lag') return { type: 'warning', warning: { code: warning, lagMs: lag_ms ?? 0 } };
  if (warning === 'idle' || warning === 'max_length') {
    return { type: 'warning', warning: { code: warning, seconds: seconds ?? 0 } };
  }
  if (warning === 'save_failed') return { type: 'warning', warning: { code: warning, errorCode: error_code ?? '' } };
  return { type: 'other' };
}

function readFinal({ result, words = result ?? [], text = '', offset_ms, speaker = null }: Json): ServerMessage {
  return { type: 'final', text, words, endMs: offset_ms ?? words.at(-1)?.[2] ?? 0, speaker };
}
