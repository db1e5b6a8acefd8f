import { type Static, Type } from 'typebox';
import type { RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { viewSessions } from './session-view.ts';
import { countSessions, listSessions, type SessionFilter, type SessionSort } from './sessions.repo.ts';
import type { Session } from './sessions.schema.ts';
import { oneOfWords, STATUS_WORDS } from './sessions.service.ts';

/** How the sessions of one folder may be looked through. */
export const FolderSessionsQuery = {
  status: Type.Optional(
    Type.String({ maxLength: 40, description: 'Of sessions: queued, processing, completed, failed, new' }),
  ),
  language: Type.Optional(
    Type.String({ minLength: 1, maxLength: 100, description: 'Of sessions: as they were made, such as `en`' }),
  ),
  from: Type.Optional(Type.String({ format: 'date-time', description: 'Sessions made then or later' })),
  to: Type.Optional(Type.String({ format: 'date-time', description: 'Sessions made before this' })),
};

interface Query {
  q?: string;
  status?: Static<(typeof FolderSessionsQuery)['status']>;
  language?: string;
  from?: string;
  to?: string;
  sort: 'created_at' | 'last_modified' | 'name';
  direction: 'asc' | 'desc';
}

const SORTS: Record<Query['sort'], SessionSort> = {
  created_at: 'created_at',
  last_modified: 'updated_at',
  name: 'filename',
};

/**
 * The sessions in one folder (null: in none), those of a key its own. Whether the caller may look into it is asked before.
 *
 * @param first numbers of sessions that come before the others
 * @throws AppError `invalid_parameter`
 */
export function sessionsOfFolder(ctx: RequestCtx, folderId: number | null, query: Query, first: readonly number[]) {
  const { organization_id, token_id, type } = ctx.actor;
  const { q, status, language, from, to } = query;
  const filter: SessionFilter = { organization_id, folder_id: folderId };
  if (type !== 'user') filter.token_id = token_id;
  if (q) filter.q = q;
  if (status) filter.statuses = oneOfWords(STATUS_WORDS, 'status', status);
  if (language) filter.language = language;
  if (from) filter.from = new Date(from);
  if (to) filter.to = new Date(to);
  if (filter.from && filter.to && filter.from >= filter.to) {
    const details = { field: 'to', issue: 'is not after from' };
    throw new AppError('invalid_parameter', { detail: '`to` has to be after `from`.', details });
  }
  const order = { sort: SORTS[query.sort], direction: query.direction };
  const list = (some: Partial<SessionFilter>, offset: number, limit: number) =>
    limit <= 0 ? [] : listSessions(ctx.db, { ...filter, ...some }, { ...order, offset, limit });

  return {
    /** How many there are, as the sum of a few figures where nothing is looked for. */
    count: () => countSessions(ctx.db, filter),
    async list(offset: number, limit: number): Promise<Session[]> {
      if (limit <= 0) return [];
      if (first.length === 0) return viewSessions(ctx, await list({}, offset, limit));
      const before = await countSessions(ctx.db, { ...filter, ids: first });
      const fromFirst = await list({ ids: first }, offset, Math.min(limit, before - offset));
      const rest = await list({ but_ids: first }, Math.max(0, offset - before), limit - fromFirst.length);
      return viewSessions(ctx, [...fromFirst, ...rest]);
    },
  };
}
