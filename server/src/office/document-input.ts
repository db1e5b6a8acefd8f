import type { Segment, WriteOptions } from '../captions/formats/segment.ts';

/** What a document is made of, as it goes to the worker thread. */
export interface DocumentInput {
  format: 'docx' | 'pdf';
  segments: readonly Segment[];
  options: WriteOptions;
  facts: DocumentFacts;
}

export interface DocumentFacts {
  /** When the recording was made, ISO 8601. */
  created: string;
  summary?: string;
}
