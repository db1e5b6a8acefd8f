import { type Kysely, sql, type Transaction } from 'kysely';
import { type Job as BossJob, fromKysely, PgBoss, type QueueOptions, type SendOptions } from 'pg-boss';
import type { Logger } from './log.ts';
import type { Database } from './tables.ts';

/** A kind of work: its queue and how it is retried. Payloads carry ids only; the row says the rest. */
export interface JobDefinition<Payload extends object> {
  readonly name: string;
  /** `exclusive`: while a job of this kind waits or runs, another one that is sent is dropped. */
  readonly options: QueueOptions & { deadLetter?: string; policy?: 'exclusive' };
  /** Only there to carry the type of the payload. */
  readonly check?: (payload: Payload) => void;
}

/**
 * Declares a kind of work. Delivery is at least once: a handler must be idempotent. A process that dies is noticed by
 * its missing heartbeats, and its jobs go to another.
 */
export function defineJob<Payload extends object>(
  name: string,
  options: JobDefinition<Payload>['options'] = {},
): JobDefinition<Payload> {
  return {
    name,
    options: {
      retryLimit: 20,
      retryDelay: 1,
      retryBackoff: true,
      retryDelayMax: 30,
      expireInSeconds: 86_399,
      heartbeatSeconds: 30,
      deleteAfterSeconds: 3_600,
      ...options,
    },
  };
}

export interface Jobs {
  /** Enqueues; inside `inTransaction` the job exists if and only if the transaction commits. */
  send<P extends object>(job: JobDefinition<P>, payload: P, options?: SendOptions): Promise<void>;
}

/** A job while its handler runs. */
export interface RunningJob {
  /** Stays the same when the job is tried again. */
  readonly id: string;
  /** Aborted when the handler must stop at once. */
  readonly signal: AbortSignal;
  /** Aborted earlier, when the process is about to end: what is begun may end, nothing new should begin. */
  readonly handBack: AbortSignal;
}

export type JobHandler<P> = (payload: P, job: RunningJob) => Promise<void>;

export interface JobQueue extends Jobs {
  within(trx: Transaction<Database>): Jobs;
  work<P extends object>(job: JobDefinition<P>, concurrency: number, handler: JobHandler<P>): Promise<void>;
  /** How many jobs of a kind wait or run. */
  countLive(job: JobDefinition<never>): Promise<number>;
  /** Of these jobs, the ones that will not run any more: ended, or unknown. */
  listEnded(ids: string[]): Promise<string[]>;
  /**
   * Takes no new jobs, lets the running ones come to a good end for `drainMs`, and hands back what still runs then.
   * Resolves once the handlers have ended.
   */
  stop(drainMs: number): Promise<void>;
}

/** How long handlers may take to end once they must. */
const ABORT_MS = 2_000;

/** A job may have been fetched and not have reached its handler yet. */
const JUST_FETCHED_MS = 2_000;
const RECOVER_AFTER_MS = JUST_FETCHED_MS + 500;

export interface JobQueueOptions {
  connectionString: string;
  db: Kysely<Database>;
  log: Logger;
  definitions: readonly JobDefinition<never>[];
  /** Whether this process may run jobs, and so minds the queue (retries, clean-up). */
  worker: boolean;
  /** No other process shares the database: whatever is marked as running now belongs to a dead one. */
  exclusive: boolean;
}

