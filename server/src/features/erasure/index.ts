export { eraseUser } from './erase-user.service.ts';
export { ERASURE_JOBS } from './erasure.jobs.ts';
export { startErasureWorkers } from './erasure.worker.ts';
