import { randomBytes } from 'node:crypto';
import type { Db } from '../../platform/postgres/connect.ts';

/** Makes an organisation, with the key that stands for its people. */
export async function insertOrganization(db: Db, name: string): Promise<{ id: number; name: string }> {
  const organization = await db
    .insertInto('organizations')
    .values({ name })
    .returning(['id', 'name'])
    .executeTakeFirstOrThrow();
  const token = await db
    .insertInto('tokens')
    .values({
      organization_id: organization.id,
      name: 'App',
      type: 'batch',
      // Of bytes that nobody keeps: no key has this hash.
      key_hash: randomBytes(32),
      key_preview: '',
      is_internal: true,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db.updateTable('organizations').set({ app_token_id: token.id }).where('id', '=', organization.id).execute();
  return organization;
}

export async function findOrganizationName(db: Db, id: number): Promise<string> {
  const row = await db.selectFrom('organizations').select('name').where('id', '=', id).executeTakeFirstOrThrow();
  return row.name;
}

/** Whether this installation has been set up: asked once, at the start, about all organisations. */
export async function organizationExists(db: Db): Promise<boolean> {
  return (await db.selectFrom('organizations').select('id').limit(1).executeTakeFirst()) !== undefined;
}
