export { presenceRoutes } from './presence.routes.ts';
export { Viewer } from './presence.schema.ts';
export { arrive, findViewers, leave, stay, sweepViewers } from './presence.service.ts';
