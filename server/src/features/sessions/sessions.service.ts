import { randomBytes } from 'node:crypto';
import { type Ctx, callerOf, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { dualOne, many, page } from '../../platform/http/envelope.ts';
import type { SessionStatus } from '../../platform/tables.ts';
import { spokenLanguage } from '../../speech/index.ts';
import { noteEvent } from '../audit/index.ts';
import { deleteDocumentsOfSession, findInDocuments } from '../document-store/index.ts';
import { findHiddenRoots, levelInFolder, type Need, readOnly, requireFolderAccess } from '../folder-access/index.ts';
import { findDefaultDiarization } from '../organizations/index.ts';
import { checkWebhookSettings, eraseSessionWebhooks } from '../webhooks/index.ts';
import { beginFetch, checkMediaSource } from './fetch/begin-fetch.service.ts';
import { eraseJob, probeJob } from './pipeline/pipeline.jobs.ts';
import { chooseModel, modelForDocuments } from './session-model.service.ts';
import { viewCreatedSession, viewSessions } from './session-view.ts';
import { refuseSession } from './sessions.policy.ts';
import {
  countSessions,
  eraseSession,
  findFolderOfSession,
  findSession,
  insertSession,
  listSessions as listSessionRows,
  type SessionFilter,
  type SessionRow,
  type SessionSort,
  updateSessionMedia,
  updateUploadSession,
} from './sessions.repo.ts';
import type { CreateSessionBody, ListSessionsQuery } from './sessions.schema.ts';

/** Time first, so that neighbours in time are neighbours in the index; then 72 random bits. */
export function newSessionId(now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000)
    .toString(16)
    .padStart(8, '0');
  return seconds + randomBytes(9).toString('hex');
}

/** The headers for the receivers of a session, and what is asked of its document, with what may be secret sealed. */
function sealedWebhooks(ctx: Ctx, body: CreateSessionBody) {
  const webhook_headers = checkWebhookSettings(ctx, body);
  const asked = body.document && checkWebhookSettings(ctx, body.document, 'document.');
  return { webhook_headers, document: asked ? { ...body.document, webhook_headers: asked } : (body.document ?? null) };
}

/** Checks what a client asked for before any byte is stored. @throws AppError `invalid_language`, `invalid_parameter`, `address_not_allowed` */
export function checkNewSession(ctx: Ctx, body: CreateSessionBody) {
  if (body.session_mode === 'upload' && !body.media_source) {
    return { model: modelForDocuments(ctx, body.language), ...sealedWebhooks(ctx, body) };
  }
  const model = chooseModel(ctx, body.language);
  if (body.session_mode === 'align' && !model.capabilities.alignment) {
    throw new AppError('invalid_parameter', {
      detail: 'session_mode "align" needs an engine that can align text, and none is installed.',
      details: { field: 'session_mode', issue: 'not available' },
    });
  }
  if (body.media_source) {
    if (body.session_mode && body.session_mode !== 'decode') {
      throw new AppError('invalid_parameter', {
        detail: `media_source cannot be used with session_mode "${body.session_mode}".`,
        details: { field: 'media_source', issue: 'needs session_mode decode' },
      });
    }
    checkMediaSource(ctx, body.media_source);
  }
  return { model, ...sealedWebhooks(ctx, body) };
}

/**
 * Stores a new session that waits for its media, or has it fetched if it names a `media_source`.
 *
 * @throws AppError `folder_not_found`, `forbidden` for a folder the caller may not write in, and what `checkNewSession` throws
 */
export async function insertNewSession(ctx: RequestCtx, body: CreateSessionBody): Promise<SessionRow> {
  await requireFolderAccess(ctx, body.folder_id ?? null, 'write');
  return insertAllowedSession(ctx, body);
}

/** The same where the right to its folder was asked for before. */
export async function insertAllowedSession(ctx: RequestCtx, body: CreateSessionBody): Promise<SessionRow> {
  const { media_source } = body;
  if (!media_source) return insertWaitingSession(ctx, body);
  return inTransaction(ctx, async (ctx) =>
    beginFetch(ctx, await insertWaitingSession(ctx, body), { url: media_source }),
  );
}

