import { type RawBuilder, sql } from 'kysely';
import type { RequestCtx } from '../../context.ts';
import { type Grantee, grantsOf, viewerOf } from '../folder-access/index.ts';
import { isPermitted } from '../users/index.ts';

/** Who looks at folders, for queries. */
export interface Viewer {
  organization_id: number;
  who: Grantee | 'everything';
  /** Null for keys, which pin nothing. */
  user_id: number | null;
  /** For keys: they count their own sessions. */
  token_id: number | undefined;
  /** 1 for people whose role lets them look only. */
  most: 1 | 2;
}

export function viewer({ actor }: RequestCtx): Viewer {
  const isPerson = actor.type === 'user';
  return {
    organization_id: actor.organization_id,
    who: viewerOf(actor),
    user_id: isPerson ? (actor.user_id ?? null) : null,
    token_id: isPerson ? undefined : actor.token_id,
    most: isPerson && !isPermitted(actor.roles ?? [], 'sessions.write') ? 1 : 2,
  };
}

/** `with` clause of what was given to the viewer; what is below refers to it. */
export const given = ({ who, organization_id }: Viewer) =>
  sql`given as materialized (${
    who === 'everything'
      ? sql`select null::int as folder_id, null::smallint as permission where false`
      : grantsOf(organization_id, who)
  })`;

/** The table `folders` with what was given in each: one pass over both, however many private folders there are. */
export const foldersWithGiven = ({ who }: Viewer) =>
  who === 'everything'
    ? sql`folders`
    : sql`folders left join given as granted on granted.folder_id = folders.access_root`;

/** What the viewer may do in a row of {@link foldersWithGiven}: 0, 1 or 2. */
export const level = ({ who, most }: Viewer): RawBuilder<number> =>
  who === 'everything'
    ? sql`${sql.lit(most)}`
    : sql`least(${sql.lit(most)},
        case when folders.access_root is null then 2 else coalesce(granted.permission, 0) end)`;

/** Whether the viewer may know of a row of {@link foldersWithGiven}. */
export const isVisibleRow = ({ who }: Viewer): RawBuilder<boolean> =>
  who === 'everything'
    ? sql`folders.deleted_at is null`
    : sql`(folders.deleted_at is null and (folders.access_root is null or granted.folder_id is not null))`;

/** Whether the viewer may know of a folder of another table or name. */
export const isVisible = ({ who }: Viewer, table: string): RawBuilder<boolean> => {
  const root = sql.ref(`${table}.access_root`);
  const isThere = sql<boolean>`${sql.ref(`${table}.deleted_at`)} is null`;
  if (who === 'everything') return isThere;
  return sql`(${isThere} and (${root} is null or ${root} in (select folder_id from given)))`;
};
