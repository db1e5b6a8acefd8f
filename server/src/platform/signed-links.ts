import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface LinkSigner {
  /**
   * Query string (`expires=…&signature=…`) that lets anyone GET `path` until `expires` (Unix seconds). Unless it is to be
   * exact, that is rounded up to five minutes, so that the same link is given for a while and caches can use it.
   */
  sign(path: string, lifetimeSeconds: number, options?: { exactly: boolean }): string;
  /** Whether `signature` was made by us for this very path and time, and the time has not passed. */
  verify(path: string, expires: number, signature: string): boolean;
}

/** HMAC-SHA256 over path and expiry: links that need no key and cannot be bent to another file or a later time. */
export function createLinkSigner(secret: Buffer, now: () => Date, previous?: Buffer): LinkSigner {
  const signatureOf = (target: string, expires: number, key = secret) =>
    createHmac('sha256', key).update(`${target}\n${expires}`).digest('base64url');
  const nowSeconds = () => Math.floor(now().getTime() / 1000);
  return {
    sign(target, lifetimeSeconds, { exactly } = { exactly: false }) {
      const step = exactly ? 1 : 300;
      const expires = Math.ceil((nowSeconds() + lifetimeSeconds) / step) * step;
      return `expires=${expires}&signature=${signatureOf(target, expires)}`;
    },
    verify(target, expires, signature) {
      const given = Buffer.from(signature);
      const isOf = (key: Buffer) => {
        const wanted = Buffer.from(signatureOf(target, expires, key));
        return given.length === wanted.length && timingSafeEqual(given, wanted);
      };
      return (isOf(secret) || (previous !== undefined && isOf(previous))) && expires >= nowSeconds();
    },
  };
}

/** The configured secret, or one made at the first start and kept in the data directory, readable by its owner only. */
export async function loadSecret(configured: string | undefined, dataDir: string): Promise<Buffer> {
  if (configured) return Buffer.from(configured);
  const file = path.join(dataDir, 'secret.key');
  await mkdir(dataDir, { recursive: true });
  try {
    await writeFile(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return Buffer.from((await readFile(file, 'utf8')).trim());
}
