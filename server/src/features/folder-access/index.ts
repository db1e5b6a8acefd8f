export {
  allows,
  type FolderGrants,
  type FolderLevel,
  type FolderRights,
  type Need,
  seesEveryFolder,
  workOutGrants,
} from './folder-access.policy.ts';
export {
  forgetGrantee,
  type Grantee,
  grantsOf,
  lockFolders,
  lockFoldersShared,
  notInDeletedFolder,
  outsideOf,
  outsideOfDeleted,
} from './folder-access.repo.ts';
export {
  findHiddenRoots,
  findReaders,
  levelInFolder,
  readOnly,
  requireFolderAccess,
  viewerOf,
} from './folder-access.service.ts';
