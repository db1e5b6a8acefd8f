export { collectOrphans } from './collect-orphans.service.ts';
export { RETENTION_JOBS } from './retention.jobs.ts';
export { retentionRoutes } from './retention.routes.ts';
export { startRetentionWorker } from './retention.worker.ts';
