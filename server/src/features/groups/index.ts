export { groupRoutes } from './groups.routes.ts';
export { listGroupsOf } from './members.repo.ts';
export { joinGroups, requireGroups } from './members.service.ts';
