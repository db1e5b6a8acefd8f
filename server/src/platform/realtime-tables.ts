import type { Generated } from 'kysely';
import type { Json, StoredWord } from './session-tables.ts';

/** Why a live session ended. */
export type RealtimeEnd =
  | 'stopped'
  | 'disconnected'
  | 'idle'
  | 'too_long'
  | 'revoked'
  | 'shutdown'
  | 'bad_input'
  | 'slow_reader'
  | 'failed'
  | 'lost';

/** One row for each live session: what limits count and use is measured by. */
export interface RealtimeSessionsTable {
  id: Generated<number>;
  /** 26 lower-case hex characters: its name on the wire, and that of the session it is saved as. */
  session_id: string;
  organization_id: number;
  token_id: number;
  /** `key:12` or `user:3`, by whom live sessions are counted. */
  caller: string;
  /** The server process that has it. */
  process: string;
  /** As the client wrote it; null when it did not say. */
  language: string | null;
  model_key: string;
  type: 'fast' | 'quality';
  /** `client`: audio comes over the socket; `pull`: the server fetches it. */
  source: 'client' | 'pull';
  save: boolean;
  started_at: Date;
  /** Noted again and again while it lives: a row not seen for long belongs to a process that is gone. */
  seen_at: Date;
  ended_at: Date | null;
  ended_by: RealtimeEnd | null;
  /** Audio heard so far. */
  audio_ms: Generated<number>;
}

/** A live session whose audio and words are being kept: it becomes a session of its own when it ends, and the row goes. */
export interface RealtimeSavesTable {
  /** The row of `realtime_sessions`. */
  realtime_session: number;
  session_id: string;
  organization_id: number;
  token_id: number;
  /** `key:12` or `user:3`. */
  caller: string;
  /** What the session will be told to be in, and what its model was told to expect (ISO 639). */
  language: string;
  spoken_language: string;
  model_key: string;
  engine: string;
  filename: string | null;
  started_at: Date;
}

/** The finals of such a session, in their order. */
export interface RealtimeFinalsTable {
  realtime_session: number;
  index: number;
  start_ms: number;
  end_ms: number;
  /** Times from the beginning of the stream. */
  words: Json<StoredWord[]>;
}
