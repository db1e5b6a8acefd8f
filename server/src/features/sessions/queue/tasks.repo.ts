import { type Selectable, sql } from 'kysely';
import type { Db } from '../../../platform/postgres/connect.ts';
import type { RateProfileName } from '../../../platform/rate-limits/profiles.ts';
import type { Database, TaskStage } from '../../../platform/tables.ts';

/*
 * The queue is shared by all organisations, and it is the worker that asks: these queries look across them on purpose.
 * Nothing a client sends reaches them.
 */

export type Task = Selectable<Database['tasks']>;

/** Held while a task is chosen, so that two workers never judge by the same picture. */
const CHOOSING_LOCK: Record<TaskStage, number> = { prepare: 7_203_011, recognise: 7_203_012 };

export async function lockChoosing(db: Db, stage: TaskStage): Promise<void> {
  await sql`select pg_advisory_xact_lock(${CHOOSING_LOCK[stage]})`.execute(db);
}

export async function insertTask(
  db: Db,
  task: {
    organization_id: number;
    session: number;
    stage: TaskStage;
    batch: number;
    is_interactive: boolean;
    rank: number;
  },
): Promise<void> {
  await db.insertInto('tasks').values(task).execute();
}

/** The task an interrupted run of this job had taken. */
export function findTaskOfJob(db: Db, job: string): Promise<Task | undefined> {
  return db.selectFrom('tasks').selectAll().where('job', '=', job).executeTakeFirst();
}

export interface WaitingOrganization {
  organization_id: number;
  /** Null: that of the installation. */
  rate_profile: RateProfileName | null;
  /** Tasks of this stage that are being worked on. */
  running: number;
  /** Sessions being processed. */
  processing: number;
  /** Whether some of its speech waits to be recognised. */
  has_speech_waiting: boolean;
  /** Whether a recording of its other lane goes before the first of this one. */
  is_other_lane_first: boolean;
}

/**
 * The organisations with waiting tasks of this kind, whose turn it is first: the one with the least work running, then
 * the one whose last turn is longest ago. Looks up one index entry for each organisation, however long its queue is.
 */
export async function listWaitingOrganizations(
  db: Db,
  stage: TaskStage,
  isInteractive: boolean,
): Promise<WaitingOrganization[]> {
  const { rows } = await sql<WaitingOrganization>`
    with recursive waiting (organization_id) as (
      (select organization_id from tasks
       where stage = ${stage} and is_interactive = ${isInteractive} and job is null
       order by organization_id limit 1)
      union all
      select (select t.organization_id from tasks t
              where t.stage = ${stage} and t.is_interactive = ${isInteractive} and t.job is null
                and t.organization_id > w.organization_id
              order by t.organization_id limit 1)
      from waiting w where w.organization_id is not null
    )
    select w.organization_id, o.rate_profile,
      (select count(*) from tasks t
       where t.organization_id = w.organization_id and t.stage = ${stage} and t.job is not null) as running,
      (select count(*) from sessions s
       where s.organization_id = w.organization_id and s.status = 'processing' and s.deleted_at is null) as processing,
      exists (select from tasks t
       where t.organization_id = w.organization_id and t.stage = 'recognise' and not t.is_interactive
         and t.job is null) as has_speech_waiting,
      coalesce((select min(t.rank) from tasks t
        where t.organization_id = w.organization_id and t.stage = ${stage} and t.is_interactive = ${!isInteractive}
          and t.job is null)
      < (select min(t.rank) from tasks t
        where t.organization_id = w.organization_id and t.stage = ${stage} and t.is_interactive = ${isInteractive}
          and t.job is null), false) as is_other_lane_first
    from waiting w
    join organizations o on o.id = w.organization_id
    left join queue_turns turn on turn.organization_id = w.organization_id and turn.stage = ${stage}
    order by running, turn.last_turn_at nulls first, w.organization_id`.execute(db);
  return rows;
}

/** How many batches of long recordings wait to be recognised, counted up to `limit`. */
export async function countWaitingBatches(db: Db, limit: number): Promise<number> {
  const some = db
    .selectFrom('tasks')
    .select('id')
    .where('stage', '=', 'recognise')
    .where('is_interactive', '=', false)
    .where('job', 'is', null)
    .limit(limit);
  const row = await db
    .selectFrom(some.as('some'))
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The task an organisation does next: by rank, then in the order of the recording. */
export function findFirstTask(
  db: Db,
  which: { stage: TaskStage; is_interactive: boolean; organization_id: number },
): Promise<Task | undefined> {
  return db
    .selectFrom('tasks')
    .selectAll()
    .where('stage', '=', which.stage)
    .where('is_interactive', '=', which.is_interactive)
    .where('organization_id', '=', which.organization_id)
    .where('job', 'is', null)
    .orderBy('rank')
    .orderBy('batch')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
}

/** Gives a task to a job; undefined when its session ended meanwhile. */
export function updateTaskTaken(db: Db, id: number, job: string): Promise<Task | undefined> {
  return db
    .updateTable('tasks')
    .set({ job, tries: sql`tries + 1` })
    .where('id', '=', id)
    .where('job', 'is', null)
    .returningAll()
    .executeTakeFirst();
}

export async function updateTaskTries(db: Db, id: number): Promise<void> {
  await db.updateTable('tasks').set({ tries: sql`tries + 1` }).where('id', '=', id).execute();
}

export async function upsertTurn(db: Db, organizationId: number, stage: TaskStage): Promise<void> {
  await sql`
    insert into queue_turns (organization_id, stage, last_turn_at)
    values (${organizationId}, ${stage}, clock_timestamp())
    on conflict (organization_id, stage) do update set last_turn_at = excluded.last_turn_at`.execute(db);
}

/**
 * Whether a job still has its task: what it writes then belongs to the present try of the session. Tasks are removed only
 * by who holds the row of their session, so ask while holding it.
 */
export async function hasTask(db: Db, task: Task): Promise<boolean> {
  const row = await db
    .selectFrom('tasks')
    .select('id')
    .where('id', '=', task.id)
    .where('job', '=', task.job)
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteTask(db: Db, id: number): Promise<void> {
  await db.deleteFrom('tasks').where('id', '=', id).execute();
}

export async function deleteTasksOfSession(db: Db, session: number): Promise<void> {
  await db.deleteFrom('tasks').where('session', '=', session).execute();
}

export async function countTasks(db: Db, lane: { stage: TaskStage; is_interactive: boolean }): Promise<number> {
  const row = await db
    .selectFrom('tasks')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('stage', '=', lane.stage)
    .where('is_interactive', '=', lane.is_interactive)
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function listJobsOfTasks(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('tasks').select('job').where('job', 'is not', null).execute();
  return rows.map(({ job }) => job as string);
}

export async function releaseTasks(db: Db, jobs: string[]): Promise<void> {
  await db.updateTable('tasks').set({ job: null }).where('job', 'in', jobs).execute();
}
