export { hashCode, hashPassword, whenItIsItsTurn } from './password-hash.ts';
export { checkPassword, PASSWORD } from './password-rules.ts';
export { GRANTED_BY, isPermitted, PERMISSIONS, type Permission, ROLES, type Role, rolesBeyond } from './permissions.ts';
export {
  countOtherAdmins,
  findUser,
  findUserByEmail,
  insertUser,
  lockOrganization,
  type UserRow,
  updateUser,
  updateUserEmail,
  updateUserLogin,
} from './users.repo.ts';
export { createUser, keepOneAdmin, nameOf, requireUser } from './users.service.ts';
