import type { Insertable, Selectable } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import type { Database } from '../../platform/tables.ts';

export type TemplateRow = Selectable<Database['export_templates']>;

export function insertTemplate(db: Db, template: Insertable<Database['export_templates']>): Promise<TemplateRow> {
  return db.insertInto('export_templates').values(template).returningAll().executeTakeFirstOrThrow();
}

export function findTemplate(db: Db, organizationId: number, id: number): Promise<TemplateRow | undefined> {
  return db
    .selectFrom('export_templates')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Of any organisation: for signed links alone, whose signature stands for the right to it. */
export function findTemplateById(db: Db, id: number): Promise<TemplateRow | undefined> {
  return db.selectFrom('export_templates').selectAll().where('id', '=', id).executeTakeFirst();
}

export function listTemplateRows(
  db: Db,
  organizationId: number,
  page: { offset: number; limit: number },
): Promise<TemplateRow[]> {
  return db
    .selectFrom('export_templates')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .orderBy('id', 'desc')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
}

export async function countTemplates(db: Db, organizationId: number): Promise<number> {
  const row = await db
    .selectFrom('export_templates')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where('organization_id', '=', organizationId)
    .executeTakeFirstOrThrow();
  return row.total;
}

/** @returns what was deleted */
export function deleteTemplateRow(db: Db, organizationId: number, id: number): Promise<TemplateRow | undefined> {
  return db
    .deleteFrom('export_templates')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

/** Which of these files some template has. Of any organisation: for cleaning up the storage. */
export async function listNamedFiles(db: Db, keys: string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('export_templates')
    .select(['docx_key', 'pdf_key'])
    .where((where) => where.or([where('docx_key', 'in', keys), where('pdf_key', 'in', keys)]))
    .execute();
  return rows.flatMap(({ docx_key, pdf_key }) => [docx_key, pdf_key]).filter((key) => key !== null);
}
