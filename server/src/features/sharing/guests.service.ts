import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { dualOne, one } from '../../platform/http/envelope.ts';
import { sendStored } from '../../platform/http/send-stored.ts';
import { type Device, noteEvent } from '../audit/index.ts';
import {
  clearDocument,
  editDocument,
  finishDocument,
  resetDocument,
  seenRevision,
  sendDocumentFile,
  showDocument,
  type UpdateDocumentBody,
} from '../documents/index.ts';
import { requireSharePassword } from './guest-access.service.ts';
import { lockShareUse, type SharedDocument, updateShareUse } from './guests.repo.ts';
import type { GuestExportQuery } from './guests.schema.ts';
import { signUnlock, UNLOCKED_SECONDS } from './share-token.ts';

/** How long links to media and files work, at the longest: as long as those of members. */
const FILE_SECONDS = 3_600;
const MINUTE_MS = 60_000;
/** How often the audit log says that a link is used, and events that somebody has opened its document. */
const NOTED_EVERY_MS = 60 * MINUTE_MS;
const TOLD_EVERY_MS = 10 * MINUTE_MS;

const sharedPath = ({ session_id }: SharedDocument) => `/api/v3/speech-to-text/session/${session_id}/shared`;

/** An address that says by itself what may be read there, as long as the link works that it was given to. */
function signedLink(ctx: RequestCtx, path: string, share: SharedDocument, options: string, exactly: boolean): string {
  const target = `${path}?share=${share.share_id}${options && `&${options}`}`;
  return `${ctx.publicUrl}${target}&${ctx.links.sign(target, FILE_SECONDS, { exactly })}`;
}

/** The session of a shared document, as far as it is a guest's to know. */
export function getSharedSession(ctx: RequestCtx, share: SharedDocument) {
  const name = share.filename ?? share.session_filename ?? 'Transcript';
  return dualOne({
    session_id: share.session_id,
    status: share.session_status,
    duration: share.session_duration,
    language: share.session_language,
    filename: share.session_filename,
    media_type: share.media_type,
    media_url: share.copy_key ? signedLink(ctx, `${sharedPath(share)}/media`, share, '', false) : null,
    document: { id: share.document_id, name, type: share.type === 'caption' ? 'caption' : 'transcript' },
    share: {
      permission: share.permission,
      expires_at: share.expires_at,
      finished: share.finished,
      can_edit: share.permission === 'edit' && !share.finished,
    },
  });
}

interface Http {
  request: FastifyRequest;
  reply: FastifyReply;
}

/** The shared document, as members get theirs; neither earlier revisions nor templates. */
export async function getSharedDocument(ctx: RequestCtx, share: SharedDocument, query: GuestExportQuery, http: Http) {
  const options = allowedOptions(share, query);
  const file = `${sharedPath(share)}/document/${share.document_id}/download`;
  return showDocument(ctx, share, options, http, (of) => signedLink(ctx, file, share, of, true));
}

/** Only what guests may ask for: what was taken out of a text is not for them to find in an earlier one. */
function allowedOptions(share: SharedDocument, query: GuestExportQuery): GuestExportQuery {
  const { template_id, revision, token: _token, unlock: _unlock, guest_name: _name, ...options } = query;
  if (template_id !== undefined || options.format === 'template') {
    throw new AppError('forbidden', { detail: 'Templates are for members of the organisation.' });
  }
  if (revision !== undefined && revision !== share.revision) throw new AppError('revision_not_found');
  return options;
}

/** The file behind a link that `direct_download` gave a guest. */
export function downloadSharedDocument(ctx: RequestCtx, share: SharedDocument, query: GuestExportQuery, http: Http) {
  return sendDocumentFile(ctx, share, allowedOptions(share, query), http);
}

/** The kept media behind the `media_url` that a guest was given. */
export async function getSharedMedia(ctx: RequestCtx, { copy_key, copy_type }: SharedDocument, http: Http) {
  if (!copy_key) throw new AppError('file_not_found');
  const file = { key: copy_key, contentType: copy_type ?? 'application/octet-stream' };
  return sendStored(http.request, http.reply, ctx.storage, file);
}

