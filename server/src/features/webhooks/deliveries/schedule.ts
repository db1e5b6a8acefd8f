/** Minutes after the event at which its receiver is tried (reference section 9.1): +0, +1, +2, +5, +15, +30. */
export const ATTEMPT_MINUTES = [0, 1, 3, 8, 23, 53] as const;

const MINUTE_MS = 60_000;

/** The longest a receiver can put us off with `Retry-After`. */
const MAX_RETRY_AFTER_MS = 60 * MINUTE_MS;

/**
 * When the next attempt is due; null when that was the last. Attempts that come late, because the server was down, do not
 * follow one another in a burst: between two lies at least half of what the schedule has there.
 *
 * @param round when the schedule began, and how many attempts there have been since, the last included
 * @param attempt when the last one began, and what the receiver asked for
 */
export function nextAttemptAt(
  round: { started_at: Date; attempts: number },
  attempt: { started_at: Date; retry_after: Date | null },
): Date | null {
  const minutes = ATTEMPT_MINUTES[round.attempts];
  if (minutes === undefined) return null;
  const gapMs = (minutes - (ATTEMPT_MINUTES[round.attempts - 1] ?? 0)) * MINUTE_MS;
  const begun = attempt.started_at.getTime();
  let due = round.started_at.getTime() + minutes * MINUTE_MS;
  if (due < begun + gapMs / 2) due = begun + gapMs;
  const asked = Math.min(attempt.retry_after?.getTime() ?? 0, begun + MAX_RETRY_AFTER_MS);
  return new Date(Math.max(due, asked));
}

/** `Retry-After` in seconds or as a date (RFC 9110 section 10.2.3); null for anything else. */
export function readRetryAfter(value: string | undefined, now: Date): Date | null {
  if (value === undefined) return null;
  if (/^\d{1,9}$/.test(value)) return new Date(now.getTime() + Number(value) * 1000);
  const date = new Date(value);
  return /^[A-Z][a-z]{2,8}, /.test(value) && !Number.isNaN(date.getTime()) ? date : null;
}