async function insertWaitingSession(ctx: RequestCtx, body: CreateSessionBody): Promise<SessionRow> {
  const { model, webhook_headers, document } = checkNewSession(ctx, body);
  const diarization = await chooseDiarization(ctx, body);
  const session: Parameters<typeof insertSession>[1] = {
    session_id: newSessionId(ctx.now()),
    organization_id: ctx.actor.organization_id,
    token_id: ctx.actor.token_id,
    status: body.session_mode === 'align' ? 'created' : 'new',
    session_mode: body.session_mode ?? 'decode',
    language: body.language,
    model_key: model.key,
    engine: model.engine,
    spoken_language: 'languages' in model ? spokenLanguage(model, body.language) : model.language,
    keep_source: body.keep_source ?? false,
    punctuation: body.punctuation ?? false,
    multichannel: body.multichannel ?? false,
    diarization,
    voice_model: diarization ? ctx.speech.voiceModel() : null,
    speaker_count: body.speaker_count ?? null,
    document: document && JSON.stringify(document),
    meta_data: body.meta_data ? JSON.stringify(body.meta_data) : null,
    folder_id: body.folder_id ?? null,
    custom_model_id: body.custom_model_id ?? null,
    webhook_url: body.webhook_url ?? null,
    webhook_method: body.webhook_method ?? 'POST',
    webhook_headers,
  };
  return inTransaction(ctx, async (ctx) => {
    const row = await insertSession(ctx.db, session).catch(refuseGoneFolder);
    const { organization_id, id, session_id } = row;
    const entry = { organization_id, actor: callerOf(ctx.actor), target: `session:${session_id}`, session: id };
    await noteEvent(ctx, { ...entry, action: 'session.created' });
    return row;
  });
}

/** The folder was there a moment ago. */
function refuseGoneFolder(error: { constraint?: string }): never {
  throw error.constraint === 'sessions_folder_id_fkey' ? new AppError('folder_not_found', { cause: error }) : error;
}

/** Whether speakers are told apart; null where neither the session nor its organisation says so. */
async function chooseDiarization(ctx: RequestCtx, body: CreateSessionBody): Promise<boolean | null> {
  const said = body.diarization ?? null;
  if (said !== null || body.session_mode === 'upload') return said;
  return (await findDefaultDiarization(ctx.db, ctx.actor.organization_id)) || null;
}

/**
 * A session for documents that come from elsewhere.
 *
 * @param facts.duration seconds
 */
export async function insertUploadSession(
  ctx: RequestCtx,
  facts: { language: string; filename: string | null; duration: number; folder_id: number | null },
): Promise<SessionRow> {
  const { language, filename, duration, folder_id } = facts;
  const session = await insertWaitingSession(ctx, { language, folder_id, session_mode: 'upload' });
  const { organization_id, id } = session;
  await updateUploadSession(ctx.db, organization_id, id, { filename, duration });
  return { ...session, filename, duration };
}

export async function createSession(ctx: RequestCtx, body: CreateSessionBody) {
  return dualOne(viewCreatedSession(ctx, await insertNewSession(ctx, body)));
}

/**
 * The session of that name, if the caller may read or change it and what belongs to it.
 *
 * @throws AppError `session_not_found` for unknown, deleted, foreign and invisible ones alike; `wrong_session_token` when
 * another key of the same organisation made it; `forbidden` for somebody who may only read what is in its folder
 */
export async function requireSession(ctx: RequestCtx, sessionId: string, need: Need): Promise<SessionRow> {
  const { actor } = ctx;
  const row = /^[0-9a-f]{26}$/.test(sessionId)
    ? await findSession(ctx.db, actor.organization_id, sessionId)
    : undefined;
  if (!row) throw new AppError('session_not_found');
  const level = await levelInFolder(ctx, actor.type === 'user' ? row.folder_id : null);
  switch (refuseSession(actor, row, level, need)) {
    case 'foreign':
      throw new AppError('session_not_found');
    case 'other key':
      throw new AppError('wrong_session_token', { detail: 'Use the key that made the session.' });
    case 'read only':
      throw readOnly();
    case undefined:
      return row;
  }
}

export async function getSession(ctx: RequestCtx, sessionId: string) {
  const [session] = await viewSessions(ctx, [await requireSession(ctx, sessionId, 'read')]);
  return dualOne(session as NonNullable<typeof session>);
}

export const STATUS_WORDS: Record<string, SessionStatus[]> = {
  new: ['new', 'created'],
  created: ['created'],
  queued: ['queued'],
  uploaded: ['queued'],
  processing: ['processing'],
  completed: ['completed'],
  done: ['completed'],
  finished: ['completed'],
  failed: ['failed'],
  error: ['failed'],
};

const SORTS: Record<string, SessionSort> = {
  created_at: 'created_at',
  updated_at: 'updated_at',
  last_modified: 'updated_at',
  finished_at: 'finished_at',
  filename: 'filename',
  name: 'filename',
  duration: 'duration',
  status: 'status',
};

