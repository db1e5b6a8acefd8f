export { groupRoutes } from './groups.routes.ts';
export { listGroupsOf } from './members.repo.ts';
export { joinGroups } from './members.service.ts';
