import type { ColumnType, Generated } from 'kysely';

/** JSON columns are read as parsed values and written as JSON text. */
export type Json<T> = ColumnType<T, string, string>;
export type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>;

export type SessionStatus = 'new' | 'created' | 'queued' | 'processing' | 'completed' | 'failed';
export type SessionMode = 'decode' | 'align' | 'upload';
export type SessionStage = 'fetch' | 'prepare' | 'recognise' | 'assemble';

export interface SessionsTable {
  id: Generated<number>;
  /** 26 lower-case hex characters: the name of the session on the wire. */
  session_id: string;
  organization_id: number;
  token_id: number;
  status: SessionStatus;
  session_mode: SessionMode;
  /** As the client wrote it, for echoing; `model_key` says what it was understood as. */
  language: string;
  model_key: string;
  /** The engine of that model. */
  engine: string;
  /** ISO 639: the language its model was to expect when the session was made. */
  spoken_language: string;
  /** ISO 639, heard where the client asked for `auto`. */
  detected_language: string | null;
  /** What makes prints of the voices; null: speakers are not told apart. */
  voice_model: string | null;
  /** How many speakers the client expects. */
  speaker_count: number | null;
  filename: string | null;
  /** MIME type of the uploaded file. */
  media_type: string | null;
  media_kind: 'audio' | 'video' | null;
  /** Storage key of the uploaded file; null before it arrives and after it is deleted. */
  media_key: string | null;
  /** Storage key and MIME type of the small copy that `keep_source` asks for. */
  copy_key: string | null;
  copy_type: string | null;
  copy_done: Generated<boolean>;
  keep_source: boolean;
  punctuation: boolean;
  multichannel: boolean;
  diarization: boolean | null;
  document: NullableJson<Record<string, unknown>>;
  meta_data: NullableJson<Record<string, string>>;
  folder_id: number | null;
  custom_model_id: number | null;
  /** The transcript document that comes to be with completion. */
  document_id: string | null;
  webhook_url: string | null;
  webhook_method: 'POST' | 'PUT';
  webhook_headers: string[] | null;
  /** Seconds of audio really decoded; 0 until known. */
  duration: Generated<number>;
  stage: SessionStage | null;
  /** Seconds of audio according to the header, before any of it is decoded; null when it does not say. */
  announced_seconds: number | null;
  /** Counts the tries of the whole session: work of an earlier try can never mix with that of this one. */
  attempt: Generated<number>;
  /** Percent, never going down. */
  progress: Generated<number>;
  /** Share of the file already cut into segments, 0..1; 1 once the prepare stage is over. */
  prepared: Generated<number>;
  segments_total: Generated<number>;
  segments_done: Generated<number>;
  speech_ms_total: Generated<number>;
  speech_ms_done: Generated<number>;
  error: string | null;
  /** The machine code of `error`. */
  error_code: string | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  queued_at: Date | null;
  started_at: Date | null;
  finished_at: Date | null;
  deleted_at: Date | null;
}

/** `[word, start, end, confidence]`, times in milliseconds. */
export type StoredWord = [word: string, start_ms: number, end_ms: number, confidence: number | null];

/** One utterance of a result; times in seconds, as they go over the wire. */
export interface StoredUtterance {
  result: [word: string, start: number, end: number, confidence: number | null][];
  speaker: string;
  text: string;
  sconf: number | null;
  channel: number;
}

export interface SessionResultsTable {
  session: number;
  utterances: Json<StoredUtterance[]>;
  word_count: number;
  created_at: Generated<Date>;
}

export interface SegmentsTable {
  session: number;
  channel: number;
  index: number;
  start_ms: number;
  end_ms: number;
  /** Segments of one batch are recognised by one job. */
  batch: number;
  /** Null until recognised; relative to the start of the recording. */
  words: NullableJson<StoredWord[]>;
  /** Packed windows of voices; null: not looked for. */
  voices: Buffer | null;
}

export interface MediaFetchesTable {
  session: number;
  organization_id: number;
  /** Sealed: addresses often carry keys. */
  url: Buffer;
  /** So much is safely on disk. */
  received_bytes: Generated<number>;
  /** Null until known; some servers never say. */
  total_bytes: number | null;
  /** Strong ETag or Last-Modified of what was received: without one, a cut download begins anew. */
  validator: string | null;
  /** Attempts in a row that brought nothing worth mentioning. */
  attempts: Generated<number>;
  /** Whoever began the last attempt: an older one, of a process taken for dead, stops when it sees another. */
  run: string | null;
  started_at: Date | null;
}
