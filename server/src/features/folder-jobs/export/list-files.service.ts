import { AppError } from '../../../platform/errors.ts';
import { type DocumentRow, listDocumentsOfSessions } from '../../document-store/index.ts';
import { requireFolderAccess } from '../../folder-access/index.ts';
import { findKeptMedia } from '../../sessions/index.ts';
import type { JobCtx } from '../job-work.ts';
import { type ExportedSession, listSessionsById, listSessionsIn, type Scope, type TreeFolder } from './export.repo.ts';
import { createNames, safeName } from './file-names.ts';

/** Sessions looked up by one query. */
const AT_ONCE = 50;

/** Lies at the top of every archive. */
export const INDEX_NAME = 'index.csv';

export interface ExportPlan {
  /** Null stands for the top. */
  folder_id: number | null;
  tree: readonly TreeFolder[];
  scope: Scope;
  document_type: 'document' | 'caption' | undefined;
  include_media: boolean;
  extension: string;
}

/** What is to be written into the archive, in order. */
export type ExportItem =
  | { kind: 'folder'; path: string }
  | { kind: 'document'; path: string; document: DocumentRow; session: ExportedSession }
  | { kind: 'media'; path: string; key: string; session: ExportedSession };

/** Folder by folder, session by session; a folder that the caller may no longer look into is left out. */
export async function* listFiles(ctx: JobCtx, plan: ExportPlan): AsyncGenerator<ExportItem> {
  const children = Map.groupBy(plan.tree, ({ parent_id }) => parent_id);
  const open: { id: number | null; path: string }[] = [{ id: plan.folder_id, path: '' }];
  for (let folder = open.pop(); folder; folder = open.pop()) {
    if (folder.id !== plan.folder_id) {
      if (!(await isReadable(ctx, folder.id))) continue;
      yield { kind: 'folder', path: folder.path };
    }
    const names = createNames(folder.path === '' ? [INDEX_NAME] : []);
    const below = (children.get(folder.id) ?? []).map(({ id, name }) => ({
      id,
      path: `${folder.path}${names(safeName(name, `folder-${id}`))}/`,
    }));
    open.push(...below.reverse());
    yield* listFilesOf(ctx, plan, folder, names);
  }
}

async function isReadable(ctx: JobCtx, folder: number | null): Promise<boolean> {
  try {
    await requireFolderAccess(ctx, folder, 'read');
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

async function* listFilesOf(
  ctx: JobCtx,
  plan: ExportPlan,
  folder: { id: number | null; path: string },
  names: ReturnType<typeof createNames>,
): AsyncGenerator<ExportItem> {
  const { organization_id } = plan.scope;
  const ids = await listSessionsIn(ctx.db, plan.scope, folder.id);
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const sessions = await listSessionsById(ctx.db, plan.scope, folder.id, ids.slice(at, at + AT_ONCE));
    const rows = await listDocumentsOfSessions(
      ctx.db,
      organization_id,
      sessions.map(({ id }) => id),
    );
    const documents = Map.groupBy(rows, ({ session }) => session);
    for (const session of sessions) {
      const media = plan.include_media ? await findKeptMedia(ctx, session) : undefined;
      if (media) {
        const [, name = '', extension = ''] = /^(.*?)(\.[^.]*)?$/.exec(media.filename) ?? [];
        const path = folder.path + names(safeName(name, session.session_id), extension);
        yield { kind: 'media', path, key: media.key, session };
      }
      for (const document of documents.get(session.id) ?? []) {
        if (plan.document_type && document.type !== plan.document_type) continue;
        const name = safeName(document.filename ?? '', session.session_id);
        yield { kind: 'document', path: folder.path + names(name, `.${plan.extension}`), document, session };
      }
    }
  }
}
