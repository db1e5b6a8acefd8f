export { mfaRoutes } from './mfa.routes.ts';
export { resetFactorOf } from './mfa.service.ts';
export { useCode } from './second-factor.service.ts';
