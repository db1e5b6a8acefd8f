import { defineJob } from '../../../platform/jobs.ts';

/** Send a link to whoever forgot their password, if there is such an account. */
export const forgottenJob = defineJob<{ mail: number }>('password.forgotten', { retryLimit: 5, retryDelay: 5 });

/** Send a link to whoever registers. */
export const registeredJob = defineJob<{ mail: number }>('user.registered', { retryLimit: 5, retryDelay: 5 });

export const LINK_JOBS = [forgottenJob, registeredJob];
