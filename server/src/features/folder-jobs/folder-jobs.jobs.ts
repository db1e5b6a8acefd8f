import { defineJob } from '../../platform/jobs.ts';

/** Gives up a job that failed too often, so that none waits for ever. */
export const abandonFolderJob = defineJob<{ job: string }>('folders.abandon');

/** Export, import or copy a folder. */
export const folderJob = defineJob<{ job: string }>('folders.work', { deadLetter: abandonFolderJob.name });

export const FOLDER_WORK_JOBS = [abandonFolderJob, folderJob];