/** @throws AppError `forbidden` by a link to look only */
function writerBy(ctx: RequestCtx, share: SharedDocument, ifMatch: string | undefined) {
  if (share.permission !== 'edit') {
    throw new AppError('forbidden', { detail: 'This link is for reading. Ask whoever sent it for one to edit with.' });
  }
  return { actor: callerOf(ctx.actor), expected: seenRevision(ifMatch) };
}

/**
 * A guest's edit: a revision under the name they gave. Of a conflict they are told what stands there now; what stood there
 * before is theirs to know only if they have read it themselves.
 *
 * @throws AppError `forbidden`, and what `editDocument` throws
 */
export async function updateSharedDocument(
  ctx: RequestCtx,
  share: SharedDocument,
  body: UpdateDocumentBody,
  ifMatch: string | undefined,
) {
  const writer = writerBy(ctx, share, ifMatch);
  return editDocument(ctx, share, body, writer).catch((error) => {
    if (!(error instanceof AppError) || error.kind !== 'edit_conflict') throw error;
    const { conflicts = [], fields = [], ...details } = error.details as { conflicts?: object[]; fields?: object[] };
    const withoutBase = (all: object[]) => all.map((conflict) => ({ ...conflict, base: null }));
    throw new AppError('edit_conflict', {
      ...(error.detail ? { detail: error.detail } : {}),
      details: { ...details, conflicts: withoutBase(conflicts), fields: withoutBase(fields) },
    });
  });
}

export async function clearSharedText(ctx: RequestCtx, share: SharedDocument, ifMatch: string | undefined) {
  return clearDocument(ctx, share, writerBy(ctx, share, ifMatch));
}

export async function resetSharedDocument(ctx: RequestCtx, share: SharedDocument, ifMatch: string | undefined) {
  return resetDocument(ctx, share, writerBy(ctx, share, ifMatch));
}

/** Closes the document to edits. A guest cannot open it again. */
export async function finishSharedDocument(ctx: RequestCtx, share: SharedDocument, ifMatch: string | undefined) {
  return finishDocument(ctx, share, true, writerBy(ctx, share, ifMatch));
}

/** Takes the password of a link once, for a text that stands for it. Of a link without one, any will do. */
export async function unlockShare(ctx: RequestCtx, { share_id: id, password_hash }: SharedDocument, password: string) {
  if (password_hash !== null) await requireSharePassword(ctx, { id, password_hash }, password);
  const unlock = signUnlock(ctx, { id, password_hash: password_hash ?? '' });
  return one({ unlock, expires_in: UNLOCKED_SECONDS });
}

/**
 * Notes that a link was used, at most once a minute, when the answer is out: nobody waits for it. Others hear that somebody
 * has opened the document, at most every ten minutes, and the audit log has it every hour.
 */
export async function noteUse(ctx: RequestCtx, share: SharedDocument, device: Device): Promise<void> {
  const { organization_id, share_id, session, session_id, document_id, token_id } = share;
  const at = ctx.now();
  const isOlder = (time: Date | null, ms: number) => time === null || at.getTime() - time.getTime() >= ms;
  if (!isOlder(share.last_used_at, MINUTE_MS)) return;
  await inTransaction(ctx, async (ctx) => {
    const last = await lockShareUse(ctx.db, organization_id, share_id);
    if (!last || !isOlder(last.last_used_at, MINUTE_MS)) return;
    const actor = callerOf(ctx.actor);
    const [note, tell] = [isOlder(last.noted_at, NOTED_EVERY_MS), isOlder(last.told_at, TOLD_EVERY_MS)];
    await updateShareUse(ctx.db, organization_id, share_id, {
      last_used_at: at,
      ...(note ? { noted_at: at } : {}),
      ...(tell ? { told_at: at } : {}),
    });
    if (note) {
      const target = `share:${share_id}`;
      await noteEvent(ctx, { organization_id, actor, action: 'share.used', target, device, session, document_id });
    }
    if (tell) {
      await ctx.events.publish({
        type: 'document.opened',
        id: session_id,
        organization_id,
        token_id,
        document_id,
        actor,
      });
    }
  });
}
