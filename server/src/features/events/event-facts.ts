import type { Actor, Ctx } from '../../context.ts';
import { isDocumentEvent, isSessionEvent, type KeptEvent, type SessionEvent } from '../../platform/event-log.ts';
import { findActorNames } from '../actor-names/index.ts';
import { findReaders } from '../folder-access/index.ts';
import { findHearers, findSessionViews, hearsByFolder } from '../sessions/index.ts';
import { viewDocumentEvent, viewEvent } from './event-view.ts';
import type { StreamEvent } from './events.schema.ts';

/** What belongs to some events and is not kept with them. */
export interface EventFacts {
  events: ReadonlySet<KeptEvent>;
  listeners: ReadonlySet<Actor>;
  view(event: KeptEvent): StreamEvent;
  /** Undefined: nobody knows just now. */
  mayHear(listener: Actor, event: KeptEvent): boolean | undefined;
}

/** Looks up sessions as they are now, who may hear of them, and what the people in events are called: once for all events. */
export async function findEventFacts(
  ctx: Ctx,
  events: readonly KeptEvent[],
  listeners: readonly Actor[],
): Promise<EventFacts> {
  const names = (some: readonly KeptEvent[]) =>
    some.map((event) => ({ organization_id: event.organization_id, session_id: event.id }));
  const [gone, others] = [events.filter(isDeletion), events.filter((event) => !isDeletion(event))];
  const [sessions, hears, hearsOfEnd, nameOf] = await Promise.all([
    findSessionViews(ctx, names(events.filter(isSessionEvent))),
    findHearers(ctx, names(others), listeners),
    // Where a deleted session lay stands with its last event alone: what came before that is for those who see everything.
    findReaders(
      ctx,
      listeners,
      gone.flatMap(({ private_folder_id }) => private_folder_id ?? []),
    ),
    findActorNames(ctx, events.filter(isDocumentEvent)),
  ]);
  return {
    events: new Set(events),
    listeners: new Set(listeners),
    view: (event) =>
      isSessionEvent(event)
        ? viewEvent(event, sessions.get(event.id))
        : viewDocumentEvent(event, nameOf(event.organization_id, event.actor)),
    mayHear: (listener, event) =>
      isDeletion(event) ? hearsOfEnd(listener, event.private_folder_id ?? null) : hears(listener, event.id),
  };
}

const isDeletion = (event: KeptEvent): event is SessionEvent => event.type === 'session.deleted';

/** When the database cannot be asked: what the events say by themselves, to those whose hearing needs no asking. */
export function eventsByThemselves(events: readonly KeptEvent[], listeners: readonly Actor[]): EventFacts {
  return {
    events: new Set(events),
    listeners: new Set(listeners),
    view: (event) => (isSessionEvent(event) ? viewEvent(event, undefined) : viewDocumentEvent(event, null)),
    mayHear: (listener) => (hearsByFolder(listener) ? undefined : true),
  };
}
