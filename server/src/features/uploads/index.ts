export { directUploadRoutes } from './direct-upload.routes.ts';
export { brokenUpload, rawFile } from './direct-upload.service.ts';
export { cleanFilename, headerFilename } from './filename.ts';
export { discardUploadsOf, sweepUploads } from './sweep-uploads.service.ts';
export { createTusUploads } from './tus-server.ts';
export { uploadLinkRoutes } from './upload-link.routes.ts';
export { uploadRoutes } from './uploads.routes.ts';
export { findUploadFiles, UPLOADS_FOLDER } from './uploads.service.ts';
