export { type CopiedTree, copyFolder } from './copy-folder.service.ts';
export { finishErasingFolders } from './delete-folder.service.ts';
export { FOLDER_JOBS } from './folders.jobs.ts';
export { folderRoutes } from './folders.routes.ts';
export { CopiedFolderAnswer, CopyFolderBody, type CreateFolderBody, FolderParams } from './folders.schema.ts';
export { insertNewFolder } from './folders.service.ts';
export { startFolderWorkers } from './folders.worker.ts';
export { placeRoutes } from './places.routes.ts';
export { MAX_DEPTH, MAX_FOLDERS } from './tree.service.ts';
