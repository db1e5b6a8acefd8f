import { type Static, Type } from 'typebox';
import { DualOne, Many, Nullable, PageQuery, Timestamp } from '../../platform/http/envelope.ts';

/** What receivers can be told of. */
export const WEBHOOK_EVENTS = [
  'transcription.completed',
  'transcription.failed',
  'document.created',
  'document.updated',
  'document.deleted',
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** Wherever an address, its method and its headers can be given: the same words, checked again by the service. */
export const WebhookMethod = Type.Unsafe<'POST' | 'PUT' | null>({
  enum: ['POST', 'PUT', null],
  description: 'Default POST',
});
export const WebhookHeaders = Type.Array(
  Type.String({ maxLength: 4_000, pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+:[^\\r\\n\\u0000]*$" }),
  { maxItems: 50, description: '`Name: value`, sent with every attempt', examples: [['Authorization: Bearer abc']] },
);

const events = Type.Array(Type.Enum([...WEBHOOK_EVENTS]), {
  minItems: 1,
  maxItems: 20,
  description: 'What to be told of; default everything',
});
const description = Nullable(Type.String({ maxLength: 500, pattern: '^[^\\u0000-\\u001f]*$' }));
const url = Type.String({ minLength: 1, description: 'https, at most 2000 characters, a public address' });

export const CreateWebhookBody = Type.Object({
  url,
  method: Type.Optional(WebhookMethod),
  headers: Type.Optional(Nullable(WebhookHeaders)),
  events: Type.Optional(Nullable(events)),
  description: Type.Optional(description),
  is_active: Type.Optional(Type.Boolean({ description: 'Default true' })),
});
export type CreateWebhookBody = Static<typeof CreateWebhookBody>;

export const UpdateWebhookBody = Type.Partial(CreateWebhookBody, {
  description: 'What is left out stays as it is; so does a header whose value is `***`',
});
export type UpdateWebhookBody = Static<typeof UpdateWebhookBody>;

const WebhookFields = {
  id: Type.Integer(),
  url: Type.String(),
  method: Type.String({ description: 'POST or PUT' }),
  headers: Type.Array(Type.String({ description: 'Values that look secret are shown as `***`' })),
  events: Type.Array(Type.String()),
  description: Nullable(Type.String()),
  is_active: Type.Boolean(),
  inactive_reason: Nullable(Type.String({ description: 'Why it was switched off, when the receiver asked for it' })),
  created_at: Timestamp,
  updated_at: Timestamp,
};
export const WebhookAnswer = DualOne(WebhookFields);
export const WebhookList = Many(Type.Object(WebhookFields));
export const ListWebhooksQuery = Type.Object(PageQuery);
export type ListWebhooksQuery = Static<typeof ListWebhooksQuery>;
export const WebhookParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) });
