import { randomUUID } from 'node:crypto';
import type { DocumentType, StoredWord } from '../../platform/tables.ts';
import type { Content, SegmentBody } from './documents.schema.ts';

/** A paragraph or a caption. Times in milliseconds from the beginning of the recording. */
export interface DocumentSegment {
  segment_id: string;
  start_ms: number;
  stop_ms: number;
  speaker: string | null;
  text: string;
  words: StoredWord[];
}

export const newSegmentId = (): string => randomUUID().slice(0, 8);

/** A segment as it goes over the wire. */
export const viewSegment = ({ segment_id, start_ms, stop_ms, speaker, text, words }: DocumentSegment) => ({
  id: segment_id,
  start: start_ms,
  stop: stop_ms,
  speaker,
  text,
  words,
});

/** What stands around the segments on the wire, before and behind them: segments are sent as they come from the database. */
export function contentFrame(type: DocumentType, metadata: { language: string; speakers: Record<string, string> }) {
  const list = type === 'caption' ? 'segments' : 'paragraphs';
  const head = JSON.stringify({ document_type: type, version: 1, metadata });
  return { before: `${head.slice(0, -1)},"content":{"${list}":[`, behind: ']}}' };
}

/** The segments of a body in any of the accepted shapes. */
export function segmentsOf(content: Content): SegmentBody[] {
  if (Array.isArray(content)) return content;
  return content.document_type === 'caption' ? content.content.segments : content.content.paragraphs;
}
