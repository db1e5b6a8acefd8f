import type { AppError } from '../../../platform/errors.ts';
import type { RealtimeEnd } from '../../../platform/realtime-tables.ts';
import type { LiveFinal, LivePartial } from '../../../speech/index.ts';
import type { ClientMessage, ServerMessage, StartOptions } from './messages.ts';

export interface LiveSettings {
  session_id: string;
  /** `pull`: the server fetches the audio and needs no `start`. */
  source: 'client' | 'pull';
  startMs: number;
  idleMs: number;
  maxMs: number;
  reconnectMs: number;
}

export type Timer = 'start' | 'idle' | 'max' | 'reconnect' | 'half_closed';

/** Everything that happens to a session. */
export type LiveInput =
  | { type: 'connected' }
  | { type: 'message'; message: ClientMessage }
  /** A frame nobody understands. */
  | { type: 'bad_message'; error: AppError }
  /** As it came over the socket. */
  | { type: 'audio'; bytes: Buffer }
  /** As speech takes it: 16 kHz mono s16le. */
  | { type: 'pcm'; pcm: Buffer }
  | { type: 'audio_failed'; error: AppError }
  /** What the server fetches came to its end. */
  | { type: 'source_ended' }
  | { type: 'source_failed'; error: AppError }
  /** The model is loaded. */
  | { type: 'opened' }
  /** It may not begin. */
  | { type: 'refused'; error: AppError }
  | { type: 'partial'; partial: LivePartial }
  | { type: 'final'; final: LiveFinal }
  /** The final of this number has left this process. */
  | { type: 'final_written'; number: number }
  | { type: 'finalized'; offset_ms: number }
  /** Everything that was fed has been heard. */
  | { type: 'finished' }
  | { type: 'failed'; error: AppError }
  /** Its audio can no longer be kept. */
  | { type: 'save_failed'; error: AppError }
  | { type: 'load'; backlogMs: number; pendingBytes: number }
  | { type: 'timer'; timer: Timer }
  | { type: 'pulse' }
  /** The client sends no more and may still read. */
  | { type: 'half_closed' }
  /** The socket is gone; its WebSocket close code. */
  | { type: 'cut'; code: number }
  | { type: 'slow_reader' }
  /** Another socket takes over from one that is still there. */
  | { type: 'replaced' }
  /** The client is back, and has the finals up to here. */
  | { type: 'resumed'; final_offset_ms: number | undefined }
  | { type: 'revoked'; error: AppError }
  /** The server stops; Unix seconds. */
  | { type: 'drain'; at: number };

/** What is to be done about it, in this order. */
export type Effect =
  | { type: 'send'; message: ServerMessage; final?: number }
  /** Check that it may begin, and open the stream of words. */
  | { type: 'open'; options: StartOptions }
  | { type: 'take_audio'; bytes: Buffer }
  | { type: 'feed'; pcm: Buffer }
  /** What a socket brought has come to its end: another one begins anew, in the middle of the stream. */
  | { type: 'end_intake' }
  | { type: 'finalize' }
  | { type: 'finish' }
  /** Read no more from the socket, until `release`. */
  | { type: 'hold' }
  | { type: 'release' }
  /** Write something, so that a socket whose other end is gone shows it. */
  | { type: 'probe' }
  | { type: 'close'; code: number; reason: string }
  | { type: 'arm'; timer: Timer; ms: number }
  | { type: 'disarm'; timer: Timer }
  /** It is over: noted, saved, freed. */
  | { type: 'end'; by: RealtimeEnd; audio_ms: number }
  /** Nobody can come back to it any more. */
  | { type: 'forget' };

export interface KeptFinal {
  number: number;
  final: LiveFinal;
  isWritten: boolean;
}

export interface Ending {
  by: RealtimeEnd;
  /** WebSocket close code. */
  code: number;
  error?: AppError;
}

export interface LiveState {
  readonly settings: LiveSettings;
  /** `ending`: what was accepted is still being heard; `ended`: whoever comes back gets the rest. */
  readonly phase: 'unstarted' | 'opening' | 'listening' | 'ending' | 'ended';
  readonly isAttached: boolean;
  /** `start` came over the present socket. */
  readonly hasStart: boolean;
  /** How often it was tried whether a client that sends no more is still there. */
  readonly probes: number;
  /** Why nobody is attached. */
  readonly cutBy: RealtimeEnd;
  readonly ending: Ending | undefined;
  /** Accepted so far. */
  readonly pcmBytes: number;
  /** What a client that came back repeats of a millisecond that was accepted in part. */
  readonly skipBytes: number;
  readonly finals: readonly KeptFinal[];
  readonly finalCount: number;
  readonly isHeld: boolean;
  readonly isLagging: boolean;
  /** When the client last sent something. */
  readonly heardAt: number;
  /** The silence since this was warned of. */
  readonly warnedIdleSince: number | undefined;
  readonly endsAt: number | undefined;
  readonly warnedEnd: boolean;
}

export type Step = readonly [LiveState, Effect[]];

export function newSession(settings: LiveSettings, at: number): LiveState {
  return {
    settings,
    phase: 'unstarted',
    isAttached: true,
    hasStart: false,
    probes: 0,
    cutBy: 'disconnected',
    ending: undefined,
    pcmBytes: 0,
    skipBytes: 0,
    finals: [],
    finalCount: 0,
    isHeld: false,
    isLagging: false,
    heardAt: at,
    warnedIdleSince: undefined,
    endsAt: undefined,
    warnedEnd: false,
  };
}
