export { authRoutes } from './auth.routes.ts';
export { EmailAddress, PersonName } from './auth.schema.ts';
export { LINK_JOBS } from './links/links.jobs.ts';
export { deleteLinks, findLinkData, insertLink, takeLink } from './links/links.repo.ts';
export { linkRoutes } from './links/links.routes.ts';
export { choosePassword, purgeSignIn, sendActivation } from './links/links.service.ts';
export { startLinkWorkers } from './links/links.worker.ts';
export { clearLoginCookie, loginCookie, refuseOtherSites } from './login-cookie.ts';
