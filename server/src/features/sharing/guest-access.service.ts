import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx, RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { isDocumentId } from '../documents/index.ts';
import type { RequestLimits } from '../limits/index.ts';
import { whenItIsItsTurn } from '../users/index.ts';
import { findShareById, findShareByToken, type SharedDocument } from './guests.repo.ts';
import { hashShareToken, isShareToken, isUnlock } from './share-token.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of whoever came by a link: the document it leads to. */
    share: SharedDocument;
  }
}

/** At least so many a minute by one link: a page asks for text, media in pieces, and saves. */
const LEAST_PER_MINUTE = 120;
/** Wrong passwords of one link in a quarter of an hour. */
const WRONG_PASSWORDS = 10;
const QUARTER_MS = 15 * 60_000;
const LONGEST_NAME = 100;
/** Of no document. */
const NO_DOCUMENT = '00000000-0000-0000-0000-000000000000';

/** The same for links that are wrong, forged, expired, revoked or of something else: nothing is to be learned from it. */
const invalid = () => new AppError('share_link_invalid', { detail: 'Ask whoever sent it for a new one.' });

/** Lets in whoever has a link, before any of a body is read; a password may be missing still. */
export function admitLink(limits: RequestLimits) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const share = await limits.whileUnknown(request, reply, () => requireShare(request));
    await enter(request, reply, limits, share);
  };
}

/** Lets in whoever has a link, and its password where it has one. */
export function admitGuest(limits: RequestLimits) {
  const admit = admitLink(limits);
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    await admit(request, reply);
    await requireUnlocked(request);
  };
}

/** Lets in whoever has a link to one file that we gave to somebody who came by a link: it ends with that. */
export function admitFileLink(limits: RequestLimits) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const share = await limits.whileUnknown(request, reply, () => requireSignedShare(request));
    await enter(request, reply, limits, share);
  };
}

/** One query in every case, right or wrong, whatever is wrong. */
async function requireShare({ ctx, query, headers, params }: FastifyRequest): Promise<SharedDocument> {
  const token = textOf((query as Query).token) ?? textOf(headers['x-share-token']) ?? '';
  const share = await findShareByToken(ctx.db, hashShareToken(token), placeOf(params), ctx.now());
  if (!isShareToken(token, share?.token_hash) || !share) throw invalid();
  return share;
}

async function requireSignedShare({ ctx, query, params, url }: FastifyRequest): Promise<SharedDocument> {
  const { share: id, expires, signature } = query as Query;
  const place = placeOf(params);
  const number = /^[1-9]\d{0,8}$/.test(String(id)) ? Number(id) : 0;
  const share = await findShareById(ctx.db, number, place.session_id, ctx.now());
  // What was signed is the address up to there.
  const target = url.slice(0, Math.max(0, url.search(/&expires=\d{1,11}&signature=[\w-]+$/)));
  const isOurs = ctx.links.verify(target, Number(expires), textOf(signature) ?? '');
  if (!isOurs || !share || (place.document_id ?? share.document_id) !== share.document_id) throw invalid();
  return share;
}

type Query = Record<string, unknown>;
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Names that could not be of anything become names of nothing: they are looked for all the same. */
function placeOf(params: unknown): { session_id: string; document_id?: string } {
  const { session_id = '', document_id } = params as { session_id?: string; document_id?: string };
  return {
    session_id: /^[0-9a-f]{26}$/.test(session_id) ? session_id : '',
    ...(document_id === undefined ? {} : { document_id: isDocumentId(document_id) ? document_id : NO_DOCUMENT }),
  };
}

async function enter(
  request: FastifyRequest,
  reply: FastifyReply,
  limits: RequestLimits,
  share: SharedDocument,
): Promise<void> {
  const { ctx } = request;
  const { requests_per_minute } = ctx.config.rateProfiles[share.rate_profile ?? ctx.config.rateProfile];
  await limits.countLink(reply, `share:${share.share_id}`, Math.max(LEAST_PER_MINUTE, requests_per_minute));
  request.share = share;
  const guest_name = readGuestName(request);
  request.ctx = {
    ...ctx,
    // Whatever keys and logins came along count for nothing here.
    actor: { token_id: 0, organization_id: share.organization_id, type: 'guest', guest_name },
    log: request.log as RequestCtx['log'],
  };
}

/** What the guest calls themselves: `?guest_name=`, or the header in percent-encoded UTF-8. */
function readGuestName({ query, headers }: FastifyRequest): string {
  const given = textOf((query as Query).guest_name) ?? decode(textOf(headers['x-guest-name']));
  const name = given?.toWellFormed().trim() || 'Guest';
  if (name.length <= LONGEST_NAME && !/[\p{Cc}\u2028\u2029]/u.test(name)) return name;
  const issue = `must be one line of ${LONGEST_NAME} characters at most`;
  throw new AppError('validation_error', { detail: `guest_name ${issue}.`, details: { field: 'guest_name', issue } });
}

/** Headers carry ASCII; what isn't encoded is taken as it is. */
function decode(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @throws AppError `share_password_required`, `rate_limit_exceeded` */
async function requireUnlocked({ ctx, share, query, headers }: FastifyRequest): Promise<void> {
  const { share_id: id, password_hash } = share;
  if (password_hash === null) return;
  const unlock = textOf(headers['x-share-unlock']) ?? textOf((query as Query).unlock);
  if (unlock !== undefined && isUnlock(ctx, { id, password_hash }, unlock)) return;
  const password = decode(textOf(headers['x-share-password']));
  if (password === undefined) {
    throw new AppError('share_password_required', {
      detail: 'POST it to …/shared/unlock and send what that answers as x-share-unlock.',
    });
  }
  await requireSharePassword(ctx, { id, password_hash }, password);
}

/** @throws AppError `share_password_required` for a wrong one, `rate_limit_exceeded` after too many */
export async function requireSharePassword(
  ctx: Ctx,
  { id, password_hash }: { id: number; password_hash: string },
  password: string,
): Promise<void> {
  // Counters know no quarters of an hour: each has a name of its own.
  const quarter = Math.floor(Date.now() / QUARTER_MS);
  const counter = `share-password:${id}:${quarter}`;
  await whenItIsItsTurn(async (isPassword) => {
    // Inside its turn it is counted too: of many guesses that come at once no more are looked at than one after the other.
    const { used } = await ctx.rates.callers.look(counter, 'hour');
    if (used >= WRONG_PASSWORDS) {
      throw new AppError('rate_limit_exceeded', {
        detail: 'Too many wrong passwords for this link. Try again later.',
        retryAfterSeconds: Math.max(1, Math.ceil(((quarter + 1) * QUARTER_MS - Date.now()) / 1_000)),
      });
    }
    if (await isPassword(password_hash, password.slice(0, 1_000))) return;
    await ctx.rates.callers.count(counter, 'hour', WRONG_PASSWORDS);
    throw new AppError('share_password_required', { detail: 'The password is wrong.' });
  });
}
