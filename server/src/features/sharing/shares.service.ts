import { callerOf, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { many, one, page } from '../../platform/http/envelope.ts';
import { type Device, noteEvent } from '../audit/index.ts';
import { type DocumentRow, lockDocument } from '../document-store/index.ts';
import { type DocumentParams, requireDocument } from '../documents/index.ts';
import { hashPassword } from '../users/index.ts';
import { hashShareToken, newShareToken } from './share-token.ts';
import { countShares, insertShare, listShareRows, revokeShareRow, type ShareRow } from './shares.repo.ts';
import type { CreateShareBody, ListSharesQuery, ShareParams } from './shares.schema.ts';

/** Links of one document that work: beyond, somebody makes one for every reader, and nobody knows any more who has which. */
const MOST_SHARES = 200;
const DAY_MS = 86_400_000;

export interface MadeShare {
  share: ShareRow;
  token: string;
  link: string;
  document: DocumentRow;
}

/**
 * Makes a link by which anybody gets at one document.
 *
 * @throws AppError `document_not_found`, `forbidden`, `validation_error`; `conflict` when there are too many
 */
export async function createShare(ctx: RequestCtx, params: DocumentParams, body: CreateShareBody, device: Device) {
  const document = await requireDocument(ctx, params, 'write');
  const { share, token, link } = await makeShare(ctx, document, body, device);
  const { id, permission, expires_at, has_password } = share;
  return one({ link, id, token, permission, expires_at, has_password });
}

/** The same for a document that is known to be the caller's to share. */
export async function makeShare(
  ctx: RequestCtx,
  document: DocumentRow,
  body: CreateShareBody,
  device: Device,
): Promise<MadeShare> {
  const { organization_id, id, session, session_id, document_id } = document;
  const wish = readWish(body, ctx.now());
  const password_hash = body.password == null ? null : await hashPassword(body.password);
  const token = newShareToken();
  const share = await inTransaction(ctx, async (ctx) => {
    // Held, so that of many at once none is counted too few.
    if (!(await lockDocument(ctx.db, organization_id, id))) throw new AppError('document_not_found');
    if ((await countShares(ctx.db, organization_id, id, ctx.now())) >= MOST_SHARES) {
      throw new AppError('conflict', {
        detail: `A document may have ${MOST_SHARES} links. Revoke some (DELETE …/share/{share_id}).`,
      });
    }
    const actor = callerOf(ctx.actor);
    const row = { organization_id, document: id, token_hash: hashShareToken(token), password_hash, created_by: actor };
    const share = await insertShare(ctx.db, { ...row, ...wish, created_at: ctx.now() });
    const { permission, expires_at, has_password } = share;
    await noteEvent(ctx, {
      ...{ organization_id, actor, action: 'share.created', target: `share:${share.id}`, device, session, document_id },
      details: { permission, expires_at, has_password },
    });
    return share;
  });
  // Behind the #, which browsers keep to themselves: it reaches no log, no proxy, no Referer, no robot that makes previews.
  return { share, token, document, link: `${ctx.publicUrl}/shared/${session_id}/${document_id}#token=${token}` };
}

function readWish(body: CreateShareBody, now: Date) {
  const { permission, permissions, expires_in_days, name } = body;
  if (permission && permissions && permission !== permissions) throw wrong('permissions', 'says other than permission');
  if (body.expires_at != null && expires_in_days != null) throw wrong('expires_in_days', 'cannot go with expires_at');
  const at = body.expires_at == null ? null : new Date(body.expires_at);
  if (at && !(at.getTime() > now.getTime())) throw wrong('expires_at', 'must lie in the future');
  const expires_at = expires_in_days == null ? at : new Date(now.getTime() + expires_in_days * DAY_MS);
  return {
    permission: permission ?? permissions ?? 'edit',
    expires_at,
    name: name?.toWellFormed().trim() || null,
  };
}

export const wrong = (field: string, issue: string) =>
  new AppError('validation_error', { detail: `${field} ${issue}.`, details: { field, issue } });

/** The links of a document, the newest first, without what opens them. */
export async function listShares(ctx: RequestCtx, params: DocumentParams, query: ListSharesQuery) {
  const { organization_id, id } = await requireDocument(ctx, params, 'write');
  const rows = await listShareRows(ctx.db, organization_id, id, page(query));
  const now = ctx.now().getTime();
  return many(
    rows.map((row) => ({ ...row, is_expired: row.expires_at !== null && row.expires_at.getTime() <= now })),
    await countShares(ctx.db, organization_id, id),
  );
}

/** Ends a link at once. @throws AppError `share_not_found`, and what `requireDocument` throws */
export async function revokeShare(ctx: RequestCtx, params: ShareParams, device: Device): Promise<void> {
  const { organization_id, id, session, document_id } = await requireDocument(ctx, params, 'write');
  await inTransaction(ctx, async (ctx) => {
    if (!(await revokeShareRow(ctx.db, organization_id, id, params.share_id, ctx.now()))) {
      throw new AppError('share_not_found');
    }
    const actor = callerOf(ctx.actor);
    await noteEvent(ctx, {
      ...{ organization_id, actor, action: 'share.revoked', target: `share:${params.share_id}` },
      ...{ device, session, document_id },
    });
  });
}
