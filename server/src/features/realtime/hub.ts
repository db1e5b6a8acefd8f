import type { Actor, RequestCtx } from '../../context.ts';
import type { RealtimeEnd } from '../../platform/realtime-tables.ts';
import type { Connection } from './connection.ts';
import type { LiveOptions } from './live-options.ts';
import type { RealtimeRow } from './realtime.repo.ts';
import type { Save } from './save/index.ts';
import type { RunningSession } from './session/run-session.ts';
import type { Scheduler } from './session/scheduler.ts';

/** Finds out whose key or token it is, and whether it opens live connections. @throws AppError */
export type IdentifyKey = (key: string) => Promise<Actor>;

/** A session as the process keeps it. */
export interface LiveEntry {
  readonly session_id: string;
  /** Unknown until `start` brings a key. */
  actor: Actor | undefined;
  row: RealtimeRow | undefined;
  session: RunningSession;
  connection: Connection | undefined;
  /** What is kept of it, if it is to be. */
  save: Save | undefined;
}

export interface RealtimeHub {
  readonly process: string;
  readonly scheduler: Scheduler;
  readonly identifyKey: IdentifyKey;
  readonly isDraining: boolean;
  /** @throws AppError `service_unavailable` while stopping, or when there is no place for one more */
  requirePlace(): void;
  /** Begins a session; its first socket is still to come. */
  create(ctx: RequestCtx, input: CreateInput): LiveEntry;
  find(session_id: string, actor: Actor): LiveEntry | undefined;
  /** Notes the end of one that never got a socket. */
  noteEnd(row: RealtimeRow, by: RealtimeEnd, audio_ms: number): void;
  /** Has every session heard to its end and closed; resolves when they are, or the time is up. */
  drain(drainMs: number): Promise<void>;
}

export interface CreateInput {
  options: LiveOptions;
  row: RealtimeRow | undefined;
  address: string;
}
