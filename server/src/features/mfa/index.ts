export { mfaRoutes } from './mfa.routes.ts';
export { useCode } from './second-factor.service.ts';
