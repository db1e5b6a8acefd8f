export { discardSavesOf, findLiveFiles, LIVE_FOLDER, startSaveRecovery } from './save/index.ts';
