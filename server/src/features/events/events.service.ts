import type { RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { findEventBounds, isSessionEvent, type KeptEvent, listEvents } from '../../platform/event-log.ts';
import { type DocumentParams, requireDocument } from '../documents/index.ts';
import { arrive, findViewers } from '../presence/index.ts';
import { findSessionViews, requireSession } from '../sessions/index.ts';
import { type EventConnection, eventBlock } from './event-connection.ts';
import { findEventFacts } from './event-facts.ts';
import type { EventHub, EventStream } from './event-hub.ts';
import { isEnded, isLastEvent, isLastOfDocument, queuePlace, viewState, viewStreamEvent } from './event-view.ts';
import { type StreamQuery, type StreamSessionQuery, TOLD_EVENTS } from './events.schema.ts';
import { isWanted, type StreamFilter } from './stream-index.ts';

/** Starts the answer; until then errors can be told by a status. */
export type BeginStream = () => EventConnection;

/** Rows read at once when a client catches up. */
const CATCH_UP_ROWS = 500;

/**
 * What happens to the sessions of this key; for a person, to all of the organisation.
 *
 * @throws AppError `invalid_parameter` for unknown types, `rate_limit_exceeded`
 */
export async function streamEvents(
  ctx: RequestCtx,
  hub: EventHub,
  query: StreamQuery,
  begin: BeginStream,
): Promise<void> {
  const { organization_id, token_id, type } = ctx.actor;
  const filter: StreamFilter = { organization_id, listener: ctx.actor };
  if (type !== 'user') filter.token_id = token_id;
  if (query.types !== undefined) filter.types = readTypes(query.types);
  const now = hub.deliveredId;
  const isKept = await isResumable(ctx, query.last_event_id);
  const stream = openStream(hub, filter, begin, isKept ? (query.last_event_id as number) : now);
  const first = query.last_event_id === undefined || isKept ? 'stream.ready' : 'stream.reset';
  stream.connection.write(eventBlock(viewStreamEvent(first, stream.cursor)));
  await follow(ctx, hub, stream);
}

/**
 * What happens to one session until it ends.
 *
 * @returns false when it has ended and the client knows
 * @throws AppError `session_not_found`, `wrong_session_token`, `rate_limit_exceeded`
 */
export async function streamSessionEvents(
  ctx: RequestCtx,
  hub: EventHub,
  input: StreamSessionQuery & { session_id: string },
  begin: BeginStream,
): Promise<boolean> {
  const { organization_id } = ctx.actor;
  const { session_id, last_event_id } = input;
  // Before the session is read: whatever it tells beyond this is told again, and nothing is left out.
  const now = hub.deliveredId;
  const row = await requireSession(ctx, session_id, 'read');
  const filter: StreamFilter = { organization_id, session_id, listener: ctx.actor };
  const isKept = await isResumable(ctx, last_event_id);
  if (isKept && isEnded(row)) {
    const [next] = await listEvents(ctx.db, { after: last_event_id as number, organization_id, session_id }, 1);
    if (!next) return false;
  }
  const session = (await findSessionViews(ctx, [{ organization_id, session_id }])).get(session_id);
  if (!session) throw new AppError('session_not_found');
  const stream = openStream(hub, filter, begin, isKept ? (last_event_id as number) : now);
  if (!isKept) {
    const state = viewState(session, now);
    stream.connection.write(eventBlock(state));
    stream.place = queuePlace(state);
    if (isEnded(session)) {
      stream.connection.end();
      return true;
    }
  }
  await follow(ctx, hub, stream);
  return true;
}

/**
 * What is done to one document, as long as it is there and may be read. While the stream is open its listener is present.
 *
 * @throws AppError `session_not_found`, `wrong_session_token`, `document_not_found`, `rate_limit_exceeded`
 */
export async function streamDocumentEvents(
  ctx: RequestCtx,
  hub: EventHub,
  input: StreamSessionQuery & DocumentParams,
  begin: BeginStream,
): Promise<void> {
  const { organization_id } = ctx.actor;
  const { session_id, last_event_id } = input;
  const now = hub.deliveredId;
  const document = await requireDocument(ctx, input, 'read');
  const { document_id } = document;
  const { token_id } = await requireSession(ctx, session_id, 'read');
  const filter: StreamFilter = { organization_id, session_id, document_id, listener: ctx.actor };
  const isKept = await isResumable(ctx, last_event_id);
  const stream = openStream(hub, filter, begin, isKept ? (last_event_id as number) : now);
  const { connection } = stream;
  try {
    stream.viewer = await arrive(ctx, document, token_id);
    if (!connection.isOpen) return hub.forget(stream);
    const first = last_event_id === undefined || isKept ? 'stream.ready' : 'stream.reset';
    const viewers = await findViewers(ctx, document);
    connection.write(eventBlock(viewStreamEvent(first, stream.cursor, { session_id, document_id, viewers })));
  } catch (error) {
    ctx.log.warn({ err: error }, 'an event stream was cut');
    return connection.end();
  }
  await follow(ctx, hub, stream);
}

function readTypes(given: string): ReadonlySet<string> {
  const types = given
    .split(',')
    .map((type) => type.trim())
    .filter(Boolean);
  const unknown = types.find((type) => !(TOLD_EVENTS as readonly string[]).includes(type));
  if (unknown === undefined && types.length > 0) return new Set(types);
  throw new AppError('invalid_parameter', {
    detail: `types can be ${TOLD_EVENTS.join(', ')}, several separated by commas.`,
    details: { field: 'types', issue: 'unknown value' },
  });
}

/** Whether everything that came after this id is still known. */
async function isResumable(ctx: RequestCtx, lastEventId: number | undefined): Promise<boolean> {
  if (lastEventId === undefined) return false;
  const { oldest, newest } = await findEventBounds(ctx.db);
  return lastEventId >= oldest - 1 && lastEventId <= newest;
}

function openStream(hub: EventHub, filter: StreamFilter, begin: BeginStream, cursor: number): EventStream {
  const release = hub.reserve(filter.listener);
  let connection: EventConnection;
  try {
    connection = begin();
  } catch (error) {
    release();
    throw error;
  }
  connection.onClose(release);
  const stream: EventStream = { filter, connection, cursor };
  hub.add(stream);
  return stream;
}

/** Sends what came since the stream's cursor, and joins it to the living ones once it has everything they have. */
async function follow(ctx: RequestCtx, hub: EventHub, stream: EventStream): Promise<void> {
  const { connection, filter } = stream;
  const { organization_id, token_id, session_id } = filter;
  try {
    while (connection.isOpen && stream.cursor < hub.deliveredId) {
      const upTo = hub.deliveredId;
      const wanted = {
        after: stream.cursor,
        upTo,
        organization_id,
        ...(session_id === undefined ? {} : { session_id }),
        ...(token_id === undefined ? {} : { token_id }),
      };
      const events = await listEvents(ctx.db, wanted, CATCH_UP_ROWS);
      const isAll = events.length < CATCH_UP_ROWS;
      const told = withoutPassedProgress(events).filter((event) => isWanted(filter, event));
      const facts = await findEventFacts(ctx, told, [filter.listener]);
      for (const event of told) {
        if (!facts.mayHear(filter.listener, event)) continue;
        const view = facts.view(event);
        connection.write(eventBlock(view));
        if (session_id === undefined) continue;
        stream.place = queuePlace(view);
        const isLast =
          filter.document_id === undefined ? isSessionEvent(event) && isLastEvent(event) : isLastOfDocument(event);
        if (isLast) return connection.end();
      }
      stream.cursor = isAll ? upTo : (events.at(-1)?.event_id ?? upTo);
      await connection.drained();
    }
    if (connection.isOpen) hub.join(stream);
  } catch (error) {
    // The status is sent: all that is left is to cut, and the client comes back.
    ctx.log.warn({ err: error }, 'an event stream was cut');
    connection.end();
  }
}

/** Of updates of one session that follow each other, in the same status, only the last: the others are history. */
function withoutPassedProgress(events: KeptEvent[]): KeptEvent[] {
  const next = new Map<string, KeptEvent>();
  return events
    .toReversed()
    .filter((event) => {
      if (!isSessionEvent(event)) return true;
      const later = next.get(event.id);
      next.set(event.id, event);
      return !(event.type === 'session.updated' && later?.type === event.type && later.status === event.status);
    })
    .toReversed();
}
