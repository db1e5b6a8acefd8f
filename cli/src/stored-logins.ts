import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { Failure } from './failure.ts';

/** What is kept of a login: its token, never the password. */
export interface StoredLogin {
  url: string;
  email: string;
  token: string;
  /** ISO 8601; every use puts it off. */
  expiresAt: string;
}

interface File {
  /** Address of the server that commands talk to when nothing else is said. */
  current: string | null;
  logins: StoredLogin[];
}

/** `$XDG_CONFIG_HOME/parlance/logins.json`, else below `~/.config`; readable for its owner alone. */
function fileOf(environment: NodeJS.ProcessEnv): string {
  const config = environment.XDG_CONFIG_HOME?.trim() || path.join(homedir(), '.config');
  return path.join(config, 'parlance', 'logins.json');
}

function read(environment: NodeJS.ProcessEnv): File {
  const file = fileOf(environment);
  try {
    const { current, logins } = JSON.parse(readFileSync(file, 'utf8')) as File;
    if (Array.isArray(logins)) return { current: current ?? null, logins };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { current: null, logins: [] };
    if (code) throw new Failure(`${file} cannot be read (${code}).`);
  }
  throw new Failure(`${file} is damaged. Remove it and sign in again.`);
}

function write(environment: NodeJS.ProcessEnv, content: File): void {
  const file = fileOf(environment);
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  chmodSync(partial, 0o600);
  renameSync(partial, file);
}

/** The login for a server, or the one that was made last. */
export function findLogin(environment: NodeJS.ProcessEnv, url?: string): StoredLogin | undefined {
  const { current, logins } = read(environment);
  const wanted = url ?? current;
  return logins.find((login) => login.url === wanted);
}

/** Keeps a login; commands use it from now on. */
export function storeLogin(environment: NodeJS.ProcessEnv, login: StoredLogin): void {
  const { logins } = read(environment);
  write(environment, { current: login.url, logins: [...logins.filter(({ url }) => url !== login.url), login] });
}

export function forgetLogin(environment: NodeJS.ProcessEnv, url: string): void {
  const { current, logins } = read(environment);
  write(environment, {
    current: current === url ? null : current,
    logins: logins.filter((login) => login.url !== url),
  });
}
