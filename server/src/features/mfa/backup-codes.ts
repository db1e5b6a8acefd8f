import { createHash, randomInt } from 'node:crypto';

const CODES = 10;
/** Without 0, 1, I, L and O, which people mix up. Twelve of 31 letters are 59 bits. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

const letters = (count: number) => Array.from({ length: count }, () => LETTERS[randomInt(LETTERS.length)]).join('');

/** Ten codes like `ABCD-EFGH-JKMN`. */
export const newBackupCodes = (): string[] =>
  Array.from({ length: CODES }, () => `${letters(4)}-${letters(4)}-${letters(4)}`);

/** As somebody types it: without dashes, in small letters. */
export const hashBackupCode = (userId: number, code: string): Buffer =>
  createHash('sha256')
    .update(`${userId} ${code.toUpperCase().replace(/[^A-Z0-9]/g, '')}`)
    .digest();
