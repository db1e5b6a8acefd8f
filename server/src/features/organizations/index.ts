export {
  findDefaultDiarization,
  findOrganizationName,
  insertOrganization,
  lockOrganization,
  organizationExists,
} from './organizations.repo.ts';
export { organizationRoutes } from './organizations.routes.ts';
