import { setTimeout as delay } from 'node:timers/promises';
import { type Actor, callerOf, type RootCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { isKeptEvent, isSessionEvent, type KeptEvent, type PlatformEvent } from '../../platform/event-log.ts';
import { findWorkingLogins } from '../logins/index.ts';
import { findHearers, findSessionViews } from '../sessions/index.ts';
import { findWorkingTokens } from '../tokens/index.ts';
import { type EventConnection, eventBlock, heartbeatBlock, shutdownBlock } from './event-connection.ts';
import { type EventFacts, eventsByThemselves, findEventFacts } from './event-facts.ts';
import { isLastEvent, isLastOfDocument, queuePlace, viewState, viewStreamEvent } from './event-view.ts';
import { createStreamIndex, type StreamFilter } from './stream-index.ts';
import { createStreamPresence } from './stream-presence.ts';

/** One client that listens. */
export interface EventStream {
  readonly filter: StreamFilter;
  readonly connection: EventConnection;
  /** Every event up to this id that the client wants has been written. */
  cursor: number;
  /** What the client was last told of its place in the queue; undefined while it is not waiting in it. */
  place?: string | undefined;
  /** Of a document: by what its listener is present (see the feature `presence`). */
  viewer?: string | undefined;
}

export interface EventHub {
  /** Every event up to this id has been given to the streams that are joined. */
  readonly deliveredId: number;
  /** @throws AppError `rate_limit_exceeded`, `service_unavailable` */
  reserve(actor: Actor): () => void;
  /** From now on the stream is ended with its key and with the server. */
  add(stream: EventStream): void;
  /** From now on the stream is given what happens. It has to have everything up to `deliveredId`. */
  join(stream: EventStream): void;
  /** Ends the presence of a stream that was closed before it began. */
  forget(stream: EventStream): Promise<void>;
  close(): Promise<void>;
}

/** Queue places are looked up at most this often, and never for more than a tenth of the time. */
const PLACES_MS = 1_000;
const PLACES_SHARE = 10;

const listenerOf = ({ filter }: EventStream) => filter.listener;

const VIEW_TRIES = 5;
const VIEW_RETRY_MS = 500;

/** One for each process: it hears every event once, looks up what belongs to it once, and fans it out to all streams. */
export function createEventHub(ctx: RootCtx): EventHub {
  const { log, config } = ctx;
  const all = new Set<EventStream>();
  const joined = createStreamIndex<EventStream>();
  const presence = createStreamPresence(ctx);
  const open = new Map<string, number>();
  let deliveredId = ctx.events.lastEventId;
  let pending: KeptEvent[] = [];
  let isDelivering = false;
  let isClosed = false;
  let placesTimer: NodeJS.Timeout | undefined;
  let arePlacesOld = false;

  const send = (stream: EventStream, event: { id: number | null; event: string }, block: string | Buffer) => {
    if (event.id !== null) stream.cursor = event.id;
    stream.connection.write(block);
  };

  /** What the database cannot tell just now is worth waiting for, but not for ever. */
  async function lookUp(events: KeptEvent[], listeners: Actor[]): Promise<EventFacts> {
    for (let tries = 1; ; tries++) {
      try {
        return await findEventFacts(ctx, events, listeners);
      } catch (error) {
        log.warn({ err: error }, 'what belongs to events could not be read');
        if (tries >= VIEW_TRIES || isClosed) return eventsByThemselves(events, listeners);
        await delay(VIEW_RETRY_MS);
      }
    }
  }

  async function deliver(): Promise<void> {
    while (pending.length > 0) {
      const batch = pending;
      pending = [];
      let facts = eventsByThemselves([], []);
      for (;;) {
        // Streams may join while facts are read, and want what nobody wanted before.
        const wanted = batch.filter((event) => joined.wanting(event).length > 0);
        const listeners = [...new Set(wanted.flatMap((event) => joined.wanting(event).map(listenerOf)))];
        if (wanted.every((event) => facts.events.has(event)) && listeners.every((one) => facts.listeners.has(one)))
          break;
        facts = await lookUp(wanted, listeners);
      }
      for (const event of batch) {
        fanOut(event, facts);
        deliveredId = event.event_id as number;
      }
      lookForPlaces();
    }
  }

  function deliverSoon(): void {
    if (isDelivering) return;
    isDelivering = true;
    deliver()
      .catch((error) => log.error({ err: error }, 'events could not be told'))
      .finally(() => {
        isDelivering = false;
        if (pending.length > 0) deliverSoon();
      });
  }

  function fanOut(event: KeptEvent, facts: EventFacts): void {
    const streams = joined.wanting(event).filter((stream) => stream.cursor < (event.event_id as number));
    if (streams.length === 0) return;
    const view = facts.view(event);
    const block = Buffer.from(eventBlock(view));
    for (const stream of streams) {
      const mayHear = facts.mayHear(stream.filter.listener, event);
      // Who comes back gets it when it is known.
      if (mayHear === undefined) stream.connection.end();
      if (!mayHear) continue;
      send(stream, view, block);
      if (stream.filter.document_id !== undefined) {
        if (isLastOfDocument(event)) stream.connection.end();
      } else if (stream.filter.session_id !== undefined && isSessionEvent(event)) {
        stream.place = queuePlace(view);
        if (isLastEvent(event)) stream.connection.end();
      }
    }
  }

  /** Others that begin or end move those who wait: they are told of their new place, at most once a second. */
  function lookForPlaces(): void {
    if (isClosed || ![...joined.ofSessions()].some(({ place }) => place !== undefined)) return;
    arePlacesOld = true;
    placesTimer ??= setTimeout(async () => {
      arePlacesOld = false;
      const started = performance.now();
      await tellPlaces().catch((error) => log.warn({ err: error }, 'queue places could not be read'));
      const rest = PLACES_SHARE * (performance.now() - started);
      placesTimer = setTimeout(() => {
        placesTimer = undefined;
        if (arePlacesOld) lookForPlaces();
      }, rest).unref();
    }, PLACES_MS).unref();
  }

  async function tellPlaces(): Promise<void> {
    const waiting = [...joined.ofSessions()].filter(({ place }) => place !== undefined);
    const sessions = await findSessionViews(
      ctx,
      waiting.map(({ filter }) => ({
        organization_id: filter.organization_id,
        session_id: filter.session_id as string,
      })),
    );
    for (const stream of waiting) {
      const session = sessions.get(stream.filter.session_id as string);
      // It may have begun while it was looked up.
      if (session?.status !== 'queued' || stream.place === undefined) continue;
      const event = viewState(session, null);
      if (queuePlace(event) === stream.place) continue;
      stream.place = queuePlace(event);
      send(stream, event, eventBlock(event));
    }
  }

  const endStreamsOf = (isMeant: (listener: Actor) => boolean) => {
    for (const stream of all) if (isMeant(stream.filter.listener)) stream.connection.end();
  };

  /** Keys and logins that ran out, and those that were ended while the news of it could not reach us. */
  async function endStreamsOfEnded(): Promise<void> {
    const listeners = [...all].map(({ filter }) => filter.listener);
    const keys = listeners.filter(({ type }) => type !== 'user');
    const logins = listeners.flatMap(({ login_id }) => login_id ?? []);
    const [workingKeys, workingLogins] = await Promise.all([
      findWorkingTokens(ctx, keys),
      findWorkingLogins(ctx, logins),
    ]);
    const asked = new Set(listeners);
    endStreamsOf((listener) => {
      if (!asked.has(listener)) return false;
      return listener.login_id ? !workingLogins.has(listener.login_id) : !workingKeys.has(listener.token_id);
    });
  }

  /** Whoever lost the right to read what their stream is about. */
  async function endStreamsOfHidden(): Promise<void> {
    const streams = [...all].filter(({ filter }) => filter.session_id !== undefined);
    const names = streams.map(({ filter }) => ({
      organization_id: filter.organization_id,
      session_id: filter.session_id as string,
    }));
    const hears = await findHearers(ctx, names, streams.map(listenerOf));
    for (const { filter, connection } of streams) {
      if (!hears(filter.listener, filter.session_id as string)) connection.end();
    }
  }
  const checkKeys = () =>
    Promise.all([endStreamsOfEnded(), endStreamsOfHidden(), presence.stay(all)]).catch((error) =>
      log.warn({ err: error }, 'who hears events could not be checked'),
    );

  const heartbeat = setInterval(() => {
    presence.sweep();
    if (all.size === 0) return;
    for (const stream of all) {
      const isBehind = joined.has(stream) && stream.cursor < deliveredId;
      if (isBehind) stream.cursor = deliveredId;
      stream.connection.write(heartbeatBlock(isBehind ? deliveredId : undefined));
    }
    checkKeys();
    lookForPlaces();
  }, config.eventHeartbeatSeconds * 1_000).unref();

  const unsubscribe = ctx.events.subscribe((event: PlatformEvent) => {
    if (event.type === 'token.revoked') endStreamsOf(({ token_id }) => token_id === Number(event.id));
    else if (event.type === 'events.resumed' || event.type === 'login.ended') checkKeys();
    else if (isKeptEvent(event)) {
      pending.push(event);
      deliverSoon();
    }
  });

  return {
    get deliveredId() {
      return deliveredId;
    },
    reserve(actor) {
      if (isClosed)
        throw new AppError('service_unavailable', { detail: 'The server is stopping. Try again in a moment.' });
      const key = callerOf(actor);
      const count = open.get(key) ?? 0;
      if (count >= config.eventStreamsPerKey) {
        throw new AppError('rate_limit_exceeded', {
          detail: `${count} event streams are open with this key already. One stream of /api/v3/events tells of all its sessions.`,
        });
      }
      open.set(key, count + 1);
      return () => {
        const left = (open.get(key) ?? 1) - 1;
        if (left > 0) open.set(key, left);
        else open.delete(key);
      };
    },
    add(stream) {
      all.add(stream);
      ctx.metrics.eventStreams.inc();
      stream.connection.onClose(() => {
        ctx.metrics.eventStreams.dec();
        all.delete(stream);
        joined.delete(stream);
        presence.leave([stream]);
      });
      if (isClosed) stream.connection.end();
    },
    join(stream) {
      joined.add(stream);
      lookForPlaces();
    },
    forget: (stream) => presence.leave([stream]),
    async close() {
      isClosed = true;
      unsubscribe();
      clearInterval(heartbeat);
      clearTimeout(placesTimer);
      for (const { connection, cursor } of all) {
        connection.end(shutdownBlock(viewStreamEvent('stream.shutdown', cursor)));
      }
      await presence.leave(all);
    },
  };
}
