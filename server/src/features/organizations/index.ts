export { findOrganizationName, insertOrganization, organizationExists } from './organizations.repo.ts';
