import { defineJob } from '../../platform/jobs.ts';

/** Erase what is left of somebody who was deleted. */
export const eraseUserJob = defineJob<{ user: number }>('user.erase', { retryLimit: 100 });

export const ERASURE_JOBS = [eraseUserJob];
