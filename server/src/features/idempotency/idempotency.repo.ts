import { type Selectable, sql } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import type { Database } from '../../platform/tables.ts';

/** Names one request of one caller. */
export interface RequestName {
  organization_id: number;
  caller: string;
  route: string;
  key: string;
}

export type KeptRequest = Pick<Selectable<Database['idempotency_keys']>, 'fingerprint' | 'status' | 'answer'>;

/**
 * Writes down that a request begins, unless it began before: only an expired row, or one of the same request whose run
 * has crashed, is taken over. One statement, so that of many only one succeeds.
 *
 * @returns whether this attempt owns the row
 */
export async function insertAttempt(
  db: Db,
  name: RequestName,
  attempt: { id: string; fingerprint: Buffer; at: Date; lease_until: Date; expires_at: Date },
): Promise<boolean> {
  const row = await db
    .insertInto('idempotency_keys')
    .values({
      ...name,
      fingerprint: attempt.fingerprint,
      attempt: attempt.id,
      lease_until: attempt.lease_until,
      created_at: attempt.at,
      expires_at: attempt.expires_at,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'caller', 'route', 'key'])
        .doUpdateSet((set) => ({
          fingerprint: set.ref('excluded.fingerprint'),
          attempt: set.ref('excluded.attempt'),
          lease_until: set.ref('excluded.lease_until'),
          created_at: set.ref('excluded.created_at'),
          expires_at: set.ref('excluded.expires_at'),
          status: null,
          answer: null,
        }))
        .where((where) =>
          where.or([
            where('idempotency_keys.expires_at', '<=', attempt.at),
            where.and([
              where('idempotency_keys.status', 'is', null),
              where('idempotency_keys.lease_until', '<=', attempt.at),
              where('idempotency_keys.fingerprint', '=', where.ref('excluded.fingerprint')),
            ]),
          ]),
        ),
    )
    .returning(sql<boolean>`true`.as('owned'))
    .executeTakeFirst();
  return row !== undefined;
}

function named(name: RequestName) {
  return sql<boolean>`(organization_id, caller, route, key) = (${name.organization_id}, ${name.caller}, ${name.route}, ${name.key})`;
}

export function findKeptRequest(db: Db, name: RequestName): Promise<KeptRequest | undefined> {
  return db
    .selectFrom('idempotency_keys')
    .select(['fingerprint', 'status', 'answer'])
    .where(named(name))
    .executeTakeFirst();
}

/** @returns whether the attempt still owned the row */
export async function updateAnswer(
  db: Db,
  name: RequestName,
  attempt: string,
  kept: { status: number; answer: Buffer; expires_at: Date },
): Promise<boolean> {
  const result = await db
    .updateTable('idempotency_keys')
    .set(kept)
    .where(named(name))
    .where('attempt', '=', attempt)
    .where('status', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function updateLease(db: Db, name: RequestName, attempt: string, until: Date): Promise<void> {
  await db
    .updateTable('idempotency_keys')
    .set({ lease_until: until })
    .where(named(name))
    .where('attempt', '=', attempt)
    .execute();
}

export async function deleteAttempt(db: Db, name: RequestName, attempt: string): Promise<void> {
  await db
    .deleteFrom('idempotency_keys')
    .where(named(name))
    .where('attempt', '=', attempt)
    .where('status', 'is', null)
    .execute();
}

/** Maintenance over all organisations. @returns how many there were */
export async function deleteExpired(db: Db, at: Date): Promise<number> {
  const result = await db.deleteFrom('idempotency_keys').where('expires_at', '<=', at).executeTakeFirst();
  return Number(result.numDeletedRows);
}
