export { pageRoutes } from './pages.routes.ts';
export { PAGE_PATHS } from './pages.ts';
