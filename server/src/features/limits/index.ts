export { addressBlock } from './address-block.ts';
export { countOpenRealtime, countUnfinishedSessions, REALTIME_SEEN_MS } from './limits.repo.ts';
export { limitRoutes } from './limits.routes.ts';
export { MAX_FILENAME_LENGTH } from './limits.schema.ts';
export { type OrganizationLimits, organizationLimits } from './limits.service.ts';
export { countWrongKey, createRequestLimits, type RequestLimits } from './request-limits.ts';
