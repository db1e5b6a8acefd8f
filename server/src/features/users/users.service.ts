import { hash } from '@node-rs/argon2';
import type { Ctx } from '../../context.ts';
import { insertUser } from './users.repo.ts';

export type Role = 'ORGADMIN' | 'DEVELOPER';

/** Argon2id with the parameters OWASP's password storage cheat sheet names: 19 MiB, two passes, one lane. */
export const HASHING = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string) => hash(password, HASHING);

/** Makes a user; the password is kept as a hash only. */
export async function createUser(
  ctx: Ctx,
  input: { organization_id: number; email: string; password: string; roles: Role[] },
) {
  return insertUser(ctx.db, {
    organization_id: input.organization_id,
    email: input.email.toLowerCase(),
    password_hash: await hashPassword(input.password),
    roles: input.roles,
  });
}
