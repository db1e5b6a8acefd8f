import { defineJob } from '../../platform/jobs.ts';

/** Clean up. `exclusive`: of all processes together one runs it, and while it waits or runs no other is queued. */
export const retentionJob = defineJob<Record<string, never>>('retention.run', { policy: 'exclusive', retryLimit: 3 });

export const RETENTION_JOBS = [retentionJob];
