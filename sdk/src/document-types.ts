import type { operations } from './schema.generated.ts';
import type { Word } from './types.ts';

type Body<Operation extends keyof operations> = operations[Operation] extends {
  requestBody?: { content: { 'application/json': infer Json } };
}
  ? Json
  : never;
type Answer<Operation extends keyof operations, Status extends 200 | 201> = operations[Operation] extends {
  responses: Record<Status, { content: { 'application/json': { result: infer Result } } }>;
}
  ? Result
  : never;

/** A document without its text. `revision` counts its changes. */
export type DocumentInfo = Answer<'updateDocument', 200>;

/** A new document; `repairs` say, a sentence each, what had to be mended in an imported file. */
export type CreatedDocument = DocumentInfo & { repairs?: string[] };

/** What to make: a transcript, captions by limits or a profile, a copy (`document_id`), or one of content (`document`). */
export type DocumentSettings = Omit<Body<'createDocument'>, 'document'> & { document?: DocumentContent | Segment[] };

/** A paragraph or a caption. Times in milliseconds; `words` are `[word, start, stop, confidence]`. */
export interface Segment {
  id?: string;
  start: number;
  stop: number;
  speaker?: string | null;
  text: string;
  words?: Word[];
}

interface Metadata {
  language?: string;
  /** Label → name. */
  speakers?: Record<string, string>;
}

/** A transcript. */
export interface DocumentTranscriptV1 {
  document_type: 'document';
  version: 1;
  metadata: Metadata;
  content: { paragraphs: Segment[] };
}

/** Captions. */
export interface DocumentSubtitleV1 {
  document_type: 'caption';
  version: 1;
  metadata: Metadata;
  content: { segments: Segment[] };
}

export type DocumentContent = DocumentTranscriptV1 | DocumentSubtitleV1;

/** A document with its text. */
export type DocumentWithContent = DocumentInfo & { document: DocumentContent };

/** Content, whole (`document`) or in part (`changes`), and settings. */
export type DocumentChanges = Omit<Body<'updateDocument'>, 'document' | 'document_type'> & {
  document?: DocumentContent | Segment[];
};

type ExportQuery = NonNullable<operations['getDocument']['parameters']['query']>;

/** How a file is written; `format` is one of those of the server: srt, vtt, docx … */
export type ExportOptions = Omit<ExportQuery, 'direct_download' | 'format'> & { format: string };

/** A file as it comes: read `body` as a stream, or all of it by `blob()`. */
export interface ExportedFile {
  filename: string;
  contentType: string;
  /** Bytes; null when the server does not say. */
  size: number | null;
  body: ReadableStream<Uint8Array>;
  blob(): Promise<Blob>;
}

/** A link to a file that works without a key, for `expires_in` seconds. */
export interface DownloadLink extends DocumentInfo {
  download_url: string;
  expires_in: number;
  content_type: string;
  size_bytes: number | null;
}

/** Who changed a document, when and how. */
export type Revision = Answer<'listRevisions', 200> extends (infer Item)[] ? Item : never;

/** What in captions breaks the rules. */
export type QualityReport = Answer<'getDocumentQuality', 200>;

/** Documents to put one after another, and how. */
export type MergeSettings = Body<'mergeDocuments'>;
