import { type Static, Type } from 'typebox';
import { Nullable, NullableTimestamp, One } from '../../platform/http/envelope.ts';

/** Characters of a file's name (reference section 5); longer ones are cut. */
export const MAX_FILENAME_LENGTH = 200;

const Count = Type.Integer({ minimum: 0 });
const NullableCount = (description: string) => Nullable(Type.Integer({ minimum: 0, description }));

const Limit = Type.Object({
  name: Type.String({ description: 'As in the profile and in `details.limit` of a 429' }),
  window_seconds: Type.Integer(),
  limit: NullableCount('Null: no limit'),
  used: Count,
  remaining: NullableCount('Null: no limit'),
  reset_at: NullableTimestamp,
});
export type Limit = Static<typeof Limit>;

export const Limits = Type.Object({
  profile: Type.String({ description: 'free, bronze, silver, gold, enterprise or self-hosted' }),
  requests: Type.Array(Limit, {
    description:
      'Of this API key or person: by the minute, which the X-RateLimit headers tell of, the hour and the day',
  }),
  sub_limits: Type.Array(Limit, { description: 'Kinds of requests that are counted on their own besides' }),
  unauthenticated: Limit,
  uploads: Type.Object({
    max_upload_bytes: Type.Integer(),
    max_duration_seconds: Type.Integer(),
    upload_expiry_seconds: Type.Integer({ description: 'How long an unfinished upload can be resumed' }),
    max_json_body_bytes: Type.Integer(),
    max_filename_length: Type.Integer({ description: 'Characters' }),
  }),
  queue: Type.Object({
    concurrent_sessions: Type.Object({
      limit: NullableCount('Sessions of the organisation processed at once; null: no limit'),
      used: Count,
    }),
    unfinished_sessions: Type.Object({ limit: Count, used: Count }, { description: 'Of all organisations' }),
  }),
  accepting: Type.Object(
    { new_work: Type.Boolean(), disk: Type.Boolean(), queue: Type.Boolean(), memory: Type.Boolean() },
    { description: 'Whether new work is accepted now, and if not, what is short' },
  ),
  events: Type.Object({
    streams_per_key: Type.Integer({ description: 'Event streams open at once, on each server process' }),
  }),
  realtime: Type.Object({
    concurrent: Type.Object({
      limit: NullableCount('Live sessions of this key or person at once; null: no limit'),
      used: Count,
    }),
    max_seconds: Type.Integer({ description: 'Longest live session' }),
    idle_seconds: Type.Integer({ description: 'How long a client may send nothing' }),
    reconnect_seconds: Type.Integer({ description: 'How long a session waits for a client that was cut' }),
  }),
  webhooks: Type.Object({
    attempt_minutes: Type.Array(Type.Integer(), { description: 'Minutes after the event at which delivery is tried' }),
    timeout_seconds: Type.Integer(),
  }),
  idempotency: Type.Object({ max_key_length: Type.Integer(), kept_seconds: Type.Integer() }),
});
export type Limits = Static<typeof Limits>;
export const LimitsAnswer = One(Limits);
