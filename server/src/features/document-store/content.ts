import { createHash, randomUUID } from 'node:crypto';
import type { DocumentType, StoredWord } from '../../platform/tables.ts';

/** A paragraph or a caption. Times in milliseconds from the beginning of the recording. */
export interface DocumentSegment {
  /** Its name on the wire, which it keeps through edits. */
  segment_id: string;
  start_ms: number;
  stop_ms: number;
  /** Label, such as `S1`; its name stands with the document. Null: nobody knows. */
  speaker: string | null;
  text: string;
  words: StoredWord[];
}

export const newSegmentId = (): string => randomUUID().slice(0, 8);

/** Of all that a segment says: two with the same digest are the same. */
export function digestOf({ segment_id, start_ms, stop_ms, speaker, text, words }: DocumentSegment): Buffer {
  const content = JSON.stringify([segment_id, start_ms, stop_ms, speaker, text, words]);
  return createHash('md5').update(content).digest();
}

/** A segment as it goes over the wire. */
export const viewSegment = ({ segment_id, start_ms, stop_ms, speaker, text, words }: DocumentSegment) => ({
  id: segment_id,
  start: start_ms,
  stop: stop_ms,
  speaker,
  text,
  words,
});

/** What stands around the segments on the wire, before and behind them: they themselves are sent as they are read. */
export function contentFrame(document: { type: DocumentType; language: string; speakers: Record<string, string> }) {
  const { type, language, speakers } = document;
  const list = type === 'caption' ? 'segments' : 'paragraphs';
  const head = JSON.stringify({ document_type: type, version: 1, metadata: { language, speakers } });
  return { before: `${head.slice(0, -1)},"content":{"${list}":[`, behind: ']}}' };
}
