import type { Actor } from '../../context.ts';
import { isDocumentEvent, isSessionEvent, type KeptEvent } from '../../platform/event-log.ts';

/** What a stream tells of. */
export interface StreamFilter {
  organization_id: number;
  /** Only sessions of this key. */
  token_id?: number;
  /** Only this session. */
  session_id?: string;
  /** Only what is done to this document of it. */
  document_id?: string;
  /** Only these types of events. */
  types?: ReadonlySet<string>;
  /** With what the client identified itself: it ends with that. */
  listener: Actor;
}

/** Whether a stream tells of an event, if its listener may hear of it. */
export function isWanted(
  { organization_id, token_id, session_id, document_id, types }: StreamFilter,
  event: KeptEvent,
) {
  if (organization_id !== event.organization_id || (token_id !== undefined && token_id !== event.token_id))
    return false;
  if (session_id === undefined) return types?.has(event.type) ?? true;
  if (session_id !== event.id) return false;
  // A session's stream ends with the session, when work on its documents begins: those have streams of their own.
  if (document_id === undefined) return isSessionEvent(event);
  return isDocumentEvent(event) ? event.document_id === document_id : event.type === 'session.deleted';
}

/** Finds the streams that want an event without looking at all of them. */
export interface StreamIndex<S extends { filter: StreamFilter }> {
  add(stream: S): void;
  delete(stream: S): void;
  has(stream: S): boolean;
  wanting(event: KeptEvent): S[];
  /** Those of single sessions. */
  ofSessions(): Iterable<S>;
}

export function createStreamIndex<S extends { filter: StreamFilter }>(): StreamIndex<S> {
  const byOrganization = new Map<number, Set<S>>();
  const byToken = new Map<number, Set<S>>();
  const bySession = new Map<string, Set<S>>();
  const ofSessions = new Set<S>();
  const joined = new Set<S>();

  const change = <K>(map: Map<K, Set<S>>, key: K, work: (streams: Set<S>) => void) => {
    const streams = map.get(key) ?? new Set<S>();
    work(streams);
    if (streams.size > 0) map.set(key, streams);
    else map.delete(key);
  };
  const changeFor = ({ filter }: S, work: (streams: Set<S>) => void) => {
    if (filter.session_id !== undefined) {
      change(bySession, filter.session_id, work);
      work(ofSessions);
    } else if (filter.token_id !== undefined) change(byToken, filter.token_id, work);
    else change(byOrganization, filter.organization_id, work);
  };

  return {
    add(stream) {
      joined.add(stream);
      changeFor(stream, (streams) => streams.add(stream));
    },
    delete(stream) {
      joined.delete(stream);
      changeFor(stream, (streams) => streams.delete(stream));
    },
    has: (stream) => joined.has(stream),
    wanting(event) {
      const found: S[] = [];
      const candidates = [
        bySession.get(event.id),
        byToken.get(event.token_id),
        byOrganization.get(event.organization_id),
      ];
      for (const streams of candidates) {
        for (const stream of streams ?? []) {
          if (isWanted(stream.filter, event)) found.push(stream);
        }
      }
      return found;
    },
    ofSessions: () => ofSessions,
  };
}
