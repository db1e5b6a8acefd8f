import type { RouteOptions } from 'fastify';
import { type TSchema, Type } from 'typebox';
import { ANY_KEY } from './access.ts';
import { errors } from './envelope.ts';

/** As Stripe has it and the IETF's draft (draft-ietf-httpapi-idempotency-key-header) leaves to the server. */
export const IDEMPOTENCY_KEY_LENGTH = 255;
export const IDEMPOTENCY_KEPT_SECONDS = 86_400;

const IdempotencyKey = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: IDEMPOTENCY_KEY_LENGTH,
    description:
      'A word of your own for this very request, a UUID for example. Repeated within 24 hours with the same ' +
      'parameters it is done once, and answered with the first answer and `Idempotency-Replayed: true`.',
  }),
);

/** Writes into a route's schema what its `config` brings with it: the header it takes and the errors it can answer. */
export function documentLimits(route: RouteOptions): void {
  const { config = {}, schema } = route;
  if (!schema?.response) return;
  const added = {
    // Whatever takes JSON can be sent broken JSON, too much of it, or something else.
    ...(schema.body ? errors(400, 413, 415) : {}),
    // Whoever it is may be deactivated, their organisation suspended, their role too small.
    ...(config.access === 'public' ? {} : errors(401, 403, 429)),
    ...(config.idempotent ? errors(409, 422) : {}),
    ...(config.capacity ? errors(503, 507) : {}),
  };
  // Whom it is open to: kinds of keys, and permissions of people (docs/roles.md).
  const access = config.access === 'public' ? ['public'] : (config.access ?? ANY_KEY);
  route.schema = { ...schema, ...{ 'x-access': access }, response: { ...added, ...schema.response } };
  if (config.idempotent) {
    const { properties = {} } = (schema.headers ?? {}) as { properties?: Record<string, TSchema> };
    route.schema.headers = Type.Object({ ...properties, 'idempotency-key': IdempotencyKey });
  }
}