/** What a word of a request stands for. @throws AppError `invalid_parameter` for an unknown one */
export function oneOfWords<T>(words: Record<string, T>, field: string, given: string): T {
  const found = Object.hasOwn(words, given.toLowerCase()) ? words[given.toLowerCase()] : undefined;
  if (found === undefined) {
    throw new AppError('invalid_parameter', {
      detail: `${field} can be ${Object.keys(words).join(', ')}.`,
      details: { field, issue: 'unknown value' },
    });
  }
  return found;
}

/** One folder, or all that the caller may look into: asked once for the whole list, not for each of its rows. */
async function visibleFolders(ctx: RequestCtx, folderId: number | undefined): Promise<Partial<SessionFilter>> {
  if (folderId !== undefined) {
    await requireFolderAccess(ctx, folderId, 'read');
    return { folder_id: folderId };
  }
  return ctx.actor.type === 'user' ? { hidden_roots: await findHiddenRoots(ctx) } : {};
}

export async function listSessions(ctx: RequestCtx, query: ListSessionsQuery) {
  const filter: SessionFilter = {
    organization_id: ctx.actor.organization_id,
    ...(ctx.actor.type === 'user' ? {} : { token_id: ctx.actor.token_id }),
    ...(query.q ? { q: query.q } : {}),
    ...(query.status ? { statuses: oneOfWords(STATUS_WORDS, 'status', query.status) } : {}),
    ...(await visibleFolders(ctx, query.folder_id)),
  };
  const sort = oneOfWords(SORTS, 'sort', query.sort ?? 'created_at');
  const [rows, total] = await Promise.all([
    listSessionRows(ctx.db, filter, { sort, direction: query.direction ?? 'desc', ...page(query) }),
    countSessions(ctx.db, filter),
  ]);
  const views = await viewSessions(ctx, rows);
  if (!query.q) return many(views, total);
  const ids = rows.map(({ id }) => id);
  const matches = await findInDocuments(ctx, ctx.actor.organization_id, ids, query.q);
  return many(
    views.map((view) => ({ ...view, match: matches.get(view.id) ?? null })),
    total,
  );
}

export interface ArrivedMedia {
  /** Storage key of the complete file. */
  media_key: string;
  filename: string | null;
  media_type: string | null;
  bytes: number;
  /** By us, from a `media_source`. */
  fetched?: boolean;
}

/**
 * Hands a complete file to a session and starts the work; call it inside the transaction that knows the file is complete.
 *
 * @throws AppError `conflict` when the session already has its media.
 */
export async function attachMedia(
  ctx: Ctx,
  session: Pick<SessionRow, 'id' | 'organization_id'>,
  media: ArrivedMedia,
): Promise<SessionRow> {
  return inTransaction(ctx, async (ctx) => {
    const row = await updateSessionMedia(ctx.db, session.organization_id, session.id, {
      media_key: media.media_key,
      media_type: media.media_type,
      filename: media.filename,
      fetched: media.fetched ?? false,
      at: ctx.now(),
    });
    if (!row) throw new AppError('conflict', { detail: 'This session already has its media. Make a new session.' });
    await ctx.jobs.send(probeJob, { session: row.id });
    await ctx.events.publish({
      type: 'session.updated',
      id: row.session_id,
      organization_id: row.organization_id,
      token_id: row.token_id,
      status: row.status,
      stage: row.stage,
      progress: row.progress,
    });
    return row;
  });
}

/** Erases text, name and media of a session, stops its work, for good. */
export async function deleteSession(ctx: RequestCtx, sessionId: string): Promise<void> {
  await eraseWholeSession(ctx, await requireSession(ctx, sessionId, 'write'), callerOf(ctx.actor));
}

/** The same for a session whose time has come, or by whoever else may. @returns whether it was still there */
export async function eraseWholeSession(
  ctx: Ctx,
  session: Pick<SessionRow, 'id' | 'session_id' | 'organization_id' | 'token_id'>,
  actor = 'system',
): Promise<boolean> {
  const { id, session_id, organization_id, token_id } = session;
  return inTransaction(ctx, async (ctx) => {
    const { folder_id, private_folder_id } = await findFolderOfSession(ctx.db, organization_id, id);
    if (!(await eraseSession(ctx.db, organization_id, id, ctx.now()))) return false;
    await deleteDocumentsOfSession(ctx.db, organization_id, id);
    await eraseSessionWebhooks(ctx, organization_id, session_id);
    await ctx.jobs.send(eraseJob, { session: id });
    await ctx.events.publish({ type: 'session.deleted', id: session_id, organization_id, token_id, private_folder_id });
    const target = `session:${session_id}`;
    await noteEvent(ctx, { organization_id, actor, action: 'session.deleted', target, session: id, folder_id });
    return true;
  });
}
