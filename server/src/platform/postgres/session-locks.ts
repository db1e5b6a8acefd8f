import pg from 'pg';
import type { Logger } from '../log.ts';

/** Locks that PostgreSQL holds for as long as this process lives and is connected. */
export interface SessionLocks {
  /** Takes the lock if nobody has it. One name must not be taken twice by one process. */
  take(name: string): Promise<boolean>;
  give(name: string): Promise<void>;
  close(): Promise<void>;
}

const KEY = "hashtextextended('parlance:' || $1, 0)";
const TAKE = { name: 'take', text: `select pg_try_advisory_lock(${KEY}) as taken` };
const GIVE = { name: 'give', text: `select pg_advisory_unlock(${KEY})` };

/**
 * Advisory locks, all of them on one connection of their own: they end with it, so those of a process that dies are free
 * at once, with no lease to wait for. It is opened by the first lock.
 *
 * @param onLost the connection broke, and every lock with it
 */
export function openSessionLocks(connectionString: string, log: Logger, onLost: () => void): SessionLocks {
  let opening: Promise<pg.Client> | undefined;
  let closed = false;

  const open = async () => {
    const client = new pg.Client({
      connectionString,
      application_name: 'parlance-locks',
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    });
    const lost = (error?: Error) => {
      if (opening === undefined || closed) return;
      opening = undefined;
      log.warn({ err: error }, 'connection of the locks lost');
      onLost();
    };
    client.on('error', lost);
    client.on('end', () => lost());
    await client.connect();
    return client;
  };
  const connection = () => {
    opening ??= open().catch((error) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };

  return {
    async take(name) {
      const client = await connection();
      const { rows } = await client.query<{ taken: boolean }>({ ...TAKE, values: [name] });
      return rows[0]?.taken ?? false;
    },
    async give(name) {
      // Without a connection there is no lock left to give back.
      const client = await opening?.catch(() => undefined);
      await client?.query({ ...GIVE, values: [name] }).catch(() => {});
    },
    async close() {
      closed = true;
      const client = await opening?.catch(() => undefined);
      await client?.end();
    },
  };
}
