import { type Config, readConfig } from './config.ts';
import { showDemo } from './demo.ts';
import { AppError } from './platform/errors.ts';
import { createLogger, type Logger } from './platform/log.ts';
import { type RunningServer, startServer } from './start.ts';
import { firstRunBanner, readyLine } from './welcome.ts';

/** Beyond the time for draining: if stopping hangs, the process ends all the same, and nothing is lost by it. */
const LAST_RESORT_MS = 4_800;
/** What handing back and closing take at most, of the time an operator grants after SIGTERM. */
const CLOSING_MS = 3_000;

function readConfigOrExit(): Config {
  try {
    return readConfig();
  } catch (error) {
    const problems = error instanceof AppError ? error.detail : String(error);
    process.stderr.write(
      `Parlance cannot start, the configuration is wrong:\n${problems}\nSee docs/configuration.md.\n`,
    );
    process.exit(1);
  }
}

async function main(): Promise<void> {
  const config = readConfigOrExit();
  const log = createLogger({ level: config.logLevel, pretty: config.logFormat === 'pretty' });
  const stopping = new AbortController();
  let server: RunningServer | undefined;

  const end = (code: number, drainMs = 0) => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    setTimeout(() => process.exit(code), drainMs + LAST_RESORT_MS).unref();
    Promise.resolve(server?.stop({ drainMs })).finally(() => process.exit(code));
  };
  // SIGTERM is what an operator's tools send before another process takes over: work under way may end. SIGINT is a
  // person at the keyboard, and a second signal one who does not want to wait.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(0);
      log.info({ signal }, 'stopping');
      end(0, signal === 'SIGTERM' ? Math.max(0, config.drainSeconds * 1000 - CLOSING_MS) : 0);
    });
  }
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'an error nobody handled'));
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'an error nobody caught');
    end(1);
  });

  try {
    server = await startServer(config, log, { signal: stopping.signal });
  } catch (error) {
    if (stopping.signal.aborted) return;
    explainFailedStart(error, log);
    process.exit(1);
  }
  if (stopping.signal.aborted) {
    await server.stop();
    process.exit(0);
  }
  server.failed.then((error) => {
    log.fatal({ err: error }, error.detail ?? error.message);
    end(1);
  });
  process.stdout.write(welcome(server, config));
  if (server.firstRun && config.demo && config.roles.includes('api')) {
    await showDemo(server.firstRun, server.url, config, stopping.signal);
  }
}

function welcome({ firstRun, firstModel, url }: RunningServer, config: Config): string {
  return firstRun ? firstRunBanner(firstRun, config, firstModel.state) : readyLine(url, config, firstModel.state);
}

function explainFailedStart(error: unknown, log: Logger): void {
  if (error instanceof AppError && error.detail) process.stderr.write(`Parlance cannot start. ${error.detail}\n`);
  else log.fatal({ err: error }, 'Parlance cannot start');
}

await main();
