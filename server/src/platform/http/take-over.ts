import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';

/**
 * Hands out the bare response, for what writes its answer past Fastify (the TUS protocol, event streams), with the
 * headers that every answer carries already on it.
 */
export function takeOver(reply: FastifyReply): ServerResponse {
  const { raw } = reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (/^x-(request-id$|ratelimit-)/.test(name)) raw.setHeader(name, value as string);
  }
  return raw;
}
