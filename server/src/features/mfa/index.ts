export { mfaRoutes } from './mfa.routes.ts';
export { resetFactorOf } from './mfa.service.ts';
export { resealFactors, useCode } from './second-factor.service.ts';
