import type { ColumnType, Generated } from 'kysely';
import type { Json } from './session-tables.ts';

export type FolderJobKind = 'export' | 'import' | 'copy';
export type FolderJobStatus = 'queued' | 'running' | 'completed' | 'failed' | 'cancelled';

/** Something a job left out, and why, in a sentence. */
export interface SkippedItem {
  /** In the archive of an import. */
  path?: string;
  session_id?: string;
  document_id?: string;
  reason: string;
}

export interface FolderJobsTable {
  /** UUID: its name on the wire. */
  id: Generated<string>;
  organization_id: number;
  kind: FolderJobKind;
  status: Generated<FolderJobStatus>;
  /** `user:3` or `key:12`, who asked for it and by whose rights it works. */
  caller: string;
  /** The key, or the one that stands for the people of the organisation. */
  token_id: number;
  user_id: number | null;
  /** Null: the top. */
  folder_id: number | null;
  /** What was asked for; its shape is that of its kind. */
  options: Json<Record<string, unknown>>;
  total: Generated<number>;
  done: Generated<number>;
  bytes_total: Generated<number>;
  bytes_done: Generated<number>;
  /** The first thousand. */
  skipped: ColumnType<SkippedItem[], string | undefined, string>;
  skipped_count: Generated<number>;
  error: string | null;
  error_code: string | null;
  /** Storage key of the archive that is read or was written, while it is there. */
  file_key: string | null;
  file_bytes: number | null;
  created_at: Generated<Date>;
  started_at: Date | null;
  finished_at: Date | null;
  /** Of a written archive. */
  expires_at: Date | null;
}

export interface FolderJobItemsTable {
  job: string;
  /** Of an import the order of the work; of a copy the row of the session that is copied. */
  number: number;
  organization_id: number;
  kind: 'folder' | 'media' | 'text' | 'session';
  /** Place in the directory of the archive; null for a folder that it does not name. */
  entry: number | null;
  path: string;
  bytes: Generated<number>;
  /** The folder item it lies in; null: the folder of the job. */
  parent: number | null;
  /** The media item that captions belong to. */
  media: number | null;
  state: Generated<'waiting' | 'done' | 'skipped'>;
  /** What was made of it. */
  folder_id: number | null;
  session_id: string | null;
}
