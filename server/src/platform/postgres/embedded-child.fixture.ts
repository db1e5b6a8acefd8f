/**
 * A server process for the tests to kill: starts PostgreSQL on the folder it is given and says so in a line of JSON.
 * On SIGINT it still works with the database for a moment, as a server that finishes its requests would, then stops.
 */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { AppError } from '../errors.ts';
import { createLogger } from '../log.ts';
import { startEmbeddedPostgres } from './embedded.ts';

const tell = (message: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(message)}\n`);

try {
  const postgres = await startEmbeddedPostgres({
    directory: process.argv[2] ?? '',
    log: createLogger({ level: 'silent', pretty: false }),
  });
  const { connectionString, pid } = postgres;
  process.on('SIGINT', async () => {
    await delay(200);
    const client = new pg.Client({ connectionString });
    await client.connect();
    await client.query('CREATE TABLE finished ()');
    await client.end();
    await postgres.stop();
    tell({ stopped: true });
    process.exit(0);
  });
  tell({ connectionString, pid, uid: process.getuid?.() });
} catch (error) {
  tell({ failure: error instanceof AppError ? error.detail : String(error) });
  process.exitCode = 1;
}
