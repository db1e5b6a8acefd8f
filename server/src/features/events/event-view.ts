import type { DocumentEvent, KeptEvent, SessionEvent } from '../../platform/events.ts';
import type { Session } from '../sessions/index.ts';
import type { STREAM_EVENTS, StreamEvent } from './events.schema.ts';

/**
 * An event as clients see it: state and progress are those of the event; what is not kept with it comes from the session
 * as it is now, as far as it is still in that state.
 */
export function viewEvent(event: SessionEvent, session: Session | undefined): StreamEvent {
  const isCurrent = session !== undefined && session.status === event.status;
  const progress = event.progress ?? null;
  return {
    id: event.event_id ?? null,
    event: event.type,
    session_id: event.id,
    status: event.status ?? null,
    stage: event.stage ?? null,
    progress,
    percent: progress,
    queue_position: isCurrent ? session.queue_position : null,
    waiting_for: isCurrent ? session.waiting_for : null,
    estimated_seconds_left: isCurrent ? session.estimated_seconds_left : null,
    download: event.download ?? (isCurrent ? session.download : null),
    error: isCurrent ? session.error : null,
    error_code: event.error_code ?? null,
    document: isCurrent ? session.document : null,
    ...NO_DOCUMENT,
    folder_id: session?.folder_id ?? null,
  };
}

/** What only events of documents say. */
const NO_DOCUMENT = {
  folder_id: null,
  document_id: null,
  actor: null,
  actor_name: null,
  revision: null,
  comment_id: null,
  mentions: null,
  viewers: null,
};

/** What somebody did to a document. */
export function viewDocumentEvent(event: DocumentEvent, actorName: string | null): StreamEvent {
  const { document_id, actor, revision = null, comment_id = null, mentions = null } = event;
  return {
    ...NOTHING,
    id: event.event_id ?? null,
    event: event.type,
    session_id: event.id,
    ...{ document_id, actor, actor_name: actorName, revision, comment_id, mentions },
  };
}

/** The present state of a session, as the event that would have told it. */
export function viewState(session: Session, id: number | null): StreamEvent {
  const { session_id, status, stage, progress, error_code } = session;
  const type = isEnded(session) ? (`session.${status}` as SessionEvent['type']) : 'session.updated';
  const event = { type, id: session_id, organization_id: 0, token_id: 0, status, stage, progress, error_code };
  return { ...viewEvent(event, session), id };
}

/** What a stream says about itself. */
export function viewStreamEvent(
  event: (typeof STREAM_EVENTS)[number],
  id: number,
  more: Pick<Partial<StreamEvent>, 'viewers' | 'document_id' | 'session_id'> = {},
): StreamEvent {
  return { ...NOTHING, id, event, ...more };
}

const NOTHING = {
  session_id: null,
  status: null,
  stage: null,
  progress: null,
  percent: null,
  queue_position: null,
  waiting_for: null,
  estimated_seconds_left: null,
  download: null,
  error: null,
  error_code: null,
  document: null,
  ...NO_DOCUMENT,
};

export const isEnded = (session: { status: string }) => ['completed', 'failed'].includes(session.status);

/** Events after which a session's own stream ends. */
export const isLastEvent = (event: Pick<SessionEvent, 'type'>) => event.type !== 'session.updated';

/** The same of a document's. */
export const isLastOfDocument = ({ type }: Pick<KeptEvent, 'type'>) =>
  type === 'document.deleted' || type === 'session.deleted';

/** What a waiting client is told anew when it changes. */
export const queuePlace = (event: StreamEvent) =>
  event.status === 'queued' ? `${event.queue_position} ${event.waiting_for}` : undefined;
