export { type AuditEntry, type Device, noteEvent, noteEvents } from './audit.service.ts';
