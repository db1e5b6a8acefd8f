import type { Actor } from '../../context.ts';

/** 0 none: it is invisible; 1 read; 2 write. */
export type FolderLevel = 0 | 1 | 2;
export type Need = 'read' | 'write';

/** Administrators of an organisation see all of its folders (reference section 21: "all org documents"). */
export const seesEveryFolder = (actor: Actor): boolean => actor.type === 'user' && !!actor.roles?.includes('ORGADMIN');

/** What somebody may do in a folder that is open to the whole organisation, and where there is no folder. */
export const OPEN: FolderLevel = 2;

export const allows = (level: FolderLevel, need: Need): boolean => level >= (need === 'write' ? 2 : 1);

/** What is needed to know of a folder to say who may do what in it. */
export interface FolderRights {
  id: number;
  parent_id: number | null;
  is_private: boolean;
  created_by: string | null;
  /** As set on it. */
  permissions: readonly { group_id: number; permission: number }[];
}

export interface FolderGrants {
  id: number;
  access_root: number | null;
  /** Of private folders: who may do what, those left out nothing. */
  grants: Map<string, 1 | 2>;
}

/**
 * Works out what folders inherit. A folder that is not private is as open as the one it lies in. A private one keeps the
 * rights of the private folder above it for the groups it does not name itself; for a group it names, its own word counts.
 * Whoever made a folder may write in it and in what lies below. Of somebody's groups the most generous one wins, which is
 * for {@link levelOf}.
 *
 * @param folders parents before their children
 * @param above what is known of folders that are not among them
 */
export function workOutGrants(
  folders: readonly FolderRights[],
  above: ReadonlyMap<number, FolderGrants>,
): Map<number, FolderGrants> {
  const found = new Map<number, FolderGrants>();
  const nothing: FolderGrants = { id: 0, access_root: null, grants: new Map() };
  for (const { id, parent_id, is_private, created_by, permissions } of folders) {
    const parent = parent_id === null ? nothing : (found.get(parent_id) ?? above.get(parent_id) ?? nothing);
    if (!is_private) {
      found.set(id, { id, access_root: parent.access_root, grants: parent.grants });
      continue;
    }
    const grants = new Map(parent.grants);
    for (const { group_id, permission } of permissions) {
      if (permission === 1 || permission === 2) grants.set(`group:${group_id}`, permission);
      else grants.delete(`group:${group_id}`);
    }
    if (created_by) grants.set(created_by, 2);
    found.set(id, { id, access_root: id, grants });
  }
  return found;
}
