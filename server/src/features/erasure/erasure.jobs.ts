import { defineJob } from '../../platform/jobs.ts';

/** Erase what is left of somebody who was deleted. */
export const eraseUserJob = defineJob<{ user: number }>('user.erase', { retryLimit: 100 });

/** Erase what is left of an organisation that was deleted. */
export const eraseOrganizationJob = defineJob<{ organization: number }>('organization.erase', { retryLimit: 1_000 });

export const ERASURE_JOBS = [eraseUserJob, eraseOrganizationJob];
