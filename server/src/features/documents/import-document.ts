import { readCaptions } from '../../captions/formats/read-captions.ts';
import { realignWords } from '../../captions/index.ts';
import {
  type Content,
  type DocumentSegment,
  newSegmentId,
  rulesOf,
  type SegmentBody,
  segmentsOf,
  typeOf,
} from '../document-store/index.ts';
import type { CreateDocumentBody } from './documents.schema.ts';

/** A file that is to become a document. */
export interface ImportedFile {
  bytes: Uint8Array;
  filename: string | null;
}

/** A segment with words, as all of ours have them: those it was sent with, or its text spread over its time. */
export function withWords(segment: SegmentBody): DocumentSegment {
  const { id, start, speaker = null, text } = segment;
  const stop = Math.max(start, segment.stop);
  return {
    segment_id: id ?? newSegmentId(),
    start_ms: start,
    stop_ms: stop,
    speaker,
    text,
    words: realignWords(segment.words ?? [], text, { start_ms: start, end_ms: stop }),
  };
}

/** What a document is made of that a client sends as JSON. */
export function readImportedContent(content: Content, body: CreateDocumentBody) {
  const metadata = Array.isArray(content) ? {} : content.metadata;
  const type = typeOf({
    document_type: body.document_type ?? (Array.isArray(content) ? 'caption' : content.document_type),
  });
  return {
    type,
    segments: withOwnIds(segmentsOf(content).map(withWords)),
    ...(metadata.speakers ? { speakers: metadata.speakers } : {}),
    ...(metadata.language ? { language: metadata.language } : {}),
    rules: type === 'caption' ? rulesOf(body, metadata.language ?? '') : null,
    action: 'imported',
  };
}

/** A name that occurs twice is kept by the first. */
export function withOwnIds(segments: DocumentSegment[]): DocumentSegment[] {
  const seen = new Set<string>();
  return segments.map((segment) => {
    const isOwn = !seen.has(segment.segment_id);
    const named = isOwn ? segment : { ...segment, segment_id: newSegmentId() };
    seen.add(named.segment_id);
    return named;
  });
}

/**
 * What a document is made of that comes as a file of any format we read.
 *
 * @throws AppError `import_invalid`
 */
export function readImport({ bytes, filename }: ImportedFile, body: CreateDocumentBody) {
  const { segments, repairs, language, offset_ms, format, document_type = 'caption' } = readCaptions(bytes);
  const type = typeOf({ document_type: body.document_type ?? document_type });
  return {
    type,
    segments: segments.map(({ start_ms, end_ms, speaker, text, words }) =>
      withWords({ start: start_ms, stop: end_ms, speaker, text, ...(words ? { words } : {}) }),
    ),
    repairs,
    ...(language ? { language } : {}),
    ...(filename ? { filename: filename.replace(/\.\w{2,5}$/, '').slice(0, 200) } : {}),
    timecode_offset_ms: format === 'stl' ? offset_ms : 0,
    rules: type === 'caption' ? rulesOf(body, language ?? '') : null,
    action: 'imported',
  };
}
