import type { Generated, GeneratedAlways } from 'kysely';
import type { NullableJson } from './session-tables.ts';

/** First and last word of what a comment is about: rows of `document_segments`, which never change, and places in them. */
export interface WordPlace {
  from_row: number;
  from_word: number;
  to_row: number;
  /** -1 in a segment without words. */
  to_word: number;
}

export interface CommentsTable {
  id: Generated<number>;
  organization_id: number;
  document: number;
  /** The first comment of the thread this one answers. */
  parent_id: number | null;
  /** `user:3` or `key:12`; null: somebody who is gone. */
  author: string | null;
  text: string;
  /** Ids of people. */
  mentions: Generated<number[]>;
  /** Ids of people who were ever told by mail that they are mentioned. */
  notified: Generated<number[]>;
  resolved_by: string | null;
  resolved_at: Date | null;
  edited_at: Date | null;
  /** Kept as a mark because others answered. */
  deleted_at: Date | null;
  /** Null: of the whole document, or an answer, which stands where its parent stands. */
  kind: 'range' | 'segment' | null;
  start_ms: number | null;
  stop_ms: number | null;
  segment_id: string | null;
  /** The words it was made about. */
  quote: string | null;
  /** Those words are gone. */
  is_detached: Generated<boolean>;
  /** Its words in the revision of {@link CommentPlacesTable}; null: none of them is there, or there never were any. */
  place: NullableJson<WordPlace>;
  /** Where all of them were last there. */
  home: NullableJson<WordPlace>;
  /** Of `place`. */
  from_row: GeneratedAlways<number | null>;
  to_row: GeneratedAlways<number | null>;
  created_at: Generated<Date>;
  last_modified: Generated<Date>;
}

/** The revision for which the places of a document's comments are worked out. Whoever writes comments holds it. */
export interface CommentPlacesTable {
  document: number;
  organization_id: number;
  revision: number;
}
