import { answerOf, type Connection } from './connection.ts';
import type { operations } from './schema.generated.ts';
import type { CallOptions, Page } from './types.ts';

type Body<O extends keyof operations> = operations[O] extends {
  requestBody?: { content: { 'application/json': infer B } };
}
  ? B
  : never;
type Query<O extends keyof operations> = NonNullable<operations[O]['parameters']['query']>;

/** A folder as its caller may see it; `permission` is what they may do in it: 1 read, 2 write. */
export type Folder = operations['listFolders']['responses'][200]['content']['application/json']['result'][number];
export type FolderSettings = NonNullable<Body<'createFolder'>>;
export type FolderChanges = NonNullable<Body<'updateFolder'>>;
export type ListFoldersQuery = Query<'listFolders'>;
export type FolderContentsQuery = Query<'getFolder'>;
/** A folder, or the top, with a page of what lies right in it: folders, then sessions. */
export type FolderContents = operations['getRootFolder']['responses'][200]['content']['application/json']['result'] & {
  /** Folders and sessions together. */
  total: number;
};

/** Where sessions lie, and who may see them there. */
export interface FolderOperations {
  /** @example const { items } = await parlance.listFolders({ parent_id: 'root', sort: 'name', direction: 'asc' }); */
  listFolders(query?: ListFoldersQuery, options?: CallOptions): Promise<Page<Folder>>;
  /**
   * Makes a folder; a private one is open to whoever makes it and to the groups it names.
   *
   * @example await parlance.createFolder({ name: 'HR', is_private: true, permissions: [{ group_id: 5, permission: 2 }] });
   */
  createFolder(settings: FolderSettings, options?: CallOptions): Promise<Folder>;
  /** @param id null for the top */
  getFolder(id: number | null, query?: FolderContentsQuery, options?: CallOptions): Promise<FolderContents>;
  /** What is left out stays. `parent_id` moves it. */
  updateFolder(id: number, changes: FolderChanges, options?: CallOptions): Promise<Folder>;
  /** What is in it moves to where it lay; with `contents: 'delete'` it is deleted too, for good. */
  deleteFolder(id: number, options?: CallOptions & { contents?: 'move' | 'delete' }): Promise<void>;
  /** Moves sessions, all of them or none. @param folderId null for the top @returns how many there were */
  moveSessions(folderId: number | null, sessionIds: string[], options?: CallOptions): Promise<number>;
}

const FOLDERS = '/api/v3/folders';

/** Each operation may throw ParlanceError: an error answer with the server's code, or `NETWORK_ERROR`. */
export function createFolderOperations(connection: Connection): FolderOperations {
  const { api } = connection;
  const of = <T>(call: Promise<{ data?: T; error?: unknown; response: Response }>, options: CallOptions) =>
    answerOf(connection, call, options.signal);
  const one = (id: number) => ({ params: { path: { id } } });

  return {
    async listFolders(query = {}, options = {}) {
      const body = await of(api.GET(FOLDERS, { params: { query }, ...options }), options);
      return { items: body.result, total: body.total_results };
    },
    async createFolder(body, options = {}) {
      return (await of(api.POST(FOLDERS, { body, ...options }), options)).result;
    },
    async getFolder(id, query = {}, options = {}) {
      const { result, total_results: total } =
        id === null
          ? await of(api.GET(`${FOLDERS}/root`, { params: { query }, ...options }), options)
          : await of(api.GET(`${FOLDERS}/{id}`, { params: { path: { id }, query }, ...options }), options);
      return { ...result, total };
    },
    async updateFolder(id, body, options = {}) {
      return (await of(api.PUT(`${FOLDERS}/{id}`, { ...one(id), body, ...options }), options)).result;
    },
    async deleteFolder(id, { contents = 'move', ...options } = {}) {
      const params = { path: { id }, query: { contents } };
      await of(api.DELETE(`${FOLDERS}/{id}`, { params, ...options }), options);
    },
    async moveSessions(folderId, session_ids, options = {}) {
      const body = { session_ids };
      const { result } =
        folderId === null
          ? await of(api.POST(`${FOLDERS}/root/sessions`, { body, ...options }), options)
          : await of(api.POST(`${FOLDERS}/{id}/sessions`, { ...one(folderId), body, ...options }), options);
      return result.moved;
    },
  };
}
