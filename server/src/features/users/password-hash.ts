import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { hash, hashRaw, verify } from '@node-rs/argon2';
import PQueue from 'p-queue';

/** Argon2id with the parameters OWASP's password storage cheat sheet names: 19 MiB, two passes, one lane. */
const HASHING = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * Each takes some 30 ms of a core, in one of the few threads that files are read with too: a rush of sign-ins waits here and
 * leaves the rest of the machine to everybody else.
 */
const queue = new PQueue({ concurrency: Math.max(1, Math.floor(availableParallelism() / 2)) });

/** Of a password nobody has: accounts that do not exist, or have no password, cost the same time. */
const nobodys = hash(randomBytes(16).toString('hex'), HASHING);

export const hashPassword = (password: string): Promise<string> => queue.add(() => hash(password, HASHING));

/** For codes too short for a quick hash, that are looked up by it: the salt is of one person's set. */
export const hashCode = (code: string, salt: Buffer): Promise<Buffer> =>
  queue.add(() => hashRaw(code, { ...HASHING, salt }));

/**
 * Waits until it is this one's turn to have a password compared.
 *
 * @param work is given what compares; a `passwordHash` of null, where there is no password, is never right, in the same time
 */
export const whenItIsItsTurn = <T>(work: (isPassword: typeof compare) => Promise<T>): Promise<T> =>
  queue.add(() => work(compare));

async function compare(passwordHash: string | null, password: string): Promise<boolean> {
  return (await verify(passwordHash ?? (await nobodys), password)) && passwordHash !== null;
}
