import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table uploads
      add column sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
      add column unverified_from bigint,
      add column concat text check (concat = 'partial' or concat like 'final;%'),
      add column part_of text references uploads (id) on delete cascade,
      add column part_index smallint,
      add constraint uploads_part check ((part_of is null) = (part_index is null))`.execute(db);
  await sql`create unique index uploads_parts on uploads (part_of, part_index) where part_of is not null`.execute(db);
}
