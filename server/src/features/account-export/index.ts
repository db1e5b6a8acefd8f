export { accountExportRoutes } from './export.routes.ts';
