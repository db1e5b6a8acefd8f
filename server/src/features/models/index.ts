export { modelRoutes } from './models.routes.ts';
