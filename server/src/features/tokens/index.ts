export { type Authenticator, createAuthenticator } from './authenticate.service.ts';
export { tokenRoutes } from './tokens.routes.ts';
export { createToken, findWorkingTokens } from './tokens.service.ts';
