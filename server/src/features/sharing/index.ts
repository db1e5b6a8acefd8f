export { purgeShares } from './ended-shares.service.ts';
export { sharedRoutes } from './guests.routes.ts';
export { shareRoutes } from './shares.routes.ts';
