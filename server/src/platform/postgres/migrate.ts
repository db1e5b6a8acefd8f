import { promises as fs } from 'node:fs';
import path from 'node:path';
import { FileMigrationProvider, Migrator } from 'kysely/migration';
import { AppError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { Db } from './connect.ts';

const MIGRATIONS = path.join(import.meta.dirname, '..', '..', '..', 'migrations');

/** Brings the database to the newest shape. Kysely holds an advisory lock, so processes that start together take turns. */
export async function migrate(db: Db, log: Logger): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: new FileMigrationProvider({ fs, path, migrationFolder: MIGRATIONS, import: (file) => import(file) }),
  });
  const { error, results } = await migrator.migrateToLatest();
  for (const result of results ?? []) {
    if (result.status === 'Success') log.debug({ migration: result.migrationName }, 'database migrated');
  }
  if (error) {
    const failed = results?.find((result) => result.status === 'Error')?.migrationName;
    throw new AppError('service_unavailable', {
      detail: `The database could not be migrated${failed ? ` (${failed})` : ''}: ${(error as Error).message}`,
      cause: error,
    });
  }
}
