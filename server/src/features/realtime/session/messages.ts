import type { AppError } from '../../../platform/errors.ts';
import type { LiveFinal, LivePartial } from '../../../speech/index.ts';

/** What a client asks for in the middle of a session; audio comes beside it. */
export type ClientMessage =
  | { action: 'start'; options: StartOptions }
  | { action: 'stop' }
  | { action: 'finalize' }
  /** Does nothing but show that somebody is there. */
  | { action: 'keepalive' };

/** What `start` may change of what the address said. */
export interface StartOptions {
  partial?: boolean;
  actual_numbers?: boolean;
  language?: string;
  /** Only heard when the connection came without one. */
  key?: string;
}

export type Warning =
  | { warning: 'decode_lag'; lag_ms: number }
  | { warning: 'idle'; seconds: number }
  | { warning: 'max_length'; seconds: number }
  /** `save=true`: the audio from here on is not kept; the words are. */
  | { warning: 'save_failed'; error_code: string };

/** What a client is told, before a codec writes it down. Times count from the beginning of the stream. */
export type ServerMessage =
  | { type: 'loading' }
  | { type: 'listening'; session_id: string; offset_ms?: number }
  | { type: 'partial'; partial: LivePartial }
  | { type: 'final'; final: LiveFinal }
  | { type: 'finalized'; offset_ms: number }
  /** The connection is alive though there is nothing to say. */
  | { type: 'pulse' }
  | { type: 'warning'; warning: Warning }
  /** Unix seconds. */
  | { type: 'shutting_down'; at: number }
  | { type: 'error'; error: AppError }
  | { type: 'stopped' };
