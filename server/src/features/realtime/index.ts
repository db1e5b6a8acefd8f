export { createRealtimeHub } from './create-hub.ts';
export type { IdentifyKey } from './hub.ts';
export { readinessRoutes } from './readiness.routes.ts';
export { realtimeRoutes } from './realtime.routes.ts';
export { LIVE_ACCESS } from './realtime.schema.ts';
export { discardSavesOf, findLiveFiles, LIVE_FOLDER, startSaveRecovery } from './save/index.ts';
export { refuseForeignPages, socketKeyOf } from './socket-key.ts';
