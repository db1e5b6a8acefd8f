import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createLogger } from '../../src/platform/log.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/postgres/embedded.ts';
import { chooseEndpoint, connectionStringFor } from '../../src/platform/postgres/embedded-postmaster.ts';
import { descendantsOf, freePort, type Process } from '../server-process.ts';
import type { Ledger } from './ledger.ts';
import { createService, type Service } from './service.ts';

export type TopologyName = 'one' | 'many';

/** The processes of one installation. */
export interface Topology {
  port: number;
  dataDir: string;
  services: Service[];
  start(): Promise<void>;
  /** Database processes that run now, the postmaster first. */
  database(): Process[];
  databaseUrl(): Promise<string>;
  stop(): Promise<void>;
}

const PLENTY = {
  requests_per_minute: 1_000_000,
  creations_per_minute: null,
  webhooks_per_minute: null,
  tokens_per_minute: null,
  realtime_per_minute: null,
  concurrent_realtime: null,
};

async function commonEnvironment(directory: string) {
  const port = await freePort();
  const dataDir = path.join(directory, 'data');
  const environment = {
    PARLANCE_DATA_DIR: dataDir,
    PARLANCE_PORT: String(port),
    PARLANCE_DEMO: '0',
    PARLANCE_ENGINES: 'scripted,pocketsphinx',
    PARLANCE_DECODERS: '2',
    PARLANCE_LOG_LEVEL: 'debug',
    PARLANCE_LOG_FORMAT: 'json',
    PARLANCE_OUTBOUND_ALLOW: '127.0.0.1',
    // Customers here are quicker than people.
    PARLANCE_RATE_PROFILES: JSON.stringify({ 'self-hosted': PLENTY }),
    PARLANCE_UNAUTHENTICATED_PER_MINUTE: '1000000',
  };
  return { port, dataDir, environment };
}

/** What a plain start gives: one process with everything, PostgreSQL below it. */
export async function topologyOfOne(directory: string, ledger: Ledger): Promise<Topology> {
  const { port, dataDir, environment } = await commonEnvironment(directory);
  const server = createService('server', environment, ledger);
  const databaseFolder = path.join(dataDir, 'postgres');
  return {
    port,
    dataDir,
    services: [server],
    start: () => server.start(),
    database() {
      const all = server.descendants().filter(({ program }) => program === 'postgres');
      return postmasterFirst(all);
    },
    async databaseUrl() {
      const password = (await readFile(path.join(databaseFolder, 'password'), 'utf8')).trim();
      return connectionStringFor(await chooseEndpoint(databaseFolder), password);
    },
    stop: () => server.stop(),
  };
}

function postmasterFirst(processes: Process[]): Process[] {
  const isChild = ({ parent }: Process) => processes.some(({ pid }) => pid === parent);
  return [...processes.filter((one) => !isChild(one)), ...processes.filter(isChild)];
}

/** Processes that share a PostgreSQL and a data directory: one answers requests, two work. */
export async function topologyOfMany(directory: string, ledger: Ledger): Promise<Topology> {
  const { port, dataDir, environment } = await commonEnvironment(directory);
  const database = await keepDatabase(path.join(directory, 'database'));
  const shared = {
    ...environment,
    DATABASE_URL: database.url,
    PARLANCE_SECRET_KEY: 'the same on every machine of this installation',
  };
  const worker = { ...shared, PARLANCE_ROLES: 'worker', PARLANCE_PORT: '0', PARLANCE_DECODERS: '1' };
  const api = createService('api', { ...shared, PARLANCE_ROLES: 'api' }, ledger);
  const workers = ['worker-a', 'worker-b'].map((name) => createService(name, worker, ledger));
  return {
    port,
    dataDir,
    services: [api, ...workers],
    async start() {
      await api.start();
      await Promise.all(workers.map((service) => service.start()));
    },
    database: database.processes,
    databaseUrl: async () => database.url,
    async stop() {
      await Promise.all([api, ...workers].map((service) => service.stop()));
      await database.stop();
    },
  };
}

/** A PostgreSQL that comes back even when its supervisor has seen it end too often in a row. */
async function keepDatabase(directory: string) {
  const log = createLogger({ level: 'silent', pretty: false });
  let isStopping = false;
  let running: EmbeddedPostgres;
  const run = async () => {
    running = await startEmbeddedPostgres({ directory, log });
    running.exited.then(async () => {
      if (isStopping) return;
      await running.stop();
      await run();
    });
  };
  await run();
  return {
    get url() {
      return running.connectionString;
    },
    processes: () => {
      const { pid } = running;
      return descendantsOf(process.pid)
        .filter((one) => one.pid === pid || one.parent === pid)
        .sort((one) => (one.pid === pid ? -1 : 1));
    },
    stop() {
      isStopping = true;
      return running.stop();
    },
  };
}
