export { findActorNames } from './actor-names.service.ts';
