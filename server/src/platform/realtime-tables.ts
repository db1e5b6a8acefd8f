import type { Generated } from 'kysely';

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
