import { type Static, Type } from 'typebox';
import { DualOne, Many, Nullable, NullableTimestamp, PageQuery, Timestamp } from '../../platform/http/envelope.ts';
import { OneLine } from '../../platform/http/one-line.ts';
import { FolderSessionsQuery, Session } from '../sessions/index.ts';

const Id = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });

export const FolderParams = Type.Object({ id: Id });

const Permission = Type.Object({
  group_id: Id,
  permission: Type.Integer({ minimum: 0, maximum: 2, description: '0 none, 1 read, 2 write' }),
});
const Permissions = Type.Array(Permission, {
  maxItems: 100,
  description:
    'Who may do what while the folder is private. Groups that are not named keep what the private folder above it gives them.',
});
const ParentId = Nullable(Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'Null: at the top' }));
const Name = OneLine(200, { description: 'Need not be unique' });
const IsPrivate = Type.Boolean({
  description: 'Open to those it names only; otherwise as open as the folder it lies in, at the top to everybody',
});

export const CreateFolderBody = Type.Object({
  name: Name,
  parent_id: Type.Optional(ParentId),
  is_private: Type.Optional(IsPrivate),
  permissions: Type.Optional(Permissions),
});
export type CreateFolderBody = Static<typeof CreateFolderBody>;

export const UpdateFolderBody = Type.Partial(CreateFolderBody);
export type UpdateFolderBody = Static<typeof UpdateFolderBody>;

export const MoveFolderBody = Type.Object({ parent_id: ParentId });
export const CopyFolderBody = Type.Object({ parent_id: Type.Optional(ParentId), name: Type.Optional(Name) });
export type CopyFolderBody = Static<typeof CopyFolderBody>;

const Path = Type.Array(Type.Object({ id: Type.Integer(), name: Type.String() }), {
  description: 'The folders above it, from the top, as far as the caller may see them',
});
const GivenPermissions = Type.Unsafe<{ group_id: number; permission: number }[] | null>({
  type: ['array', 'null'],
  items: { type: 'object', properties: { group_id: { type: 'integer' }, permission: { type: 'integer' } } },
  description: 'As set on it; null for whoever may not write in it',
});
const Counts = {
  session_count: Type.Integer({ description: 'Sessions right in it; for keys those they made' }),
  folder_count: Type.Integer({ description: 'Folders right in it that the caller may see' }),
  permission: Type.Integer({ description: 'What the caller may do: 1 read, 2 write' }),
  is_pinned: Type.Boolean(),
};
const FolderFields = {
  id: Type.Integer(),
  name: Type.String(),
  parent_id: Nullable(Type.Integer({ description: 'Null too where the caller may not see what it lies in' })),
  is_private: Type.Boolean(),
  permissions: GivenPermissions,
  ...Counts,
  created_at: Timestamp,
  last_modified: Timestamp,
  organization_id: Type.Integer(),
};
export const Folder = Type.Object({ ...FolderFields, path: Type.Optional(Path) });
export type Folder = Static<typeof Folder>;
export const FolderAnswer = DualOne({ ...FolderFields, path: Path });
/** A copy, and the job that brings the sessions into it. */
export const CopiedFolderAnswer = DualOne({
  ...FolderFields,
  path: Path,
  job_id: Type.String({ description: 'GET /api/v3/folders/jobs/{job_id}' }),
});
export const FolderList = Many(Type.Object(FolderFields));

/** The same for the top, which is no folder. */
const PlaceFields = {
  id: Nullable(Type.Integer()),
  name: Nullable(Type.String()),
  parent_id: Nullable(Type.Integer()),
  is_private: Type.Boolean(),
  permissions: GivenPermissions,
  ...Counts,
  created_at: NullableTimestamp,
  last_modified: NullableTimestamp,
  organization_id: Type.Integer(),
  path: Path,
};
export const ContentsAnswer = Type.Object({
  count: Type.Integer({ description: 'Folders and sessions in this answer' }),
  total_results: Type.Integer({ description: 'Folders and sessions that match, together' }),
  ...PlaceFields,
  result: Type.Object({
    ...PlaceFields,
    folders: Type.Array(Type.Object(FolderFields)),
    sessions: Type.Array(Type.Object({ ...Session.properties, is_pinned: Type.Boolean() })),
  }),
});

const order = {
  q: Type.Optional(Type.String({ maxLength: 200, pattern: '^[^\\u0000]*$', description: 'Text within the name' })),
  sort: Type.Optional(Type.Enum(['created_at', 'last_modified', 'name'], { description: 'Default created_at' })),
  direction: Type.Optional(Type.Enum(['asc', 'desc'], { description: 'Default desc' })),
  pinned_first: Type.Optional(Type.Boolean({ description: 'What the caller pinned before the rest' })),
};

export const ListFoldersQuery = Type.Object({
  ...PageQuery,
  ...order,
  parent_id: Type.Optional(
    Type.String({
      pattern: '^([1-9][0-9]{0,8}|root)$',
      description: 'Only what lies right in this folder, or at the top',
    }),
  ),
  pinned: Type.Optional(Type.Boolean({ description: 'Only what the caller pinned, or did not' })),
});
export type ListFoldersQuery = Static<typeof ListFoldersQuery>;

export const ContentsQuery = Type.Object({
  ...PageQuery,
  ...order,
  q: Type.Optional(
    Type.String({
      maxLength: 200,
      pattern: '^[^\\u0000]*$',
      description: 'Text within the name of a folder or session, or words of a document',
    }),
  ),
  ...FolderSessionsQuery,
});
export type ContentsQuery = Static<typeof ContentsQuery>;

export const DeleteFolderQuery = Type.Object({
  contents: Type.Optional(
    Type.Enum(['move', 'delete'], {
      description:
        '`move` (default): folders and sessions in it move to where it lay and take the rights of that place; `delete`: ' +
        'they are deleted with all that is in them, at once for everybody who looks, and erased behind that',
    }),
  ),
});
export type DeleteFolderQuery = Static<typeof DeleteFolderQuery>;

export const SessionFolderBody = Type.Object({ folder_id: ParentId });
export const SessionFolderAnswer = DualOne({ session_id: Type.String(), folder_id: Nullable(Type.Integer()) });
export const MoveSessionsBody = Type.Object({
  session_ids: Type.Array(Type.String({ pattern: '^[0-9a-f]{26}$' }), {
    minItems: 1,
    maxItems: 1_000,
    description: 'Names of sessions: all of them are moved, or none',
  }),
});
export const MovedAnswer = DualOne({ moved: Type.Integer(), folder_id: Nullable(Type.Integer()) });
