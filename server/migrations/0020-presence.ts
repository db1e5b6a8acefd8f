import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // Name, offset, speakers and so on as they were with a revision: what a late edit is compared with. Of revisions from before
  // only the present ones are known.
  await sql`alter table document_revisions add column facts jsonb`.execute(db);
  await sql`
    update document_revisions set facts = jsonb_build_object(
      'filename', filename, 'language', language, 'timecode_offset_ms', timecode_offset_ms, 'speakers', speakers,
      'use_plain_document', use_plain_document, 'plain_document_changed', plain_document_changed)
    from documents where documents.id = document and documents.revision = number`.execute(db);

  // Who has a document open: one row for each of their streams.
  await sql`
    create table document_viewers (
      id uuid primary key,
      document bigint not null references documents on delete cascade,
      organization_id integer not null,
      -- user:3 or key:12.
      actor text not null,
      since timestamptz not null,
      seen_at timestamptz not null
    )`.execute(db);
  await sql`create index document_viewers_document on document_viewers (document, since)`.execute(db);
  await sql`create index document_viewers_seen on document_viewers (seen_at)`.execute(db);

  // The activity of an organisation: what was done to sessions, documents and folders.
  await sql`create index audit_log_activity on audit_log (organization_id, id)
    where session is not null or folder_id is not null`.execute(db);
}
