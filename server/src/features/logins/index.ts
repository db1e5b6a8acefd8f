export { createLoginAuthenticator, findWorkingLogins, type LoginAuthenticator } from './authenticate-login.service.ts';
export { type Credentials, checkCredentials } from './check-credentials.service.ts';
export { endLogin, endLoginsOf, endOtherLogins, listLogins, replaceLogin } from './end-logins.service.ts';
export { hashSecret, isLoginToken } from './login-token.ts';
export { deleteExpiredLogins } from './logins.repo.ts';
export { needsSecondFactor, openLogin, type SignedIn } from './open-login.service.ts';
export { noteProof, requireRecentProof } from './recent-proof.service.ts';
export { requirePerson } from './require-person.ts';
