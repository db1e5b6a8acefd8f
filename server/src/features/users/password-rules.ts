import { dictionary } from '@zxcvbn-ts/language-common';
import { AppError } from '../../platform/errors.ts';

/** The documented rule (reference section 5), and the longest that is worth hashing (ASVS 5.0, 6.2.9 wants 64 at least). */
export const PASSWORD = { least: 12, most: 128 };

/** Some 30 000 passwords that everybody tries first, lower case. */
const common = new Set<string>(dictionary['passwords-common']);

/** `P@ssw0rd1234` → `password`: what is put around a common word does not make it another. */
function bareWord(password: string): string {
  const plain: Record<string, string> = {
    '@': 'a',
    '4': 'a',
    '3': 'e',
    '1': 'i',
    '!': 'i',
    '0': 'o',
    $: 's',
    '5': 's',
  };
  const letters = password.toLowerCase().replace(/[^a-z]+$/, '');
  return letters.replace(/[@431!0$5]/g, (sign) => plain[sign] ?? sign);
}

/**
 * @param password as somebody chose it
 * @param about what people take passwords from: their address and names
 * @throws AppError `validation_error` saying what is wrong with it
 */
export function checkPassword(password: string, about: readonly (string | null)[], field = 'password'): void {
  const fail = (issue: string) =>
    new AppError('validation_error', { detail: `The password ${issue}.`, details: { field, issue } });
  const { length } = [...password];
  if (length < PASSWORD.least) throw fail(`needs ${PASSWORD.least} characters or more`);
  if (length > PASSWORD.most) throw fail(`may have ${PASSWORD.most} characters at most`);
  if (!/\p{Lu}/u.test(password)) throw fail('needs an upper-case letter');
  if (!/\p{Ll}/u.test(password)) throw fail('needs a lower-case letter');
  if (!/\p{Nd}/u.test(password)) throw fail('needs a digit');
  const lower = password.toLowerCase();
  if (common.has(lower) || common.has(bareWord(password))) throw fail('is one of those that are guessed first');
  if (/^(.{1,4})\1+$/u.test(lower)) throw fail('repeats itself');
  const parts = about.flatMap((text) => text?.toLowerCase().split(/[^\p{L}\p{N}]+/u) ?? []);
  if (parts.some((part) => part.length >= 5 && lower.includes(part))) throw fail('contains your name or address');
}
