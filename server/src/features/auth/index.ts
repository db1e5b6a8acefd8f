export { authRoutes } from './auth.routes.ts';
export { loginCookie, refuseOtherSites } from './login-cookie.ts';
