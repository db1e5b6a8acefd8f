export { accountRoutes, loginRoutes } from './account.routes.ts';