/** Opens the queue (pg-boss on the same PostgreSQL) and creates the queues of `definitions`. */
export async function openJobQueue(options: JobQueueOptions): Promise<JobQueue> {
  const { log, db } = options;
  const boss = new PgBoss({
    connectionString: options.connectionString,
    application_name: 'parlance-jobs',
    max: 6,
    useListenNotify: options.worker,
    supervise: options.worker,
    schedule: false,
    superviseIntervalSeconds: 15,
    monitorIntervalSeconds: 15,
    warningSlowQuerySeconds: 10,
  });
  /** Jobs this process is busy with. */
  const running = new Set<string>();
  const draining = new AbortController();
  const stopping = new AbortController();
  let recovering: NodeJS.Timeout | undefined;
  const recover = async () => {
    recovering = undefined;
    if (draining.signal.aborted) return;
    await takeOverAbandonedJobs(db, log, { but: [...running], olderThanMs: JUST_FETCHED_MS }).catch(recoverLater);
  };
  const recoverLater = () => {
    recovering ??= setTimeout(recover, RECOVER_AFTER_MS).unref();
  };
  let isStopped = false;
  boss.on('error', (error) => {
    // Its last connections may see the database end: that was asked for.
    if (isStopped) return;
    log.warn({ err: error }, 'job queue');
    // The end of a job may have gone unheard, and it would count as running until its heartbeat is missed.
    if (options.exclusive && options.worker) recoverLater();
  });
  await boss.start();

  const deadLetters = new Set(
    options.definitions.map((job) => job.options.deadLetter).filter((name) => name !== undefined),
  );
  const ordered = [...options.definitions].sort(
    (a, b) => Number(deadLetters.has(b.name)) - Number(deadLetters.has(a.name)),
  );
  const existing = new Set((await boss.getQueues()).map((queue) => queue.name));
  for (const job of ordered) {
    const { policy, ...settings } = { ...job.options, notify: true };
    // A queue keeps the policy it was made with.
    if (existing.has(job.name)) await boss.updateQueue(job.name, settings);
    else await boss.createQueue(job.name, policy ? { ...settings, policy } : settings);
  }
  if (options.exclusive && options.worker) await takeOverAbandonedJobs(db, log, { but: [], olderThanMs: 0 });

  const send = async <P extends object>(
    job: JobDefinition<P>,
    payload: P,
    sendOptions: SendOptions = {},
    trx?: Transaction<Database>,
  ) => {
    await boss.send(job.name, payload, trx ? { ...sendOptions, db: fromKysely(trx) } : sendOptions);
  };

  return {
    send: (job, payload, sendOptions) => send(job, payload, sendOptions),
    within: (trx) => ({ send: (job, payload, sendOptions) => send(job, payload, sendOptions, trx) }),
    async work({ name }, concurrency, handler) {
      const startWorker = async () => {
        let worker: string | undefined;
        const run = async ([job]: BossJob<never>[]) => {
          if (!job) return;
          running.add(job.id);
          try {
            const signal = AbortSignal.any([job.signal, stopping.signal]);
            await handler(job.data, { id: job.id, signal, handBack: AbortSignal.any([signal, draining.signal]) });
          } finally {
            running.delete(job.id);
            // Where one job was there may be more: look at once, as short jobs would otherwise wait for the next poll.
            if (worker) boss.notifyWorker(worker);
          }
        };
        worker = await boss.work<never>(
          name,
          { batchSize: 1, pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 2 },
          run,
        );
      };
      for (let index = 0; index < concurrency; index++) await startWorker();
    },
    async countLive({ name }) {
      const { rows } = await sql<{ count: number }>`
        select count(*) as count from pgboss.job
        where name = ${name} and state in ('created', 'retry', 'active')`.execute(db);
      return rows[0]?.count ?? 0;
    },
    async listEnded(ids) {
      const { rows } = await sql<{ id: string }>`
        select id from unnest(${ids}::uuid[]) as asked (id) where not exists (
          select from pgboss.job where job.id = asked.id and state in ('created', 'retry', 'active'))`.execute(db);
      return rows.map(({ id }) => id);
    },
    async stop(drainMs) {
      draining.abort();
      clearTimeout(recovering);
      const abort = setTimeout(() => stopping.abort(), drainMs);
      try {
        await boss.stop({ graceful: true, timeout: drainMs + ABORT_MS, close: true });
      } finally {
        isStopped = true;
        clearTimeout(abort);
        stopping.abort();
      }
    },
  };
}

/**
 * On a database of its own, a job that is marked as running and is not running here was cut off: by the crash of an
 * earlier process, or by the database when it ended before the job could be marked as done. Waiting for its heartbeat to
 * run out would leave the server idle for half a minute; so it goes back to the queue at once. Jobs fetched a moment ago
 * may just be on their way here and are left alone.
 */
async function takeOverAbandonedJobs(
  db: Kysely<Database>,
  log: Logger,
  which: { but: string[]; olderThanMs: number },
): Promise<void> {
  const result = await sql`
    update pgboss.job set state = 'retry', start_after = now(), heartbeat_on = null
    where state = 'active' and id <> all(${which.but}::uuid[])
      and started_on <= now() - ${`${which.olderThanMs} milliseconds`}::interval
  `.execute(db);
  if (result.numAffectedRows) log.info({ jobs: Number(result.numAffectedRows) }, 'continuing work that was cut off');
}
