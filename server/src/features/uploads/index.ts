export { directUploadRoutes } from './direct-upload.routes.ts';
export { createTusUploads } from './tus-server.ts';
export { uploadLinkRoutes } from './upload-link.routes.ts';
export { uploadRoutes } from './uploads.routes.ts';
export { sweepUploads } from './uploads.service.ts';
