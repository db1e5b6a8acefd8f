export { createDocument } from './create-document.service.ts';
export { answerRevision, documentRoutes } from './documents.routes.ts';
export {
  DocumentAnswer,
  DocumentFields,
  DocumentParams,
  EditedDocumentAnswer,
  IfMatch,
  UpdateDocumentBody,
} from './documents.schema.ts';
export {
  answerDocument,
  answerEdit,
  isDocumentId,
  requireDocument,
  seenRevision,
  viewDocument,
} from './documents.service.ts';
export { clearDocument, finishDocument, resetDocument } from './editing/document-state.service.ts';
export { type EditedDocument, editDocument } from './editing/update-document.service.ts';
export { exportRoutes } from './export/export.routes.ts';
export { DownloadQuery, ExportedDocument, ExportQuery } from './export/export.schema.ts';
export { sendDocumentFile, showDocument } from './export/export-document.service.ts';
export { type ExportedFile, exportFile } from './export/export-file.ts';
export { type ExportFormat, FORMATS } from './export/export-formats.ts';
export { mergeRoutes } from './merge/merge.routes.ts';
export { qualityRoutes } from './quality/quality.routes.ts';
export { revisionRoutes } from './revisions/revisions.routes.ts';
