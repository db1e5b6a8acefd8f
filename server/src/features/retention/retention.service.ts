import type { RequestCtx } from '../../context.ts';
import { IDEMPOTENCY_KEPT_SECONDS } from '../../platform/http/document-limits.ts';
import { one } from '../../platform/http/envelope.ts';
import { DELIVERIES_KEPT_DAYS } from '../webhooks/index.ts';
import { findLastRunTime } from './retention.repo.ts';
import type { Retention } from './retention.schema.ts';

const daysOf = (days: number) => (days === 0 ? null : days);

/** How long things are kept, and when the last clean-up was. The media of a completed session goes at once. */
export async function getRetention({ config, db }: RequestCtx) {
  return one<Retention>({
    failed_media_days: daysOf(config.failedMediaDays),
    kept_media_days: daysOf(config.mediaRetentionDays),
    ended_session_days: daysOf(config.resultRetentionDays),
    empty_session_days: daysOf(config.emptySessionDays),
    unfinished_upload_seconds: config.uploadExpirySeconds,
    event_hours: config.eventRetentionHours,
    webhook_delivery_days: DELIVERIES_KEPT_DAYS,
    idempotency_key_seconds: IDEMPOTENCY_KEPT_SECONDS,
    last_run_at: await findLastRunTime(db),
  });
}
