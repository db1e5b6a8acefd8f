export { createEventHub } from './event-hub.ts';
export { eventRoutes } from './events.routes.ts';
export { purgeEvents } from './purge-events.service.ts';
