export const ROLES = [
  'SYSOP',
  'ORGADMIN',
  'CONTRIBUTOR',
  'CUSTOMER',
  'DEVELOPER',
  'RESELLER',
  'RESELLEE',
  'TESTER',
] as const;
export type Role = (typeof ROLES)[number];

/** What the documented roles are for (reference section 21). */
export const ROLE_MEANINGS: Record<Role, string> = {
  SYSOP: 'runs the installation: organisations, limits, usage, queue, audit log of all',
  ORGADMIN: 'runs an organisation: its settings, people and groups, all of its documents',
  CONTRIBUTOR: 'makes and edits transcripts and captions, shares and comments',
  CUSTOMER: 'sees what is shared, makes nothing',
  DEVELOPER: 'like a contributor, with API keys and webhooks',
  RESELLER: 'like a contributor, with organisations of customers',
  RESELLEE: 'a contributor in an organisation of a reseller’s customer',
  TESTER: 'like a contributor, with what is not released yet',
};

const ALL = ROLES;
const MAKERS = ['ORGADMIN', 'CONTRIBUTOR', 'DEVELOPER', 'RESELLER', 'RESELLEE', 'TESTER'] as const;
const VIEWERS = [...MAKERS, 'CUSTOMER'] as const;

/** The one table of who may do what. Roles add up: somebody may do what any of their roles may. */
export const PERMISSIONS = {
  account: { roles: ALL, meaning: 'their own account: name, password, second factor, devices, preferences, data' },
  'organization.read': { roles: ALL, meaning: 'see the organisation they belong to' },
  'organization.manage': { roles: ['ORGADMIN'], meaning: 'change it, its picture and its rules of signing in' },
  'users.manage': { roles: ['ORGADMIN'], meaning: 'invite, edit, deactivate and delete people' },
  'groups.read': { roles: MAKERS, meaning: 'see groups and who is in them' },
  'groups.manage': { roles: ['ORGADMIN'], meaning: 'make groups and put people in them' },
  'sessions.read': {
    roles: VIEWERS,
    meaning: 'see sessions, transcripts, captions, comments, folders and what was done to them',
  },
  'sessions.write': {
    roles: MAKERS,
    meaning: 'upload, transcribe, edit, comment, share, export, put into folders, delete',
  },
  'templates.read': { roles: MAKERS, meaning: 'see and use export templates' },
  'templates.manage': { roles: ['ORGADMIN'], meaning: 'make and delete export templates' },
  'tokens.manage': { roles: ['DEVELOPER'], meaning: 'make, list and end API keys' },
  'webhooks.manage': { roles: ['DEVELOPER', 'ORGADMIN'], meaning: 'webhooks, their secrets and deliveries' },
  'audit.read': { roles: ['ORGADMIN'], meaning: 'the audit log of the organisation' },
  admin: { roles: ['SYSOP'], meaning: 'all organisations of the installation' },
} as const satisfies Record<string, { roles: readonly Role[]; meaning: string }>;
export type Permission = keyof typeof PERMISSIONS;

/** Whether somebody with these roles may do it. */
export function isPermitted(roles: readonly string[], permission: Permission): boolean {
  const { roles: allowed }: { roles: readonly string[] } = PERMISSIONS[permission];
  return roles.some((role) => allowed.includes(role));
}

/** Whose roles may give each role to others, and take it from them. */
export const GRANTED_BY: Record<Role, readonly Role[]> = {
  SYSOP: ['SYSOP'],
  ORGADMIN: ['ORGADMIN', 'SYSOP'],
  CONTRIBUTOR: ['ORGADMIN', 'SYSOP'],
  CUSTOMER: ['ORGADMIN', 'SYSOP'],
  DEVELOPER: ['ORGADMIN', 'SYSOP'],
  RESELLER: ['SYSOP'],
  RESELLEE: ['SYSOP'],
  TESTER: ['ORGADMIN', 'SYSOP'],
};

/** Which of some roles somebody with the roles `own` may neither give nor take. */
export function rolesBeyond(own: readonly string[], roles: readonly string[]): string[] {
  return roles.filter((role) => !GRANTED_BY[role as Role]?.some((giver) => own.includes(giver)));
}

declare module '../../platform/http/access.ts' {
  interface AccessNames extends Record<Permission, true> {}
}
