export { LIVE_FOLDER } from './audio-file.ts';
export { findLiveFiles } from './live-files.service.ts';
export { discardSavesOf, recoverSaves, startSaveRecovery } from './recover-saves.service.ts';
export { type LiveToSave, openSave, type Save } from './save.service.ts';
