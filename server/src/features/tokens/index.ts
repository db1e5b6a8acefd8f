export { type Authenticator, createAuthenticator } from './authenticate.service.ts';
export { tokenRoutes } from './tokens.routes.ts';
export { createToken } from './tokens.service.ts';
