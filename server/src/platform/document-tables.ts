import type { Generated, Selectable } from 'kysely';
import type { Json, NullableJson, StoredWord } from './session-tables.ts';

export type DocumentType = 'document' | 'caption';

export interface DocumentsTable {
  id: Generated<number>;
  /** UUID: the name of the document on the wire. */
  document_id: Generated<string>;
  organization_id: number;
  session: number;
  /** The name of the session on the wire. */
  session_id: string;
  type: DocumentType;
  filename: string | null;
  language: string;
  /** Added to all times of exports. */
  timecode_offset_ms: Generated<number>;
  /** Refuses edits. */
  finished: Generated<boolean>;
  use_plain_document: Generated<boolean>;
  plain_document_changed: Generated<boolean>;
  /** Label of a speaker (`S1`) → name. */
  speakers: Json<Record<string, string>>;
  /** Rules a caption document was made with. */
  rules: NullableJson<Record<string, unknown>>;
  /** Number of the current revision, and of the one the machine wrote. */
  revision: Generated<number>;
  original_revision: Generated<number>;
  webhook_url: string | null;
  webhook_method: Generated<'POST' | 'PUT'>;
  /** Values sealed. */
  webhook_headers: string[] | null;
  created: Generated<Date>;
  last_modified: Generated<Date>;
}

/** Rows never change: an edit makes new ones. Which belong to a document now says its current revision. */
export interface DocumentSegmentsTable {
  id: Generated<number>;
  document: number;
  organization_id: number;
  /** Its name on the wire, which it keeps through edits. */
  segment_id: string;
  start_ms: number;
  stop_ms: number;
  speaker: string | null;
  text: string;
  words: Json<StoredWord[]>;
  /** Of all that it says: two segments with the same are the same. */
  digest: Buffer;
}

export interface DocumentRevisionsTable {
  document: number;
  number: number;
  organization_id: number;
  /** Ids of its segments, in order. */
  segments: number[];
  /** What was done: created, edited, cleared, … */
  action: string;
  /** Who did it: `key:12`, `user:3`, `machine`. */
  actor: string;
  created: Generated<Date>;
  /** What else the document said with this revision; null: from before that was kept. */
  facts: NullableJson<DocumentFacts>;
}

/** What a document says beside its text. */
export type DocumentFacts = Pick<
  Selectable<DocumentsTable>,
  'filename' | 'language' | 'timecode_offset_ms' | 'use_plain_document' | 'plain_document_changed' | 'speakers'
>;

/** One stream of somebody who has a document open. */
export interface DocumentViewersTable {
  id: string;
  document: number;
  organization_id: number;
  /** `user:3` or `key:12`. */
  actor: string;
  since: Date;
  seen_at: Date;
}
