import { type Static, Type } from 'typebox';
import { DualOne, Many, Nullable, NullableTimestamp, PageQuery, Timestamp } from '../../platform/http/envelope.ts';
import { CaptionLimits, type TextMatch } from '../document-store/index.ts';
import { WebhookHeaders, WebhookMethod } from '../webhooks/index.ts';

/** Printable text without control characters; PostgreSQL could not store a NUL. */
const line = (maxLength: number) => Type.String({ maxLength, pattern: '^[^\\u0000-\\u001f]*$' });

const SmallId = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });

/** What a document made after transcription looks like (reference 11.2); kept with the session. */
export const DocumentRequest = Type.Object(
  {
    document_type: Type.Optional(Type.Enum(['caption', 'document', 'transcript'])),
    filename: Type.Optional(Nullable(line(200))),
    ...CaptionLimits.properties,
    webhook_url: Type.Optional(Nullable(Type.String())),
    webhook_method: Type.Optional(WebhookMethod),
    webhook_headers: Type.Optional(Nullable(WebhookHeaders)),
  },
  { additionalProperties: true },
);

export const SESSION_MODES = ['decode', 'align', 'upload'] as const;

export const CreateSessionBody = Type.Object({
  language: Type.String({
    minLength: 1,
    maxLength: 100,
    examples: ['en'],
    description:
      'Language tag or model key; `GET …/models` lists them. `auto` has the language identified, if a model for that is ' +
      'installed.',
  }),
  punctuation: Type.Optional(
    Nullable(Type.Boolean({ description: 'Sentences with capitals and punctuation. Default false.' })),
  ),
  multichannel: Type.Optional(
    Nullable(Type.Boolean({ description: 'Every channel is transcribed on its own. Default false.' })),
  ),
  keep_source: Type.Optional(
    Nullable(Type.Boolean({ description: 'Keeps a small re-encoded copy of the media. Default false.' })),
  ),
  diarization: Type.Optional(
    Nullable(
      Type.Boolean({ description: 'Tells speakers apart (`S1`, `S2` …), best with a model for that installed.' }),
    ),
  ),
  speaker_count: Type.Optional(
    Nullable(
      Type.Integer({
        minimum: 1,
        maximum: 50,
        description: 'How many speak, with `multichannel` on each channel. Found out if left out.',
      }),
    ),
  ),
  media_source: Type.Optional(
    Nullable(
      Type.String({
        maxLength: 4_000,
        description: 'Address the server fetches the media from: https, on the public internet.',
      }),
    ),
  ),
  webhook_url: Type.Optional(
    Nullable(Type.String({ description: 'Called when the session has completed or failed; https, a public address.' })),
  ),
  webhook_method: Type.Optional(WebhookMethod),
  webhook_headers: Type.Optional(Nullable(WebhookHeaders)),
  document: Type.Optional(Nullable(DocumentRequest)),
  meta_data: Type.Optional(
    Nullable(
      Type.Record(Type.String({ pattern: '^[^\\u0000]{1,100}$' }), Type.String({ maxLength: 2_000 }), {
        maxProperties: 100,
      }),
    ),
  ),
  folder_id: Type.Optional(Nullable(SmallId)),
  custom_model_id: Type.Optional(Nullable(SmallId)),
  session_mode: Type.Optional(Type.Unsafe<(typeof SESSION_MODES)[number] | null>({ enum: [...SESSION_MODES, null] })),
});
export type CreateSessionBody = Static<typeof CreateSessionBody>;

export const SessionParams = Type.Object({ session_id: Type.String({ description: '26 lower-case hex characters' }) });

