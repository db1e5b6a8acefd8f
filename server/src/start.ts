import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import type { RootCtx } from './context.ts';
import { countUnfinishedSessions } from './features/limits/index.ts';
import { type FirstRun, setUpFirstRun } from './features/system/index.ts';
import { beginFirstModel, type FirstModel } from './model-store/index.ts';
import { openModelStore } from './open-model-store.ts';
import { createCapacity } from './platform/capacity.ts';
import { AppError } from './platform/errors.ts';
import { openEventBus } from './platform/events.ts';
import type { HttpServer } from './platform/http/server.ts';
import { openJobQueue } from './platform/jobs.ts';
import { createLocks } from './platform/locks.ts';
import type { Logger } from './platform/log.ts';
import { createMailer } from './platform/mailer.ts';
import { createMetrics } from './platform/metrics.ts';
import { connect } from './platform/postgres/connect.ts';
import { startEmbeddedPostgres } from './platform/postgres/embedded.ts';
import { migrate } from './platform/postgres/migrate.ts';
import { createMemoryCounter } from './platform/rate-limits/counter.ts';
import { createSharedCounter } from './platform/rate-limits/shared-counter.ts';
import { createSafeFetch } from './platform/safe-fetch/index.ts';
import { createSecretBox } from './platform/secret-box.ts';
import { createLinkSigner, loadSecret } from './platform/signed-links.ts';
import { openDiskStorage } from './platform/storage/disk.ts';
import { openRemoteEngine } from './remote-engine.ts';
import { createSpeech } from './speech/index.ts';
import { JOB_DEFINITIONS, startWorkers } from './workers.ts';

export interface RunningServer {
  ctx: RootCtx;
  app: HttpServer;
  url: string;
  /** What the first start made; undefined at later ones. */
  firstRun: FirstRun | undefined;
  /** What becomes of the neural English model that a new machine lacks. */
  firstModel: FirstModel;
  /** Resolves when the database is lost for good. */
  failed: Promise<AppError>;
  /**
   * Ends everything in order. Requests and work under way may come to their end for `drainMs` (default: not at all), then
   * work is handed back and connections are closed, which takes up to 5 seconds more.
   */
  stop(options?: { drainMs?: number }): Promise<void>;
}

/** How long requests under way may take to end when nothing else is waited for. */
const REQUESTS_END_MS = 1_000;

