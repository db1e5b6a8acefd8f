import { randomUUID } from 'node:crypto';
import nodeProcess from 'node:process';
import { type Actor, callerOf, type RootCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import type { RealtimeEnd } from '../../platform/realtime-tables.ts';
import { REALTIME_SEEN_MS } from '../limits/index.ts';
import { findWorkingLogins } from '../logins/index.ts';
import { newSessionId } from '../sessions/index.ts';
import { findWorkingTokens } from '../tokens/index.ts';
import type { IdentifyKey, LiveEntry, RealtimeHub } from './hub.ts';
import { openLiveSession } from './open-live-session.ts';
import {
  endLostRealtimeSessions,
  endRealtimeSession,
  type RealtimeRow,
  touchRealtimeSessions,
} from './realtime.repo.ts';
import { realScheduler, type Scheduler } from './session/scheduler.ts';

/** How often the database is told that sessions live. */
const BEAT_MS = 20_000;
const PING_MS = 30_000;
const PULSE_MS = 60_000;

/** One for each process: all of its live sessions. */
export function createRealtimeHub(
  ctx: RootCtx,
  identifyKey: IdentifyKey,
  scheduler: Scheduler = realScheduler,
): RealtimeHub {
  const process = randomUUID();
  const entries = new Map<string, LiveEntry>();
  const unsaved = new Map<number, { row: RealtimeRow; by: RealtimeEnd; audio_ms: number; at: Date }>();
  const saving = new Set<Promise<void>>();
  let isDraining = false;
  let whenEmpty: (() => void) | undefined;
  const cancels = new Set<() => void>();

  const every = (ms: number, work: () => void) => {
    let cancel = scheduler.after(ms, function again() {
      work();
      cancels.delete(cancel);
      cancel = scheduler.after(ms, again);
      cancels.add(cancel);
    });
    cancels.add(cancel);
  };
  every(PING_MS, () => {
    for (const { connection } of entries.values()) connection?.ping();
  });
  every(PULSE_MS, () => {
    for (const { session } of entries.values()) session.put({ type: 'pulse' });
  });
  every(BEAT_MS, () => {
    beat().catch((error) => ctx.log.warn({ err: error }, 'live sessions could not be noted'));
    endRevoked();
  });

  async function beat(): Promise<void> {
    for (const end of unsaved.values()) await saveEnd(end);
    const living = [...entries.values()].flatMap(({ row, session }) =>
      row && session.phase !== 'ended' ? [{ id: row.id, audio_ms: session.audioMs }] : [],
    );
    if (living.length > 0) await touchRealtimeSessions(ctx.db, process, ctx.now(), living);
    await endLost(new Date(ctx.now().getTime() - REALTIME_SEEN_MS));
  }

  async function endLost(seenBefore: Date): Promise<void> {
    const lost = await endLostRealtimeSessions(ctx.db, seenBefore);
    if (lost > 0) ctx.log.warn({ sessions: lost }, 'live sessions were lost with their process');
  }
  // With a database of its own, whatever is older than this process is nobody's.
  const upMs = ctx.config.databaseUrl ? REALTIME_SEEN_MS : nodeProcess.uptime() * 1000;
  endLost(new Date(ctx.now().getTime() - upMs)).catch((error) =>
    ctx.log.warn({ err: error }, 'lost live sessions could not be noted'),
  );

  async function saveEnd(end: { row: RealtimeRow; by: RealtimeEnd; audio_ms: number; at: Date }): Promise<void> {
    const { row, by: ended_by, audio_ms, at: ended_at } = end;
    await endRealtimeSession(ctx.db, row.organization_id, row.id, { ended_at, ended_by, audio_ms });
    unsaved.delete(row.id);
  }

  /** The next beat tries again what the database does not take now. */
  function noteEnd(row: RealtimeRow, by: RealtimeEnd, audio_ms: number): void {
    const end = { row, by, audio_ms, at: ctx.now() };
    unsaved.set(row.id, end);
    saveEnd(end).then(
      () => checkEmpty(),
      (error) => ctx.log.warn({ err: error }, 'the end of a live session could not be noted'),
    );
  }

  /** Before the process may end. */
  function waitFor(work: Promise<void>): void {
    saving.add(work);
    work.finally(() => {
      saving.delete(work);
      checkEmpty();
    });
  }

  function checkEmpty(): void {
    if (!whenEmpty || unsaved.size > 0 || saving.size > 0) return;
    if (entries.size === 0) whenEmpty();
    // All has been heard and sent; who does not close does not hold up the end.
    else if ([...entries.values()].every(({ session }) => session.phase === 'ended'))
      scheduler.after(CLOSE_MS, whenEmpty);
  }

  const revoke = (isMeant: (actor: Actor) => boolean) => {
    const error = new AppError('invalid_token', { detail: 'It was ended while it was in use.' });
    for (const { actor, session } of [...entries.values()]) {
      if (actor && isMeant(actor)) session.put({ type: 'revoked', error });
    }
  };

  /** Keys and logins that ran out, and those whose end could not be heard of. */
  async function endRevokedNow(): Promise<void> {
    const actors = [...entries.values()].flatMap(({ actor }) => actor ?? []);
    if (actors.length === 0) return;
    const [keys, logins] = await Promise.all([
      findWorkingTokens(
        ctx,
        actors.filter(({ type }) => type !== 'user'),
      ),
      findWorkingLogins(
        ctx,
        actors.flatMap(({ login_id }) => login_id ?? []),
      ),
    ]);
    const asked = new Set(actors);
    revoke((actor) => {
      if (!asked.has(actor)) return false;
      return actor.login_id ? !logins.has(actor.login_id) : !keys.has(actor.token_id);
    });
  }
  const endRevoked = () =>
    endRevokedNow().catch((error) => ctx.log.warn({ err: error }, 'keys of live sessions could not be checked'));

  const unsubscribe = ctx.events.subscribe((event) => {
    if (event.type === 'token.revoked') {
      revoke(({ type, token_id }) => type !== 'user' && token_id === Number(event.id));
    } else if (event.type === 'events.resumed' || event.type === 'login.ended') endRevoked();
  });

  const hub: RealtimeHub = {
    process,
    scheduler,
    identifyKey,
    get isDraining() {
      return isDraining;
    },
    requirePlace() {
      if (isDraining) {
        throw new AppError('service_unavailable', { detail: 'The server is stopping. Try again in a moment.' });
      }
      if (entries.size >= ctx.config.realtimeConnections) {
        throw new AppError('service_unavailable', {
          detail: 'As many live connections are open as this server takes. Try again in a moment.',
          retryAfterSeconds: 5,
        });
      }
    },
    create(requestCtx, input) {
      const session_id = input.row?.session_id ?? newSessionId(ctx.now());
      const entry: LiveEntry = {
        session_id,
        actor: input.row ? requestCtx.actor : undefined,
        row: input.row,
        session: undefined as never,
        connection: undefined,
        save: undefined,
      };
      entry.session = openLiveSession(requestCtx, hub, entry, input, {
        onEnd(by, audio_ms) {
          if (!entry.row) return;
          noteEnd(entry.row, by, audio_ms);
          ctx.metrics.realtimeEnded.inc({ by });
          ctx.metrics.realtimeAudioSeconds.inc(audio_ms / 1000);
          if (entry.save) waitFor(entry.save.end(by));
        },
        onForget() {
          entries.delete(session_id);
          checkEmpty();
        },
      });
      entries.set(session_id, entry);
      return entry;
    },
    find(session_id, actor) {
      const entry = entries.get(session_id);
      if (!entry?.actor || entry.actor.organization_id !== actor.organization_id) return undefined;
      return callerOf(entry.actor) === callerOf(actor) ? entry : undefined;
    },
    noteEnd,
    async drain(drainMs) {
      isDraining = true;
      unsubscribe();
      for (const cancel of cancels) cancel();
      const at = Math.floor((ctx.now().getTime() + drainMs) / 1000);
      for (const { session } of [...entries.values()]) session.put({ type: 'drain', at });
      const empty = new Promise<void>((resolve) => {
        whenEmpty = resolve;
        checkEmpty();
      });
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const cancel = scheduler.after(Math.max(drainMs, LEAST_DRAIN_MS), resolve);
      await Promise.race([empty, late]);
      cancel();
      for (const { connection } of entries.values()) connection?.terminate();
    },
  };
  return hub;
}

/** Without any time to drain there is still time to say goodbye. */
const LEAST_DRAIN_MS = 500;
/** For the close frames of clients. */
const CLOSE_MS = 1_000;
