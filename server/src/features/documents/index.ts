export { documentRoutes } from './documents.routes.ts';
export { exportRoutes } from './export/export.routes.ts';
export { mergeRoutes } from './merge/merge.routes.ts';
export { qualityRoutes } from './quality/quality.routes.ts';
export { revisionRoutes } from './revisions/revisions.routes.ts';
