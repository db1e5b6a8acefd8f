export { directUploadRoutes } from './direct-upload.routes.ts';
export { createTusUploads } from './tus-server.ts';
export { uploadRoutes } from './uploads.routes.ts';
export { sweepUploads } from './uploads.service.ts';
