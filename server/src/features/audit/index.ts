export { type AuditEntry, type Device, noteEvent } from './audit.service.ts';
