import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openJobQueue } from '../src/platform/jobs.ts';
import { createLogger } from '../src/platform/log.ts';
import { connect } from '../src/platform/postgres/connect.ts';
import { startEmbeddedPostgres } from '../src/platform/postgres/embedded.ts';
import { migrate } from '../src/platform/postgres/migrate.ts';
import { JOB_DEFINITIONS } from '../src/workers.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
    templateDatabase: string;
  }
}

const TEMPLATE = 'parlance_template';

/** One real PostgreSQL for the whole run, with a migrated database that each test file copies. */
export default async function setup(project: TestProject) {
  const directory = await mkdtemp(path.join(tmpdir(), 'parlance-test-pg-'));
  const log = createLogger({ level: 'warn', pretty: false });
  const postgres = await startEmbeddedPostgres({ directory, log });
  const admin = new pg.Client({ connectionString: postgres.connectionString });
  await admin.connect();
  await admin.query(`create database ${TEMPLATE}`);
  await admin.end();

  const templateUrl = databaseUrl(postgres.connectionString, TEMPLATE);
  const { db, close } = connect(templateUrl, log);
  await migrate(db, log);
  const jobs = await openJobQueue({
    connectionString: templateUrl,
    db,
    log,
    definitions: JOB_DEFINITIONS,
    worker: false,
    exclusive: false,
  });
  await jobs.stop(1_000);
  await close();

  project.provide('postgresUrl', postgres.connectionString);
  project.provide('templateDatabase', TEMPLATE);
  return async () => {
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  };
}

export function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}
