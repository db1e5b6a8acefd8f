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

/** `with` clause of what was given to the viewer; {@link level} and {@link isVisible} refer to it. */
export const given = ({ who, organization_id }: Viewer) =>
  sql`given as materialized (${
    who === 'everything'
      ? sql`select null::int as folder_id, null::smallint as permission where false`
      : grantsOf(organization_id, who)
  })`;

/** What the viewer may do in a folder: 0, 1 or 2. */
export const level = ({ who, most }: Viewer, table: string): RawBuilder<number> => {
  const root = sql.ref(`${table}.access_root`);
  if (who === 'everything') return sql`${sql.lit(most)}`;
  return sql`least(${sql.lit(most)}, case when ${root} is null then 2
    else coalesce((select permission from given where given.folder_id = ${root}), 0) end)`;
};

/** Whether the viewer may know of a folder. */
export const isVisible = ({ who }: Viewer, table: string): RawBuilder<boolean> => {
  const root = sql.ref(`${table}.access_root`);
  const isThere = sql<boolean>`${sql.ref(`${table}.deleted_at`)} is null`;
  if (who === 'everything') return isThere;
  return sql`(${isThere} and (${root} is null or ${root} in (select folder_id from given)))`;
};
