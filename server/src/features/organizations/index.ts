export {
  findDefaultDiarization,
  findOrganizationName,
  insertOrganization,
  organizationExists,
} from './organizations.repo.ts';
export { organizationRoutes } from './organizations.routes.ts';
