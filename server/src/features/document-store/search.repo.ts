import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/postgres/connect.ts';
import type { StoredWord } from '../../platform/tables.ts';

/** What is looked for, in the words of web search engines: `"all of these"`, `this or that`, `-without`. */
const query = (q: string) => sql`websearch_to_tsquery('simple', ${q})`;

/** Sessions of which a document says it now, as a subquery of their ids. Earlier revisions do not count. */
export function sessionsThatSay(organizationId: number, q: string): RawBuilder<number> {
  return sql<number>`(
    select d.session from document_segments s
    join documents d on d.id = s.document
    join document_revisions r on r.document = d.id and r.number = d.revision
    where s.organization_id = ${organizationId} and s.search @@ ${query(q)} and s.id = any(r.segments))`;
}

export interface Found {
  session: number;
  document_id: string;
  segment_id: string;
  start_ms: number;
  words: StoredWord[];
  /** Part of the text; what was looked for stands between U+0002 and U+0003. */
  headline: string;
}

/** Where each of these sessions says it first; one query for all. */
export async function listFirstFound(
  db: Db,
  organizationId: number,
  sessions: readonly number[],
  q: string,
): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select found.*, ts_headline('simple', text, ${query(q)},
      ${`StartSel="\u0002", StopSel="\u0003", MaxWords=24, MinWords=10`}) as headline
    from (
      select distinct on (d.session) d.session, d.document_id, s.segment_id, s.start_ms, s.words, s.text
      from document_segments s
      join documents d on d.id = s.document
      join document_revisions r on r.document = d.id and r.number = d.revision
      where s.organization_id = ${organizationId} and d.session = any(${sessions}::bigint[])
        and s.search @@ ${query(q)} and s.id = any(r.segments)
      order by d.session, d.id, s.start_ms
    ) as found`.execute(db);
  return rows;
}