const SessionFields = {
  id: Type.Integer(),
  session_id: Type.String(),
  status: Type.String({ description: 'new, created, queued, processing, completed or failed' }),
  filename: Nullable(Type.String()),
  duration: Type.Number({ description: 'Seconds of audio; 0 until processed' }),
  language: Type.String(),
  detected_language: Nullable(Type.String({ description: 'What was heard where `auto` was asked for; ISO 639' })),
  media_type: Nullable(Type.String({ description: 'MIME type of the uploaded file' })),
  media_url: Nullable(Type.String({ description: 'Signed, expiring link to the kept copy' })),
  error: Nullable(Type.String({ description: 'Why it failed' })),
  error_code: Nullable(Type.String({ description: 'The same for programs, such as AUDIO_UNDECODABLE or CANCELLED' })),
  created_at: Timestamp,
  updated_at: Timestamp,
  started_at: NullableTimestamp,
  finished_at: NullableTimestamp,
  document: Nullable(Type.Object({ id: Type.String(), name: Type.String(), type: Type.String() })),
  session_mode: Type.String(),
  custom_model_id: Nullable(Type.Integer()),
  folder_id: Nullable(Type.Integer()),
  punctuation: Type.Boolean(),
  multichannel: Type.Boolean(),
  keep_source: Type.Boolean(),
  diarization: Nullable(Type.Boolean()),
  speaker_count: Nullable(Type.Integer()),
  meta_data: Nullable(Type.Object({}, { additionalProperties: { type: 'string' } })),
  model: Type.String({ description: 'Key of the model the language stands for' }),
  engine: Type.String({ description: 'The speech engine of that model' }),
  stage: Nullable(Type.String({ description: 'fetch, prepare, recognise or assemble while there is work' })),
  download: Type.Unsafe<{ received_bytes: number; total_bytes: number | null } | null>({
    type: ['object', 'null'],
    description: 'How far the media is fetched from its `media_source`, in the stage fetch',
    properties: { received_bytes: { type: 'integer' }, total_bytes: { type: ['integer', 'null'] } },
    required: ['received_bytes', 'total_bytes'],
  }),
  progress: Type.Integer({ description: 'Percent of the work done; never goes down' }),
  queue_position: Nullable(
    Type.Integer({ description: 'Sessions that are being processed or go before this one; 0 while processing' }),
  ),
  waiting_for: Nullable(
    Type.String({
      description:
        'Why nothing happens to it now: media (nothing was uploaded yet, or it is being fetched), other_sessions, organization_limit (as many ' +
        'of your sessions as allowed are being processed), worker (no worker process is running); null otherwise',
    }),
  ),
  estimated_seconds_left: Nullable(Type.Integer({ description: 'Rough estimate of the time until completion' })),
};

export const Session = Type.Object(SessionFields);
export type Session = Static<typeof Session>;
export const SessionAnswer = DualOne(SessionFields);

/** Where a document of a session says what was looked for. */
const Match = Type.Unsafe<TextMatch | null>({
  type: ['object', 'null'],
  description: 'With `q`: where a document says it first; null when only a name matches',
  properties: {
    document_id: { type: 'string' },
    segment_id: { type: 'string' },
    time: { type: 'integer', description: 'Milliseconds: where the first word that was looked for is spoken' },
    snippet: { type: 'string', description: 'Some words around it' },
    highlights: {
      type: 'array',
      description: 'What was looked for, in the snippet: [first character, number of characters]',
      items: { type: 'array', items: { type: 'integer' } },
    },
  },
  required: ['document_id', 'segment_id', 'time', 'snippet', 'highlights'],
});
export const SessionList = Many(Type.Object({ ...SessionFields, match: Type.Optional(Match) }));

/** What creating and uploading answer: the documented older words for the status, and the kind instead of the MIME type. */
const CreatedSessionFields = {
  id: Type.Integer(),
  session_id: Type.String(),
  status: Type.String({ description: 'new, created or uploaded' }),
  session_mode: Type.String(),
  language: Type.String(),
  filename: Nullable(Type.String()),
  duration: Type.Number(),
  media_type: Nullable(Type.String({ description: 'audio or video' })),
  media_url: Nullable(Type.String()),
  error: Nullable(Type.String()),
  created_at: Timestamp,
};
export const CreatedSessionAnswer = DualOne(CreatedSessionFields);

export const ListSessionsQuery = Type.Object({
  ...PageQuery,
  q: Type.Optional(
    Type.String({
      maxLength: 200,
      description:
        'Part of the file name or of the session id, or words of a document as web search engines take them: ' +
        '`"all of these"`, `this or that`, `-without`',
    }),
  ),
  status: Type.Optional(
    Type.String({ maxLength: 40, description: 'queued, processing, completed, failed, new; synonyms are understood' }),
  ),
  sort: Type.Optional(
    Type.String({ maxLength: 40, description: 'created_at, updated_at, finished_at, filename, duration or status' }),
  ),
  direction: Type.Optional(Type.Enum(['asc', 'desc'], { description: 'Default desc' })),
  folder_id: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })),
});
export type ListSessionsQuery = Static<typeof ListSessionsQuery>;
