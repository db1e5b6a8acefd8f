export { hashPassword, whenItIsItsTurn } from './password-hash.ts';
export { checkPassword, PASSWORD } from './password-rules.ts';
export { isPermitted, PERMISSIONS, type Permission, ROLES, type Role } from './permissions.ts';
export {
  countOtherAdmins,
  findUser,
  findUserByEmail,
  insertUser,
  type UserRow,
  updateUser,
  updateUserLogin,
} from './users.repo.ts';
export { createUser, nameOf, requireUser } from './users.service.ts';
