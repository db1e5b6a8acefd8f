export { auditLogRoutes } from './audit-log.routes.ts';
export { purgeAuditLog } from './audit-log.service.ts';
