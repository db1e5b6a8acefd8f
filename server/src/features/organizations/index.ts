export { logoRoutes } from './logo/logo.routes.ts';
export { findLogoFiles, LOGOS_FOLDER } from './logo/logo.service.ts';
export {
  findDefaultDiarization,
  findOrganizationName,
  insertOrganization,
  organizationExists,
} from './organizations.repo.ts';
export { organizationRoutes } from './organizations.routes.ts';
