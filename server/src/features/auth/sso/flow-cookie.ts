import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx } from '../../../context.ts';
import { hashSecret } from '../../logins/index.ts';
import type { ProviderId } from './providers.ts';

/** What must be the same when the provider sends somebody back. Only their browser has it, and cannot read it. */
export interface Flow {
  provider: ProviderId;
  state: string;
  nonce: string;
  /** Of PKCE. */
  verifier: string;
  redirect_uri: string;
  /** Milliseconds since 1970. */
  expires_at: number;
}

const PURPOSE = 'sso';
/** Time to sign in at the provider, second factor included. */
export const FLOW_MS = 10 * 60_000;

export const callbackPath = (provider: ProviderId) => `/api/v3/auth/callback/${provider}`;

const isSecure = (ctx: Ctx) => ctx.publicUrl.startsWith('https:');
const nameOf = (ctx: Ctx) => (isSecure(ctx) ? '__Secure-parlance-sso' : 'parlance-sso');

/** `SameSite=Lax`: the provider's page sends people back, which is another site. */
const attributes = (ctx: Ctx, provider: ProviderId) => ({
  path: callbackPath(provider),
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: isSecure(ctx),
});

export function setFlowCookie(ctx: Ctx, reply: FastifyReply, flow: Flow): void {
  const value = ctx.secretBox(PURPOSE).seal(JSON.stringify(flow)).toString('base64url');
  const cookie = { name: nameOf(ctx), value, ...attributes(ctx, flow.provider), maxAge: FLOW_MS / 1_000 };
  reply.header('set-cookie', stringifySetCookie(cookie));
}

export function clearFlowCookie(ctx: Ctx, reply: FastifyReply, provider: ProviderId): void {
  const cookie = { name: nameOf(ctx), value: '', ...attributes(ctx, provider), expires: new Date(0) };
  reply.header('set-cookie', stringifySetCookie(cookie));
}

/** @returns undefined when there is none, or it was tampered with, is of another provider or too old */
export function readFlow(ctx: Ctx, request: FastifyRequest, provider: ProviderId): Flow | undefined {
  const sealed = parseCookie(request.headers.cookie ?? '')[nameOf(ctx)];
  if (!sealed) return undefined;
  try {
    const flow = JSON.parse(ctx.secretBox(PURPOSE).open(Buffer.from(sealed, 'base64url'))) as Flow;
    return flow.provider === provider && flow.expires_at > ctx.now().getTime() ? flow : undefined;
  } catch {
    return undefined;
  }
}

/** Whether this is the first use of a flow, in all processes: the cookie may have been copied before it was cleared. */
export async function takeFlow(ctx: Ctx, flow: Flow): Promise<boolean> {
  const use = await ctx.rates.callers.count(`sso-flow:${hashSecret(flow.state).toString('base64url')}`, 'hour', 1);
  return use.used === 1;
}
