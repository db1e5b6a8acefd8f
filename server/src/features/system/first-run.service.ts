import { randomBytes } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { type Ctx, inTransaction } from '../../context.ts';
import { insertOrganization, organizationExists } from '../organizations/index.ts';
import { createToken } from '../tokens/index.ts';
import { createUser } from '../users/index.ts';

/** What the first start made: everything needed to sign in and to call the API. */
export interface FirstRun {
  url: string;
  admin_email: string;
  admin_password: string;
  batch_key: string;
  realtime_key: string;
}

const FIRST_RUN_LOCK = 7_203_001;

/**
 * At the first start makes the organisation, its administrator and one key of each everyday kind, and writes
 * `first-run.json` (0600). Undefined at every later start.
 */
export async function setUpFirstRun(ctx: Ctx): Promise<FirstRun | undefined> {
  if (await organizationExists(ctx.db)) return undefined;
  return inTransaction(ctx, async (ctx) => {
    // Two processes may start together on one new database; the second waits here and then finds the work done.
    await sql`select pg_advisory_xact_lock(${FIRST_RUN_LOCK})`.execute(ctx.db);
    if (await organizationExists(ctx.db)) return undefined;
    const password = ctx.config.adminPassword ?? randomPassword();
    const organization = await insertOrganization(ctx.db, 'Parlance');
    await createUser(ctx, {
      organization_id: organization.id,
      email: ctx.config.adminEmail,
      password,
      roles: ['SYSOP', 'ORGADMIN', 'DEVELOPER'],
    });
    const batch = await createToken(ctx, { organization_id: organization.id, name: 'First batch key', type: 'batch' });
    const realtime = await createToken(ctx, {
      organization_id: organization.id,
      name: 'First realtime key',
      type: 'realtime',
    });
    const firstRun: FirstRun = {
      url: ctx.publicUrl,
      admin_email: ctx.config.adminEmail,
      admin_password: password,
      batch_key: batch.key,
      realtime_key: realtime.key,
    };
    // Inside the transaction: keys that exist but were never shown would be lost for good.
    await writePrivateFile(ctx.config.firstRunFile, `${JSON.stringify(firstRun, null, 2)}\n`);
    return firstRun;
  });
}

async function writePrivateFile(file: string, content: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}`;
  await writeFile(partial, content, { mode: 0o600 });
  await rename(partial, file);
}

/** 20 characters from 120 random bits, with the kinds of characters the password rule wants. */
function randomPassword(): string {
  for (;;) {
    const candidate = randomBytes(15).toString('base64url');
    if (/[A-Z]/.test(candidate) && /[a-z]/.test(candidate) && /\d/.test(candidate)) return candidate;
  }
}
