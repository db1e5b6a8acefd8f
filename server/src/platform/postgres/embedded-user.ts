import { spawnSync } from 'node:child_process';
import { existsSync, lchownSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '../errors.ts';

/** As whom PostgreSQL's programs run, which refuse to run as root. */
export interface DatabaseUser {
  /** For messages. */
  name: string;
  /** Goes before the program. */
  wrapper: string[];
  /** Options for `spawn`. */
  ids: { uid?: number; gid?: number };
  /** Who owns the files, seen from outside a user namespace. */
  owner: { uid: number; gid: number };
}

/**
 * Finds a user that PostgreSQL accepts, and that can reach both its programs and `directory`.
 *
 * For ordinary people that is themselves. For root the first of these that works:
 * 1. the owner of an existing cluster, so that one `sudo npm start` does not take the files away from their owner;
 * 2. root itself inside a user namespace in which it is called 1000, which keeps root's files and reach;
 * 3. where namespaces are closed, as in many containers: the owner of the folder above, `postgres` or `nobody`.
 *
 * Makes `directory` the user's own. Throws `service_unavailable` with the reasons when nobody qualifies.
 */
export function chooseDatabaseUser(directory: string, initdb: string): DatabaseUser {
  const failures: string[] = [];
  for (const user of candidates(directory)) {
    const failure = probe(user, directory, initdb);
    if (failure === null) {
      takeOwnership(directory, user);
      return user;
    }
    failures.push(`as ${user.name}: ${failure}`);
  }
  throw new AppError('service_unavailable', {
    detail:
      `The embedded PostgreSQL cannot run on ${directory} (${failures.join('; ')}). ` +
      'Start Parlance as an ordinary user, or make the data directory and the program folder reachable for the user ' +
      'nobody (chmod o+x on the folders above), or set DATABASE_URL to a PostgreSQL of your own.',
  });
}

/** Gives files that root has just made in `directory` to the database user. Does nothing for ordinary people. */
export function takeOwnership(directory: string, user: DatabaseUser): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = user.owner;
  const give = (path: string) => {
    const stat = statSync(path);
    if (stat.uid !== uid) lchownSync(path, uid, gid);
    return stat.uid !== uid;
  };
  give(directory);
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    // The thousand files of a cluster have one owner: looking at the topmost folder is enough.
    if (!give(path) || !entry.isDirectory()) continue;
    for (const inner of readdirSync(path, { recursive: true, encoding: 'utf8' }))
      lchownSync(join(path, inner), uid, gid);
  }
}

function candidates(directory: string): DatabaseUser[] {
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  if (uid !== 0) return [{ name: `user ${uid}`, wrapper: [], ids: {}, owner: { uid, gid } }];

  const namespace: DatabaseUser = {
    name: 'root in a user namespace',
    wrapper: ['unshare', '--user', '--map-user=1000', '--map-group=1000'],
    ids: {},
    owner: { uid: 0, gid: 0 },
  };
  const cluster = join(directory, 'cluster');
  return [
    existsSync(cluster) ? ownerOf(cluster) : null,
    namespace,
    ownerOf(dirname(directory)),
    systemUser('postgres'),
    systemUser('nobody'),
  ].filter((user) => user !== null);
}

function ownerOf(path: string): DatabaseUser | null {
  const { uid, gid } = statSync(path);
  return uid === 0 ? null : otherUser(`user ${uid}`, uid, gid);
}

function systemUser(name: string): DatabaseUser | null {
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`${name}:`));
  const [, , uid, gid] = entry?.split(':') ?? [];
  return uid && gid ? otherUser(name, Number(uid), Number(gid)) : null;
}

function otherUser(name: string, uid: number, gid: number): DatabaseUser {
  return { name, wrapper: [], ids: { uid, gid }, owner: { uid, gid } };
}

/** Runs initdb as that user, with a look at the folder above. Returns what went wrong, or null. */
function probe(user: DatabaseUser, directory: string, initdb: string): string | null {
  const script = 'cd "$1" && exec "$2" --version';
  const [command = '', ...args] = [...user.wrapper, '/bin/sh', '-c', script, 'sh', dirname(directory), initdb];
  const result = spawnSync(command, args, { ...user.ids, cwd: '/', encoding: 'utf8' });
  if (result.status === 0) return null;
  return (result.error?.message ?? result.stderr.trim().split('\n').at(-1)) || `exit code ${result.status}`;
}

/**
 * The command that runs `program` as `user` and asks the kernel to end it, in an orderly way, when our process dies:
 * strictly when the thread that starts it does, which is why PostgreSQL is started from the main thread.
 * `setpriv` is part of util-linux like `unshare`; without it a later start ends what is left.
 */
export function commandFor(user: DatabaseUser, program: string, args: string[]): [string, ...string[]] {
  const dieWithParent = spawnSync('setpriv', ['--version']).status === 0 ? ['setpriv', '--pdeathsig', 'INT', '--'] : [];
  return [...user.wrapper, ...dieWithParent, program, ...args] as [string, ...string[]];
}
