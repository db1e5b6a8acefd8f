import type { ExpressionBuilder, Selectable } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import type { Database } from '../../platform/tables.ts';

export type AuditRow = Selectable<Database['audit_log']>;

/** Null: of the whole installation, for those who run it. */
export type Scope = number | null;

export interface AuditFilter {
  action?: string;
  actor?: string;
  target?: string;
  address?: string;
  from?: Date;
  to?: Date;
}

const matching = (scope: Scope, filter: AuditFilter) => (where: ExpressionBuilder<Database, 'audit_log'>) => {
  const { action, actor, target, address, from, to } = filter;
  const all = [];
  if (scope !== null) all.push(where('organization_id', '=', scope));
  if (action?.endsWith('.')) all.push(where('action', 'like', `${action.replace(/_/g, '\\_')}%`));
  else if (action) all.push(where('action', '=', action));
  if (actor) all.push(where('actor', '=', actor));
  if (target) all.push(where('target', '=', target));
  if (address) all.push(where('address', '=', address));
  if (from) all.push(where('at', '>=', from));
  if (to) all.push(where('at', '<', to));
  return where.and(all);
};

/** Newest first, from below an id. */
export function listAuditRows(
  db: Db,
  scope: Scope,
  filter: AuditFilter,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<AuditRow[]> {
  return db
    .selectFrom('audit_log')
    .selectAll()
    .where(matching(scope, filter))
    .$if(before !== undefined, (query) => query.where('id', '<', before as number))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Not further than `most`. */
export async function countAuditRows(db: Db, scope: Scope, filter: AuditFilter, most: number): Promise<number> {
  const row = await db
    .selectFrom((from) =>
      from.selectFrom('audit_log').select('id').where(matching(scope, filter)).limit(most).as('some'),
    )
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return row.total;
}

/** Names of people by number, of the organisation or of all. */
export function listNames(db: Db, scope: Scope, ids: number[]) {
  return db
    .selectFrom('users')
    .select(['id', 'first_name', 'last_name', 'email'])
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null)
    .$if(scope !== null, (query) => query.where('organization_id', '=', scope as number))
    .execute();
}

/** @returns how many rows; 0 once there are none so old */
export async function deleteAuditRowsBefore(db: Db, before: Date, limit: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('audit_log')
    .where('id', 'in', (from) =>
      from.selectFrom('audit_log').select('id').where('at', '<', before).orderBy('at').limit(limit),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}
