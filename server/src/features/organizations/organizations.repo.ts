import type { Db } from '../../platform/postgres/connect.ts';

export function insertOrganization(db: Db, name: string) {
  return db.insertInto('organizations').values({ name }).returning(['id', 'name']).executeTakeFirstOrThrow();
}

/** Whether this installation has been set up: asked once, at the start, about all organisations. */
export async function organizationExists(db: Db): Promise<boolean> {
  return (await db.selectFrom('organizations').select('id').limit(1).executeTakeFirst()) !== undefined;
}
