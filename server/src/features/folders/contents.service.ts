import type { RequestCtx } from '../../context.ts';
import { page } from '../../platform/http/envelope.ts';
import { sessionsOfFolder } from '../sessions/index.ts';
import { countSessions, viewFolder, viewFolders } from './folder-view.ts';
import { countFolders, type FolderFilter, listFolderRows, listPinnedSessions } from './folders.repo.ts';
import type { ContentsQuery } from './folders.schema.ts';
import { type Viewer, viewer } from './viewer.ts';

/** A folder and a page of what lies right in it: folders, then sessions. @throws AppError `folder_not_found` */
export async function getFolder(ctx: RequestCtx, id: number, query: ContentsQuery) {
  const whose = viewer(ctx);
  const [folder, contents] = await Promise.all([viewFolder(ctx, whose, id), listContents(ctx, whose, id, query)]);
  return around(folder, contents);
}

/** The same for the top. */
export async function getRootFolder(ctx: RequestCtx, query: ContentsQuery) {
  const whose = viewer(ctx);
  const [contents, folder_count, sessions] = await Promise.all([
    listContents(ctx, whose, null, query),
    countFolders(ctx.db, whose, { parent: 'root' }),
    countSessions(ctx, whose, [0]),
  ]);
  const top = {
    ...{ id: null, name: null, parent_id: null, path: [] },
    ...{ is_private: false, permissions: null, permission: whose.most, is_pinned: false },
    session_count: sessions.get(0) ?? 0,
    folder_count,
    ...{ created_at: null, last_modified: null },
    organization_id: ctx.actor.organization_id,
  };
  return around(top, contents);
}

type Contents = Awaited<ReturnType<typeof listContents>>;

function around<T extends object>(place: T, { folders, sessions, total }: Contents) {
  const counts = { count: folders.length + sessions.length, total_results: total };
  return { ...place, ...counts, result: { ...place, folders, sessions } };
}

/** One sequence of both, of which a page is shown. */
async function listContents(ctx: RequestCtx, whose: Viewer, id: number | null, query: ContentsQuery) {
  const { q, sort = 'created_at', direction = 'desc', pinned_first = false } = query;
  const { offset, limit } = page(query);
  const filter: FolderFilter = { parent: id ?? 'root', q };
  const [inFolders, pinned] = await Promise.all([
    countFolders(ctx.db, whose, filter),
    listPinnedSessions(ctx.db, whose),
  ]);
  const inSessions = sessionsOfFolder(ctx, id, { ...query, sort, direction }, pinned_first ? pinned : []);
  const ofFolders = Math.min(limit, Math.max(0, inFolders - offset));
  const [rows, sessions, total] = await Promise.all([
    ofFolders === 0 ? [] : listFolderRows(ctx.db, whose, filter, { sort, direction, pinned_first, offset, limit }),
    inSessions.list(Math.max(0, offset - inFolders), limit - ofFolders),
    inSessions.count(),
  ]);
  const pins = new Set(pinned);
  return {
    folders: await viewFolders(ctx, whose, rows),
    sessions: sessions.map((session) => ({ ...session, is_pinned: pins.has(session.id) })),
    total: inFolders + total,
  };
}
