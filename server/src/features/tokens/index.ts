export { type Authenticator, createAuthenticator } from './authenticate.service.ts';
export { createToken, revokeToken } from './tokens.service.ts';
