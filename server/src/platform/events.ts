import { EventEmitter } from 'node:events';
import type { Kysely } from 'kysely';
import pg from 'pg';
import {
  announceEvent,
  CHANNEL,
  findEventBounds,
  insertEvent,
  isKeptEvent,
  listEvents,
  type PlatformEvent,
} from './event-log.ts';
import type { Logger } from './log.ts';
import type { Database } from './tables.ts';

export type { DocumentEvent, KeptEvent, PassingEvent, PlatformEvent, SessionEvent } from './event-log.ts';

export interface Events {
  /** Tells every process; inside `inTransaction` when it commits, and only if it does. */
  publish(event: PlatformEvent): Promise<void>;
}

export interface EventBus extends Events {
  within(trx: Kysely<Database>): Events;
  /** Every event of every process, each once, session events in the order of their ids. */
  subscribe(listener: (event: PlatformEvent) => void): () => void;
  /** The highest id that was given to subscribers, or 0. */
  readonly lastEventId: number;
  close(): Promise<void>;
}

const RECONNECT_MS = 500;
/** A connection whose other end is gone without a word is noticed by this. */
const PROBE_MS = 15_000;
const PROBE_TIMEOUT_MS = 10_000;
const CATCH_UP_ROWS = 1_000;

/**
 * Events over PostgreSQL's LISTEN/NOTIFY: one more connection, nothing to install, and processes share them. What was
 * announced while the connection was lost is read from the table; what is not kept there may have been missed, so
 * `events.resumed` tells subscribers to look for themselves.
 */
export async function openEventBus(connectionString: string, db: Kysely<Database>, log: Logger): Promise<EventBus> {
  const emitter = new EventEmitter().setMaxListeners(0);
  let client: pg.Client | undefined;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let lastEventId = 0;

  const emit = (event: PlatformEvent) => {
    if (isKeptEvent(event) && event.event_id !== undefined) {
      if (event.event_id <= lastEventId) return;
      lastEventId = event.event_id;
    }
    emitter.emit('event', event);
  };

  const catchUp = async () => {
    for (;;) {
      const events = await listEvents(db, { after: lastEventId }, CATCH_UP_ROWS);
      for (const event of events) emit(event);
      if (events.length < CATCH_UP_ROWS) return;
    }
  };

  const listen = async (start: () => Promise<void>) => {
    const next = new pg.Client({
      connectionString,
      application_name: 'parlance-events',
      keepAlive: true,
      connectionTimeoutMillis: PROBE_TIMEOUT_MS,
      query_timeout: PROBE_TIMEOUT_MS,
    });
    // Until all that came before is given out, what comes now has to wait.
    let waiting: PlatformEvent[] | undefined = [];
    let isLost = false;
    const lost = (error?: Error) => {
      isLost = true;
      clearInterval(probe);
      if (closed || client !== next) return;
      client = undefined;
      next.end().catch(() => {});
      log.warn({ err: error }, 'event connection lost, connecting again');
      timer = setTimeout(reconnect, RECONNECT_MS);
    };
    const probe = setInterval(() => next.query('select 1').catch(lost), PROBE_MS).unref();
    next.on('error', lost);
    next.on('end', () => lost());
    next.on('notification', (message) => {
      if (!message.payload) return;
      const event = JSON.parse(message.payload) as PlatformEvent;
      if (waiting) waiting.push(event);
      else emit(event);
    });
    try {
      await next.connect();
      await next.query(`listen ${CHANNEL}`);
      await start();
      if (isLost || closed) throw new Error('the event connection was lost at once');
    } catch (error) {
      clearInterval(probe);
      next.end().catch(() => {});
      throw error;
    }
    client = next;
    for (const event of waiting) emit(event);
    waiting = undefined;
  };
  const reconnect = () => {
    listen(catchUp).then(
      () => emit({ type: 'events.resumed', id: '', organization_id: 0 }),
      () => {
        if (!closed) timer = setTimeout(reconnect, RECONNECT_MS);
      },
    );
  };
  await listen(async () => {
    lastEventId = (await findEventBounds(db)).newest;
  });

  const within = (target: Kysely<Database>): Events => ({
    publish: (event) => (isKeptEvent(event) ? insertEvent(target, event) : announceEvent(target, event)),
  });

  return {
    ...within(db),
    within,
    subscribe(listener) {
      emitter.on('event', listener);
      return () => emitter.off('event', listener);
    },
    get lastEventId() {
      return lastEventId;
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
