import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table export_templates (
      id int generated always as identity primary key,
      organization_id int not null references organizations on delete cascade,
      name text not null,
      type text not null check (type in ('EXPORT_TEMPLATE', 'SUMMARIZATION')),
      prompt text,
      docx_key text unique,
      pdf_key text unique,
      created_at timestamptz not null default now()
    )`.execute(db);
  await sql`create index on export_templates (organization_id, id)`.execute(db);
}
