export { buildCaptions } from './build-captions.ts';
export { paragraphsOf } from './build-paragraphs.ts';
export * from './content.schema.ts';
export { contentFrame, type DocumentSegment, digestOf, newSegmentId, viewSegment } from './content.ts';
export {
  type DocumentRow,
  deleteDocumentRow,
  deleteDocumentsOfSession,
  findDocument,
  findDocumentAnywhere,
  findLinkedDocument,
  listDocumentRows,
  listDocumentsOfSessions,
  lockDocument,
} from './documents.repo.ts';
export { EXPORTS_FOLDER, exportKey, exportsFolder, findExportFiles } from './export-files.ts';
export { findInDocuments, type TextMatch } from './find-in-documents.ts';
export { type RevisedSegment, type Revision, reviseDocument, revisionConflict, type Writer } from './revise.ts';
export { findRevisionFacts, findRevisionSegments, listRevisionRows } from './revisions.repo.ts';
export { sessionsThatSay } from './search.repo.ts';
export {
  listSegments,
  listSegmentsAround,
  listSegmentsByName,
  listSegmentsByRow,
  listSegmentTexts,
  type RevisionKey,
  type SegmentRow,
} from './segments.repo.ts';
export {
  buildSegments,
  type DocumentWish,
  type NewDocument,
  nameOfRecording,
  rulesOf,
  storeDocument,
  typeOf,
} from './store-document.ts';
export { tellDocument } from './tell-document.ts';
