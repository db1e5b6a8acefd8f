export { deleteOrganization } from './erase-organization.service.ts';
export { type ErasureOptions, eraseUser } from './erase-user.service.ts';
export { ERASURE_JOBS } from './erasure.jobs.ts';
export { erasureRoutes } from './erasure.routes.ts';
export { startErasureWorkers } from './erasure.worker.ts';
export { finishErasures } from './finish-erasures.service.ts';
