import { randomBytes, randomInt } from 'node:crypto';
import { hashCode } from '../users/index.ts';

const CODES = 10;
/** Without 0, 1, I, L and O, which people mix up. Twelve of 31 letters are 59 bits; like
 * `ABCD-EFGH-JKMN`. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

const letters = (count: number) => Array.from({ length: count }, () => LETTERS[randomInt(LETTERS.length)]).join('');

const SALT_BYTES = 16;

/** Ten codes, and what is kept of them. */
export async function newBackupCodes(): Promise<{ codes: string[]; salt: Buffer; hashes: Buffer[] }> {
  const salt = randomBytes(SALT_BYTES);
  const codes = Array.from({ length: CODES }, () => `${letters(4)}-${letters(4)}-${letters(4)}`);
  return { codes, salt, hashes: await Promise.all(codes.map((code) => hashBackupCode(code, salt))) };
}

/** As somebody types it: without dashes, in small letters. */
export const hashBackupCode = (code: string, salt: Buffer): Promise<Buffer> =>
  hashCode(code.toUpperCase().replace(/[^A-Z0-9]/g, ''), salt);
