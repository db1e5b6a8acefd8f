import { createHash, randomBytes } from 'node:crypto';

const PREFIX = 'parlance_login_';

/** 256 random bits behind a prefix by which people and secret scanners know what it is; kept as SHA-256 only. */
export const newLoginToken = () => `${PREFIX}${randomBytes(32).toString('base64url')}`;

export const isLoginToken = (text: string) => text.startsWith(PREFIX) && text.length === PREFIX.length + 43;

/** That much randomness needs no slow hash. */
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();

const [HOUR_MS, DAY_MS] = [3_600_000, 86_400_000];

/**
 * How long somebody stays signed in: without doing anything, and at most. NIST SP 800-63B-4 has an hour and a day for AAL2, and
 * leaves it to the risk; transcripts are worked on for a day, and who asks to be remembered is asked monthly.
 */
export const LIFE = {
  short: { idleMs: 12 * HOUR_MS, mostMs: 7 * DAY_MS },
  remembered: { idleMs: 30 * DAY_MS, mostMs: 90 * DAY_MS },
} as const;
