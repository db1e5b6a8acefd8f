import { Kysely, PostgresDialect, type PostgresPool, sql } from 'kysely';
import pg from 'pg';
import type { Logger } from '../log.ts';
import type { Database } from '../tables.ts';

export type Db = Kysely<Database>;

/** bigint arrives as text from PostgreSQL; ours (ids, byte counts) stay far below 2^53. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
/** The type `bigint[]`; arrays of numbers are written as JSON but for their braces. */
const INT8_ARRAY = 1016 as Parameters<typeof pg.types.setTypeParser>[0];
pg.types.setTypeParser(INT8_ARRAY, (text: string) => JSON.parse(`[${text.slice(1, -1)}]`) as number[]);

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
  // While the pool is closing it does not wait for the server to say good-bye, and that is no loss.
  pool.on('error', (error) => {
    if (!pool.ending) log.warn({ err: error }, 'database connection lost');
  });
  // One that breaks while it is lent out tells its query as well as whoever listens to it, and that must be somebody.
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: preparing(pool) }) });
  return { db, pool, close: () => db.destroy() };
}

const PREPARED_MARK = '/* prepared */';

/**
 * Ends a query that is sent very often and always in the same words: `.modifyEnd(prepared)`. PostgreSQL then parses and
 * plans it once a connection instead of every time, which for a look-up by key is most of its work. Not for `select *`
 * (a later migration would invalidate it) and not for filters whose best plan depends on the values.
 */
export const prepared = sql.raw(PREPARED_MARK);

/** The pool with marked queries sent as named statements; `pg` prepares each name once on each connection. */
function preparing(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>();
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect();
      return {
        release: () => client.release(),
        query: ((text: string, values: unknown[]) => {
          if (typeof text !== 'string' || !text.endsWith(PREPARED_MARK)) return client.query(text, values);
          const name = names.get(text) ?? `prepared_${names.size}`;
          names.set(text, name);
          return client.query({ name, text, values });
        }) as never,
      };
    },
  };
}
