export { type AuditEntry, type Device, noteEvent, noteEvents, noteOften } from './audit.service.ts';
