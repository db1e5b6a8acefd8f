import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from '../log.ts';
import type { Database } from '../tables.ts';

export type Db = Kysely<Database>;

/** bigint arrives as text from PostgreSQL; ours (ids, byte counts) stay far below 2^53. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export interface Connection {
  db: Db;
  pool: pg.Pool;
  close(): Promise<void>;
}

/** Opens a pool to the given server. No query is sent before the first use. */
export function connect(connectionString: string, log: Logger, options: { max?: number } = {}): Connection {
  const pool = new pg.Pool({
    connectionString,
    max: options.max ?? 12,
    application_name: 'parlance',
    // A dead peer must not hang a request for ever.
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // An idle connection that breaks (database restarted) is replaced by the pool; unheard it would end the process.
  pool.on('error', (error) => log.warn({ err: error }, 'database connection lost'));
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, close: () => db.destroy() };
}
