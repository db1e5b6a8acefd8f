import { type Entry, listOf, of, open, type Thing } from './entry.ts';
import { MARK } from './world.ts';

const FOLDERS = '/api/v3/folders';
const SESSION = '/api/v3/speech-to-text/session/:session_id';

const named = ({ params }: Thing) => Number(params.id);
const parent_id = {
  thing: 'folder',
  request: (thing: Thing) => ({ json: { name: 'x', parent_id: named(thing) } }),
} as const;
const group_id = {
  thing: 'group',
  request: (thing: Thing) => ({ json: { name: 'x', permissions: [{ group_id: named(thing), permission: 1 }] } }),
} as const;

/** What lies where, and who may see it. */
export const FOLDER_ROUTES: Record<string, Entry> = {
  [`GET ${FOLDERS}`]: listOf('folder', {
    queries: () => [`q=${MARK}`, 'sort=name', 'parent_id=root', 'pinned=false', 'pinned_first=true'],
    fields: { parent_id: 'a folder of another organisation is not found: folders.test.ts' },
  }),
  [`POST ${FOLDERS}`]: open('makes a folder of the organisation of whoever asks', { fields: { parent_id, group_id } }),
  [`GET ${FOLDERS}/root`]: open('the top of the organisation of whoever asks: folders.test.ts'),
  [`GET ${FOLDERS}/:id`]: of('folder'),
  [`PUT ${FOLDERS}/:id`]: of('folder', {
    request: { json: { name: 'New' } },
    fields: {
      parent_id: 'a folder of another organisation is not found: folders.test.ts',
      group_id: 'a group of another organisation is not found: folders.test.ts',
    },
  }),
  [`DELETE ${FOLDERS}/:id`]: of('folder'),
  [`POST ${FOLDERS}/:id/move`]: of('folder', {
    request: { json: { parent_id: null } },
    fields: { parent_id: 'a folder of another organisation is not found: folders.test.ts' },
  }),
  [`POST ${FOLDERS}/:id/copy`]: of('folder', {
    request: { json: {} },
    fields: { parent_id: 'a folder of another organisation is not found: folder-changes.test.ts' },
  }),
  [`POST ${FOLDERS}/:id/sessions`]: of('folderWithSession', {
    request: ({ params }) => ({ json: { session_ids: [params.session_id] } }),
    fields: { session_ids: 'a session of another organisation is not found: folder-changes.test.ts' },
  }),
  [`POST ${FOLDERS}/root/sessions`]: open('moves sessions of the organisation of whoever asks', {
    fields: { session_ids: 'a session of another organisation is not found: folder-changes.test.ts' },
  }),
  [`PUT ${FOLDERS}/:id/pin`]: of('folder'),
  [`DELETE ${FOLDERS}/:id/pin`]: of('folder'),
  [`PUT ${SESSION}/pin`]: of('emptySession'),
  [`DELETE ${SESSION}/pin`]: of('emptySession'),
  [`PUT ${SESSION}/folder`]: of('emptySession', {
    request: { json: { folder_id: null } },
    fields: { folder_id: 'a folder of another organisation is not found: folder-changes.test.ts' },
  }),
};
