import { EventEmitter, on } from 'node:events';
import { type Kysely, sql } from 'kysely';
import pg from 'pg';
import type { Logger } from './log.ts';
import type { Database } from './tables.ts';

/** What happened to which thing: ids and states only, so that nothing private travels. */
export interface PlatformEvent {
  type: 'session.updated' | 'session.deleted' | 'token.revoked';
  id: string;
  organization_id: number;
  status?: string;
  progress?: number;
}

export interface Events {
  /** Tells every process; inside `inTransaction` only if it commits. */
  publish(event: PlatformEvent): Promise<void>;
}

export interface EventBus extends Events {
  within(db: Kysely<Database>): Events;
  subscribe(listener: (event: PlatformEvent) => void): () => void;
  /** The events from now on, as they come. */
  stream(signal: AbortSignal): AsyncIterable<PlatformEvent>;
  close(): Promise<void>;
}

const CHANNEL = 'parlance_events';
const RECONNECT_MS = 500;

/** Events over PostgreSQL's LISTEN/NOTIFY: one more connection, nothing to install, and processes share them. */
export async function openEventBus(connectionString: string, db: Kysely<Database>, log: Logger): Promise<EventBus> {
  const emitter = new EventEmitter().setMaxListeners(0);
  let client: pg.Client | undefined;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  const listen = async () => {
    const next = new pg.Client({ connectionString, application_name: 'parlance-events', keepAlive: true });
    const lost = (error?: Error) => {
      if (closed || client !== next) return;
      client = undefined;
      log.warn({ err: error }, 'event connection lost, connecting again');
      timer = setTimeout(reconnect, RECONNECT_MS);
    };
    next.on('error', lost);
    next.on('end', () => lost());
    next.on('notification', (message) => {
      if (message.payload) emitter.emit('event', JSON.parse(message.payload) as PlatformEvent);
    });
    await next.connect();
    await next.query(`listen ${CHANNEL}`);
    client = next;
  };
  const reconnect = () => {
    listen().catch(() => {
      if (!closed) timer = setTimeout(reconnect, RECONNECT_MS);
    });
  };
  await listen();

  const within = (target: Kysely<Database>): Events => ({
    publish: async (event) => {
      await sql`select pg_notify(${CHANNEL}, ${JSON.stringify(event)})`.execute(target);
    },
  });

  return {
    ...within(db),
    within,
    subscribe(listener) {
      emitter.on('event', listener);
      return () => emitter.off('event', listener);
    },
    async *stream(signal) {
      try {
        for await (const [event] of on(emitter, 'event', { signal })) yield event as PlatformEvent;
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      const last = client;
      client = undefined;
      await last?.end();
    },
  };
}
