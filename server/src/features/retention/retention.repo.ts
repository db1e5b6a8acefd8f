import type { Db } from '../../platform/postgres/connect.ts';

/*
 * Clean-ups are the installation's own, not of an organisation.
 */

export async function insertRun(db: Db, run: { started_at: Date; finished_at: Date; report: object }): Promise<void> {
  await db
    .insertInto('retention_runs')
    .values({ ...run, report: JSON.stringify(run.report) })
    .execute();
}

/** Keeps the last `kept` reports. */
export async function deleteOldRuns(db: Db, kept: number): Promise<void> {
  await db
    .deleteFrom('retention_runs')
    .where('id', 'in', (from) =>
      from.selectFrom('retention_runs').select('id').orderBy('id', 'desc').offset(kept).limit(1_000),
    )
    .execute();
}

export async function findLastRunTime(db: Db): Promise<Date | null> {
  const row = await db
    .selectFrom('retention_runs')
    .select('finished_at')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.finished_at ?? null;
}

/** When this database came to be; null when nothing is in it yet. */
export async function findBirth(db: Db): Promise<Date | null> {
  const row = await db
    .selectFrom('organizations')
    .select((select) => select.fn.min('created_at').as('born_at'))
    .executeTakeFirst();
  return row?.born_at ?? null;
}
