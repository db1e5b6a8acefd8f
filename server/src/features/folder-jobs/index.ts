export { ARCHIVES_FOLDER } from './archive-key.ts';
export { eraseFolderJobsOf, expireFolderJobs, findArchiveFiles } from './archives.ts';
export type { FolderPair } from './copy/run-copy.service.ts';
export { startFolderCopy } from './copy/start-copy.service.ts';
export { FOLDER_WORK_JOBS } from './folder-jobs.jobs.ts';
export { folderJobRoutes } from './folder-jobs.routes.ts';
export { startFolderJobWorkers } from './folder-jobs.worker.ts';
export { folderImportRoutes } from './import/import.routes.ts';
