import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { createParlance, type Parlance } from '@parlance/sdk';
import { EXIT, Failure } from './failure.ts';
import { findLogin } from './stored-logins.ts';

/** Where `npm start` keeps its data when nothing else is said. */
const CHECKOUT = path.join(import.meta.dirname, '..', '..');
const FILE = 'first-run.json';
const DEFAULT_URL = 'http://127.0.0.1:8080';

interface FirstRun {
  url: string;
  batch_key: string;
  realtime_key?: string;
}

/** Where a server is and what opens it. */
export interface Access {
  url: string;
  key: string;
}

/** A client of the server of {@link findAccess}, with the key for recordings of the local one. */
export function findServer(environment: NodeJS.ProcessEnv = process.env, directory = process.cwd()): Parlance {
  return createParlance(findAccess('batch_key', environment, directory));
}

/**
 * The server to talk to: the one of `PARLANCE_URL` and `PARLANCE_KEY`, else the one somebody signed in to
 * (`parlance login`), else the local one, whose first start left its address and keys in `first-run.json`: in `PARLANCE_DATA_DIR`, else in `data` of this directory, of those
 * above it, or of the checkout.
 *
 * @param kind which key of the local server is meant
 * @throws Failure (exit code 3) when neither is there
 * @example const { url, key } = findAccess('realtime_key');
 */
export function findAccess(
  kind: 'batch_key' | 'realtime_key',
  environment: NodeJS.ProcessEnv = process.env,
  directory = process.cwd(),
): Access {
  const url = environment.PARLANCE_URL?.trim().replace(/\/+$/, '');
  const key = environment.PARLANCE_KEY?.trim();
  if (url && key) return { url, key };

  const dataDir = environment.PARLANCE_DATA_DIR?.trim();
  const local = findFirstRun(dataDir, directory);
  // Who names a server or its data means that one; else the one of the last login.
  const login = key ? undefined : findLogin(environment, url ?? (dataDir ? local?.url : undefined));
  if (login) return { url: login.url, key: login.token };
  if (key) return { url: local?.url ?? DEFAULT_URL, key };
  if (!local) {
    throw new Failure(
      url
        ? `PARLANCE_KEY is not set: give the key to use at ${url}, or sign in with \`parlance login\`.`
        : 'No Parlance server is known. Start one with `npm start`, sign in to one with `parlance login URL`, or set PARLANCE_URL and PARLANCE_KEY.',
      EXIT.noServer,
    );
  }
  // The key of the local server is for the local server only.
  if (url && !isLoopback(url)) {
    throw new Failure(
      `PARLANCE_KEY is not set: give the key to use at ${url}, or sign in with \`parlance login\`.`,
      EXIT.noServer,
    );
  }
  const localKey = local[kind];
  if (localKey === undefined) {
    throw new Failure(`PARLANCE_KEY is not set, and ${FILE} has no key of that kind.`, EXIT.noServer);
  }
  return { url: url ?? local.url, key: localKey };
}

/**
 * The address to sign in at: the one given, `PARLANCE_URL`, that of the local server, or where `npm start` listens.
 *
 * @throws Failure for what is no address
 */
export function findAddress(given: string | undefined, environment: NodeJS.ProcessEnv = process.env): string {
  const local = () => findFirstRun(environment.PARLANCE_DATA_DIR?.trim(), process.cwd())?.url;
  const url = given ?? environment.PARLANCE_URL?.trim() ?? local() ?? DEFAULT_URL;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new Failure(`"${url}" is not an http or https address.`, EXIT.usage);
  }
  // Said, not refused: behind a tunnel or in one's own network it may be all right.
  if (new URL(url).protocol === 'http:' && !isLoopback(url)) {
    process.stderr.write(`Careful: ${url} is not encrypted; whoever is on the way can read your password.\n`);
  }
  return url.replace(/\/+$/, '');
}

function findFirstRun(dataDir: string | undefined, directory: string): FirstRun | undefined {
  if (dataDir) return readFirstRun(path.resolve(directory, dataDir, FILE));
  for (const place of [...upwardFrom(directory), CHECKOUT]) {
    const file = path.join(place, 'data', FILE);
    if (!isMine(file)) continue;
    const found = readFirstRun(file);
    if (found) return found;
  }
  return undefined;
}

function* upwardFrom(directory: string): Generator<string> {
  for (let place = directory; ; place = path.dirname(place)) {
    yield place;
    if (place === path.dirname(place)) return;
  }
}

/**
 * The data directory of the local server: `PARLANCE_DATA_DIR`, else that of {@link findServer}, else where `npm start`
 * would make one.
 */
export function findDataDir(environment: NodeJS.ProcessEnv = process.env, directory = process.cwd()): string {
  const given = environment.PARLANCE_DATA_DIR?.trim();
  if (given) return path.resolve(directory, given);
  const places = [...upwardFrom(directory), CHECKOUT].map((place) => path.join(place, 'data'));
  return places.find((data) => isMine(path.join(data, FILE))) ?? path.join(CHECKOUT, 'data');
}

/** Somebody else's file in a shared directory above would have recordings sent to somebody else's server. */
function isMine(file: string): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats !== undefined && (process.getuid === undefined || [process.getuid(), 0].includes(stats.uid));
}

function readFirstRun(file: string): FirstRun | undefined {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Failure(
      `${file} may not be read. Run this as the user of the server, or set PARLANCE_URL and PARLANCE_KEY.`,
      EXIT.noServer,
    );
  }
  try {
    const { url, batch_key, realtime_key } = JSON.parse(content) as FirstRun;
    if (typeof url === 'string' && typeof batch_key === 'string') {
      return { url, batch_key, ...(typeof realtime_key === 'string' ? { realtime_key } : {}) };
    }
  } catch {
    // Said below.
  }
  throw new Failure(`${file} is damaged. Set PARLANCE_URL and PARLANCE_KEY.`, EXIT.noServer);
}

function isLoopback(url: string): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return host === 'localhost' || host === '[::1]' || /^127\./.test(host);
}
