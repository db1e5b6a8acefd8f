import type { Generated } from 'kysely';

export interface FoldersTable {
  id: Generated<number>;
  organization_id: number;
  /** Null: at the top. */
  parent_id: number | null;
  name: string;
  /** Open to those it names only. Otherwise it is as open as the folder it lies in, at the top to the whole organisation. */
  is_private: Generated<boolean>;
  /** The nearest private folder at or above this one; null: open to the whole organisation. */
  access_root: number | null;
  /** `user:3` or `key:12`, who keep their right to it; null: somebody who is gone. */
  created_by: string | null;
  /** Its contents are being deleted; nobody sees it any more. */
  deleted_at: Date | null;
  created_at: Generated<Date>;
  last_modified: Generated<Date>;
}

/** 0 none, 1 read, 2 write: as it was set. */
export interface FolderPermissionsTable {
  folder_id: number;
  group_id: number;
  organization_id: number;
  permission: number;
}

/** Who may do what in a private folder, with what it inherits; worked out when folders change. */
export interface FolderGrantsTable {
  folder_id: number;
  /** `group:5`, `user:3` or `key:12`. */
  grantee: string;
  organization_id: number;
  /** 1 read, 2 write. */
  permission: number;
}

/** What one person wants at the top of their lists: a folder or a session. */
export interface PinsTable {
  user_id: number;
  organization_id: number;
  folder_id: number | null;
  session: number | null;
  created_at: Generated<Date>;
}
