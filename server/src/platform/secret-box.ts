import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { AppError } from './errors.ts';

/** Text that must be read again later, but must not lie in the database in clear. */
export interface SecretBox {
  seal(text: string): Buffer;
  /** @throws AppError `internal_error` when it was sealed with another secret or for another purpose, or was changed. */
  open(sealed: Buffer): string;
  /** The same sealed with the present secret; undefined when it is. @throws as `open` */
  reseal(sealed: Buffer): Buffer | undefined;
}

const VERSION = 1;
/** The lengths NIST SP 800-38D recommends for GCM; 96 random bits are safe for 2^32 messages under one key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM under a key derived (HKDF-SHA256) from the server's secret. Each purpose has a key of its own, so that what
 * was sealed for one thing cannot be passed off as another. Sealed: 1 byte version, 12 nonce, 16 tag, the ciphertext.
 *
 * @param previous the secret before this one, if it was changed: what was sealed with it can still be opened
 */
export function createSecretBox(secret: Buffer, purpose: string, previous?: Buffer): SecretBox {
  const keyOf = (of: Buffer) => Buffer.from(hkdfSync('sha256', of, '', `parlance ${purpose}`, 32));
  const key = keyOf(secret);
  const keys = previous ? [key, keyOf(previous)] : [key];
  const seal = (text: string): Buffer => {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), content]);
  };
  const openWith = (candidates: Buffer[], sealed: Buffer): { text: string; key: Buffer } => {
    let cause: unknown;
    for (const candidate of candidates) {
      try {
        return { text: openSealed(candidate, sealed), key: candidate };
      } catch (error) {
        cause = error;
      }
    }
    throw new AppError('internal_error', {
      detail: 'A stored secret cannot be opened. Was PARLANCE_SECRET_KEY changed?',
      cause,
    });
  };
  return {
    seal,
    open: (sealed) => openWith(keys, sealed).text,
    reseal(sealed) {
      const opened = openWith(keys, sealed);
      return opened.key === key ? undefined : seal(opened.text);
    },
  };
}

function openSealed(key: Buffer, sealed: Buffer): string {
  const content = 1 + NONCE_BYTES + TAG_BYTES;
  if (sealed[0] !== VERSION || sealed.length < content) throw new RangeError('not a sealed text');
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(sealed.subarray(1 + NONCE_BYTES, content));
  return Buffer.concat([decipher.update(sealed.subarray(content)), decipher.final()]).toString('utf8');
}

/** As `reseal`; undefined too for what no key opens: its owner must give it anew. */
export function resealIfPossible(box: SecretBox, sealed: Buffer): Buffer | undefined {
  try {
    return box.reseal(sealed);
  } catch {
    return undefined;
  }
}
