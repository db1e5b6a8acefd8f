export { adminFigureRoutes } from './figures.routes.ts';
export { adminOrganizationRoutes } from './organizations.routes.ts';
