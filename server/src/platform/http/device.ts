import type { FastifyRequest } from 'fastify';

/** Where a request comes from, for people who look at what happened to their account. */
export const deviceOf = (request: FastifyRequest) => ({
  address: request.ip,
  user_agent: request.headers['user-agent'] ?? null,
});
