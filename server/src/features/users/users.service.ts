import { hash } from '@node-rs/argon2';
import type { Ctx } from '../../context.ts';
import { insertUser } from './users.repo.ts';

export type Role = 'ORGADMIN' | 'DEVELOPER';

/** Makes a user whose password is kept as an Argon2id hash (OWASP's parameters: 19 MiB, two passes, one lane). */
export async function createUser(
  ctx: Ctx,
  input: { organization_id: number; email: string; password: string; roles: Role[] },
) {
  const password_hash = await hash(input.password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  return insertUser(ctx.db, {
    organization_id: input.organization_id,
    email: input.email.toLowerCase(),
    password_hash,
    roles: input.roles,
  });
}
