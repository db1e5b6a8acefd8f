export { apiReference } from './api-reference.ts';
export { type FirstRun, setUpFirstRun } from './first-run.service.ts';
export { systemRoutes } from './system.routes.ts';
