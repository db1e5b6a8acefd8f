import { type Static, Type } from 'typebox';
import { Nullable, NullableTimestamp, One } from '../../platform/http/envelope.ts';

const Days = (description: string) => Nullable(Type.Integer({ description: `${description}; null: for ever` }));

export const Retention = Type.Object({
  failed_media_days: Days('How long the media of a failed session is kept for another try'),
  kept_media_days: Days('How long the copies of media that keep_source asks for are kept'),
  ended_session_days: Days('After how many days ended sessions are erased with their transcripts, as if deleted'),
  empty_session_days: Days('How long a session waits for its media before it fails'),
  unfinished_upload_seconds: Type.Integer({ description: 'How long an unfinished upload can be resumed' }),
  event_hours: Type.Integer({ description: 'How long events can be caught up with' }),
  webhook_delivery_days: Type.Integer({ description: 'How long deliveries of webhooks are kept' }),
  idempotency_key_seconds: Type.Integer({ description: 'How long the answer to an Idempotency-Key is kept' }),
  last_run_at: NullableTimestamp,
});
export type Retention = Static<typeof Retention>;
export const RetentionAnswer = One(Retention);
