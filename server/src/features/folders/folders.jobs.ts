import { defineJob } from '../../platform/jobs.ts';

/** Erase what is in a folder that was deleted with its contents, then the folders. */
export const eraseFolderJob = defineJob<{ folder: number }>('folder.erase', { retryLimit: 1_000 });

export const FOLDER_JOBS = [eraseFolderJob];
