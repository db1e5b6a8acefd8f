export {
  allows,
  type FolderGrants,
  type FolderLevel,
  type FolderRights,
  type Need,
  seesEveryFolder,
  workOutGrants,
} from './folder-access.policy.ts';
export { outsideOf } from './folder-access.repo.ts';
export { findHiddenRoots, findReaders, levelInFolder, readOnly, requireFolderAccess } from './folder-access.service.ts';
