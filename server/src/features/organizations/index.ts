export { insertOrganization, organizationExists } from './organizations.repo.ts';
