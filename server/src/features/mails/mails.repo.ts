import type { Insertable } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import type { Database } from '../../platform/tables.ts';

/*
 * Mails are told by the id that their job carries, which no client ever sees; there is no organisation to compare with.
 */

export async function insertMail(db: Db, mail: Insertable<Database['mails']>): Promise<number> {
  const { id } = await db.insertInto('mails').values(mail).returning('id').executeTakeFirstOrThrow();
  return id;
}

export function findMail(db: Db, id: number) {
  return db.selectFrom('mails').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function deleteMail(db: Db, id: number): Promise<void> {
  await db.deleteFrom('mails').where('id', '=', id).execute();
}

/** Mails that nobody takes: what is in them is out of date. @returns how many */
export async function deleteMailsBefore(db: Db, before: Date): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('mails').where('created_at', '<', before).executeTakeFirst();
  return Number(numDeletedRows);
}