/** Starts the platform: database, queue, workers, HTTP. Whatever started is ended again when a later part fails. */
export async function startServer(
  config: Config,
  log: Logger,
  options: { now?: () => Date; signal?: AbortSignal } = {},
): Promise<RunningServer> {
  const now = options.now ?? (() => new Date());
  const ends: ((drainMs: number) => Promise<unknown>)[] = [];
  const stop: RunningServer['stop'] = async ({ drainMs = 0 } = {}) => {
    for (const end of ends.splice(0).reverse()) {
      await end(drainMs).catch((error) => log.warn({ err: error }, 'a part did not stop cleanly'));
    }
  };
  try {
    await mkdir(config.dataDir, { recursive: true });
    const database = await openDatabase(config, log, options.signal);
    ends.push(database.stop);
    const connection = connect(database.url, log);
    ends.push(connection.close);
    const { db } = connection;
    await migrate(db, log);
    const events = await openEventBus(database.url, db, log);
    ends.push(events.close);
    const locks = createLocks(database.url, events, log);
    ends.push(locks.close);
    const remoteEngine = openRemoteEngine(config);
    ends.push(remoteEngine.close);
    const speech = createSpeech({
      decoders: config.decoders,
      interactiveDecoders: config.interactiveDecoders,
      liveDecoders: config.liveDecoders,
      engines: config.engines,
      modelsDir: config.modelsDir,
      remote: remoteEngine.options,
      maxDurationSeconds: config.maxDurationSeconds,
      log,
    });
    ends.push(speech.close);
    const mailer = createMailer({
      smtpUrl: config.smtpUrl,
      from: config.mailFrom,
      directory: path.join(config.dataDir, 'mails'),
      log,
    });
    ends.push(async () => mailer.close());
    const fetch = createSafeFetch({ allow: config.outboundAllow });
    ends.push(fetch.close);
    const jobs = await openJobQueue({
      connectionString: database.url,
      db,
      log,
      definitions: JOB_DEFINITIONS,
      worker: config.roles.includes('worker'),
      exclusive: database.embedded,
    });
    let app: HttpServer | undefined;
    ends.push((drainMs) => Promise.all([app && closeHttp(app, drainMs), jobs.stop(drainMs)]));

    const secret = await loadSecret(config.secretKey, config.dataDir);
    const previous = config.previousSecretKey === undefined ? undefined : Buffer.from(config.previousSecretKey);
    const callers = config.databaseUrl ? createSharedCounter(database.url, log) : createMemoryCounter();
    ends.push(callers.close);
    const storage = await openDiskStorage(config.storageDir);
    const metrics = createMetrics();
    const capacity = createCapacity({
      directory: config.storageDir,
      minFreeDiskBytes: config.minFreeDiskBytes,
      minFreeMemoryBytes: config.minFreeMemoryBytes,
      maxQueueLength: config.maxQueuedSessions,
      queueLength: () => countUnfinishedSessions(db),
      metrics: metrics.registry,
    });
    let listeningUrl = '';
    const ctx: RootCtx = {
      db,
      jobs,
      events,
      locks,
      storage,
      speech,
      links: createLinkSigner(secret, now, previous),
      secretBox: (purpose) => createSecretBox(secret, purpose, previous),
      fetch,
      mailer,
      metrics,
      capacity,
      rates: { callers, addresses: createMemoryCounter() },
      config,
      get publicUrl() {
        return config.publicUrl ?? listeningUrl;
      },
      log,
      now,
    };
    app = await createApp(ctx);
    await listen(app, config);
    listeningUrl = urlOf(app, config);
    // Left to a process that answers requests: the address it writes down is where the keys work.
    const firstRun = config.roles.includes('api') ? await setUpFirstRun(ctx) : undefined;
    if (config.roles.includes('worker')) ends.push(await startWorkers(ctx));
    const store = openModelStore(config, log);
    const firstModel = await beginFirstModel(store, {
      enabled: config.autoInstall && config.engines.includes('sherpa-onnx'),
      now,
    });
    ends.push(firstModel.stop);
    return { ctx, app, url: listeningUrl, firstRun, firstModel, failed: database.failed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openDatabase(config: Config, log: Logger, signal: AbortSignal | undefined) {
  if (config.databaseUrl) {
    const never = new Promise<AppError>(() => {});
    return { url: config.databaseUrl, embedded: false, failed: never, stop: async () => {} };
  }
  const embedded = await startEmbeddedPostgres({
    directory: path.join(config.dataDir, 'postgres'),
    log,
    ...(signal ? { signal } : {}),
  });
  const failed = embedded.exited.then(
    () =>
      new AppError('service_unavailable', { detail: 'The embedded PostgreSQL ended and could not be brought back.' }),
  );
  return { url: embedded.connectionString, embedded: true, failed, stop: embedded.stop };
}

async function listen(app: HttpServer, config: Config): Promise<void> {
  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reasons: Record<string, string> = {
      EADDRINUSE: `Port ${config.port} is in use by another program. Set PARLANCE_PORT to a free one, or stop that program.`,
      EACCES: `Port ${config.port} needs more rights. Set PARLANCE_PORT to one above 1023.`,
      EADDRNOTAVAIL: `This machine has no address ${config.host}. Correct PARLANCE_HOST.`,
    };
    throw new AppError('service_unavailable', {
      detail: reasons[code ?? ''] ?? (error as Error).message,
      cause: error,
    });
  }
}

function urlOf(app: HttpServer, config: Config): string {
  const { port } = app.server.address() as AddressInfo;
  const everywhere = config.host === '0.0.0.0' || config.host === '::';
  const host = everywhere ? '127.0.0.1' : config.host.includes(':') ? `[${config.host}]` : config.host;
  return `http://${host}:${port}`;
}

/** Stops taking requests and lets those under way end; an upload that takes longer is cut and can be resumed. */
async function closeHttp(app: HttpServer, drainMs: number): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), Math.max(REQUESTS_END_MS, drainMs));
  app.drainMs = drainMs;
  try {
    await app.close();
  } finally {
    clearTimeout(timer);
  }
}
