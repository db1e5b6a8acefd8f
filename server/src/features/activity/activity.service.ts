import type { RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { findActorNames } from '../actor-names/index.ts';
import { type DocumentParams, requireDocument } from '../documents/index.ts';
import { findHiddenRoots, requireFolderAccess, seesEveryFolder } from '../folder-access/index.ts';
import { requireSession } from '../sessions/index.ts';
import { type ActivityFilter, listActivityRows, type Sight } from './activity.repo.ts';
import type { ActivityOfQuery, ActivityQuery } from './activity.schema.ts';

/** What may be shown of the details of an entry: numbers, states and the like. All else stays in the log of administrators. */
const SHOWN = [
  ...['revision', 'error_code', 'format', 'permission', 'is_private', 'expires_at', 'has_password', 'contents'],
  ...['mails', 'documents', 'sessions', 'folders'],
];

/**
 * What was done to sessions, documents and folders, newest first: for administrators all of the organisation, for others what
 * lies in folders they may read now, for keys what happened to their own sessions.
 *
 * @throws AppError `session_not_found`, `folder_not_found`, `wrong_session_token`, `invalid_parameter`
 */
export async function listActivity(ctx: RequestCtx, { folder_id, session_id, document_id, ...query }: ActivityQuery) {
  const filter: ActivityFilter = {};
  if (folder_id !== undefined) {
    await requireFolderAccess(ctx, folder_id, 'read');
    filter.folder_id = folder_id;
  }
  if (session_id !== undefined) filter.session = (await requireSession(ctx, session_id, 'read')).id;
  if (document_id !== undefined) filter.document_id = document_id;
  return answer(ctx, query, filter);
}

/** The same of one document. */
export async function listDocumentActivity(ctx: RequestCtx, params: DocumentParams, query: ActivityOfQuery) {
  const { session, document_id } = await requireDocument(ctx, params, 'read');
  return answer(ctx, query, { session, document_id });
}

/** The same of one folder and the sessions in it. */
export async function listFolderActivity(ctx: RequestCtx, folderId: number, query: ActivityOfQuery) {
  await requireFolderAccess(ctx, folderId, 'read');
  return answer(ctx, query, { folder_id: folderId });
}

async function answer(ctx: RequestCtx, query: ActivityOfQuery, about: ActivityFilter) {
  const { organization_id } = ctx.actor;
  const limit = Math.min(query.limit ?? 25, 100);
  const rows = await listActivityRows(
    ctx.db,
    organization_id,
    await sightOf(ctx),
    { ...about, ...read(query) },
    limit + 1,
  );
  const shown = rows.slice(0, limit);
  const nameOf = await findActorNames(
    ctx,
    shown.map(({ actor }) => ({ organization_id, actor })),
  );
  const result = shown.map(({ details, ...row }) => ({
    ...row,
    actor_name: nameOf(organization_id, row.actor),
    details: Object.fromEntries(Object.entries(details).filter(([name]) => SHOWN.includes(name))),
  }));
  return { count: result.length, result, next_cursor: rows.length > limit ? String(result.at(-1)?.id) : null };
}

async function sightOf(ctx: RequestCtx): Promise<Sight> {
  if (seesEveryFolder(ctx.actor)) return 'everything';
  if (ctx.actor.type !== 'user') return { token_id: ctx.actor.token_id };
  return { hidden_roots: await findHiddenRoots(ctx) };
}

function read({ action, actor, from, to, cursor }: ActivityOfQuery): ActivityFilter {
  const filter: ActivityFilter = {};
  if (action !== undefined) filter.action = action;
  if (actor !== undefined) filter.actor = actor;
  if (from !== undefined) filter.from = new Date(from);
  if (to !== undefined) filter.to = new Date(to);
  if (cursor !== undefined) filter.before = Number(cursor);
  if (filter.from && filter.to && filter.from >= filter.to) {
    const details = { field: 'to', issue: 'is not after from' };
    throw new AppError('invalid_parameter', { detail: '`to` has to be after `from`.', details });
  }
  return filter;
}
