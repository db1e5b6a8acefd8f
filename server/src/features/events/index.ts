export { purgeEvents } from './purge-events.service.ts';
