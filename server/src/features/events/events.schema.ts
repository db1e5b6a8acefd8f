import { type Static, Type } from 'typebox';
import { DOCUMENT_EVENTS } from '../../platform/event-log.ts';
import { Nullable } from '../../platform/http/envelope.ts';
import { Viewer } from '../presence/index.ts';

/** What can happen to a session, as its streams call it. */
export const SESSION_EVENTS = ['session.updated', 'session.completed', 'session.failed', 'session.deleted'] as const;

/** What streams say about themselves: begun, to be followed by loading lists anew, ended because the server stops. */
export const STREAM_EVENTS = ['stream.ready', 'stream.reset', 'stream.shutdown'] as const;

/** What streams tell, and `types` can name. */
export const TOLD_EVENTS = [...SESSION_EVENTS, ...DOCUMENT_EVENTS] as const;

/** The data of one event. Those of a stream itself have all fields but `id` and `event` null. */
export const StreamEvent = Type.Object(
  {
    id: Nullable(
      Type.Integer({ description: 'Where to resume; null when this event is told to this stream only and not kept' }),
    ),
    event: Type.String({ description: [...TOLD_EVENTS, ...STREAM_EVENTS].join(', ') }),
    session_id: Nullable(Type.String()),
    status: Nullable(Type.String({ description: 'As in getSession; null once the session is deleted' })),
    stage: Nullable(Type.String({ description: 'As in getSession' })),
    progress: Nullable(Type.Integer({ description: 'Percent of the work done; never goes down' })),
    percent: Nullable(Type.Integer({ description: 'The same as `progress`' })),
    queue_position: Nullable(Type.Integer({ description: 'Sessions before this one; 0 while processing' })),
    waiting_for: Nullable(Type.String({ description: 'What a queued session waits for' })),
    estimated_seconds_left: Nullable(Type.Integer({ description: 'Rough estimate of the time until completion' })),
    download: Type.Unsafe<{ received_bytes: number; total_bytes: number | null } | null>({
      type: ['object', 'null'],
      properties: { received_bytes: { type: 'integer' }, total_bytes: { type: ['integer', 'null'] } },
      required: ['received_bytes', 'total_bytes'],
      description: 'How much of a `media_source` has arrived, in the stage `fetch`',
    }),
    error: Nullable(Type.String({ description: 'Why it failed' })),
    error_code: Nullable(Type.String({ description: 'The same for programs' })),
    document: Nullable(Type.Object({ id: Type.String(), name: Type.String(), type: Type.String() })),
    folder_id: Nullable(Type.Integer({ description: 'Of events of sessions: where it lies now' })),
    document_id: Nullable(Type.String({ description: 'Of `document.…` and `comment.…`, as all that follows' })),
    actor: Nullable(Type.String({ description: 'Who did it: `user:3`, `key:12`, `guest:` and the name they gave' })),
    actor_name: Nullable(Type.String()),
    revision: Nullable(Type.Integer({ description: 'That came to be with it' })),
    comment_id: Nullable(Type.Integer()),
    mentions: Nullable(Type.Array(Type.Integer(), { description: 'Ids of people whom a comment mentions' })),
    viewers: Nullable(
      Type.Array(Viewer, { description: 'Who has the document open, when its stream begins (`stream.ready`)' }),
    ),
  },
  { description: 'The `data` of each event, in one line of JSON' },
);
export type StreamEvent = Static<typeof StreamEvent>;

const EventId = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

export const StreamHeaders = Type.Object({
  'last-event-id': Type.Optional({ ...EventId, description: 'The last `id` received; browsers send it by themselves' }),
});
export type StreamHeaders = Static<typeof StreamHeaders>;

const last_event_id = Type.Optional({
  ...EventId,
  description: 'For clients that cannot send the header at first; the header counts when both are there',
});

export const StreamSessionQuery = Type.Object({ last_event_id });
export type StreamSessionQuery = Static<typeof StreamSessionQuery>;

export const StreamQuery = Type.Object({
  last_event_id,
  types: Type.Optional(
    Type.String({
      maxLength: 500,
      examples: ['session.completed,session.failed'],
      description: 'Only these, separated by commas',
    }),
  ),
});
export type StreamQuery = Static<typeof StreamQuery>;
