import { type Static, Type } from 'typebox';
import { DualOne, Many, Nullable, NullableTimestamp, PageQuery, Timestamp } from '../../../platform/http/envelope.ts';
import { WebhookParams } from '../webhooks.schema.ts';

const Headers = Type.Object({}, { additionalProperties: { type: 'string' } });
const NullableHeaders = Type.Unsafe<Record<string, string> | null>({
  type: ['object', 'null'],
  additionalProperties: { type: 'string' },
});

const AttemptFields = {
  number: Type.Integer({ description: '1 for the first' }),
  outcome: Type.String({ description: 'delivered, retried, abandoned or stopped' }),
  started_at: Timestamp,
  duration_ms: Type.Integer(),
  method: Type.String(),
  url: Type.String({ description: 'With the values of its query hidden' }),
  request_headers: Headers,
  response_status: Nullable(Type.Integer()),
  response_headers: NullableHeaders,
  response_body: Nullable(Type.String({ description: 'The first 4096 bytes' })),
  response_truncated: Type.Boolean(),
  error: Nullable(Type.String({ description: 'Why it was no success' })),
};
const Attempt = Type.Object(AttemptFields);

const DeliveryFields = {
  id: Type.String({ description: 'The `webhook-id` of every attempt' }),
  webhook_id: Nullable(Type.Integer({ description: 'null when the session named the address itself' })),
  session_id: Nullable(Type.String()),
  document_id: Nullable(Type.String()),
  event: Type.String(),
  method: Type.String(),
  url: Type.String({ description: 'With the values of its query hidden' }),
  status: Type.String({ description: 'pending, delivered, abandoned or stopped' }),
  reason: Nullable(Type.String({ description: 'Why it was abandoned or stopped' })),
  attempts_made: Type.Integer(),
  next_attempt_at: NullableTimestamp,
  created_at: Timestamp,
  finished_at: NullableTimestamp,
  request_body: Nullable(Type.String({ description: 'As it is signed and sent; null once the session is deleted' })),
  last_attempt: Type.Unsafe<Static<typeof Attempt> | null>({ ...Attempt, type: ['object', 'null'] }),
};

export const DeliveryList = Many(Type.Object(DeliveryFields));
export const DeliveryAnswer = DualOne({
  ...DeliveryFields,
  attempts: Type.Array(Attempt, { description: 'The newest first, at most 50' }),
});

const filter = {
  ...PageQuery,
  status: Type.Optional(Type.Enum(['pending', 'delivered', 'abandoned', 'stopped'])),
  event: Type.Optional(Type.String({ maxLength: 100 })),
};
export const ListWebhookDeliveriesQuery = Type.Object(filter);
export type ListWebhookDeliveriesQuery = Static<typeof ListWebhookDeliveriesQuery>;
export const ListDeliveriesQuery = Type.Object({
  ...filter,
  session_id: Type.Optional(Type.String({ maxLength: 100, description: 'Only those of this session' })),
});
export type ListDeliveriesQuery = Static<typeof ListDeliveriesQuery>;

const delivery_id = Type.String({ maxLength: 100, description: '`msg_` and 32 hex characters' });
export const DeliveryParams = Type.Object({ delivery_id });
export const WebhookDeliveryParams = Type.Object({ ...WebhookParams.properties, delivery_id });
