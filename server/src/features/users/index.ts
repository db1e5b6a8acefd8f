export { createUser } from './users.service.ts';
