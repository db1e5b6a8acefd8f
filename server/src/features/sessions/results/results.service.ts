import type { RequestCtx } from '../../../context.ts';
import { one } from '../../../platform/http/envelope.ts';
import type { StoredUtterance } from '../../../platform/tables.ts';
import { viewCreatedSession } from '../session-view.ts';
import { requireSession } from '../sessions.service.ts';
import { findResult } from './results.repo.ts';
import type { ResultQuery } from './results.schema.ts';

/** The words of a session. Before it is done the answer has the same shape with an unfinished status and no results. */
export async function getResult(ctx: RequestCtx, sessionId: string, query: ResultQuery) {
  const row = await requireSession(ctx, sessionId, 'read');
  const utterances =
    row.status === 'completed' ? await findResult(ctx.db, ctx.actor.organization_id, row.id) : undefined;
  const { session_id, status, filename, duration, media_type, media_url, error } = viewCreatedSession(ctx, row);
  const inMilliseconds = (query.time_unit ?? ctx.config.resultTimeUnit) === 'ms';
  const results = inMilliseconds ? (utterances ?? []).map(toMilliseconds) : (utterances ?? []);
  return one({ session_id, status, filename, duration, media_type, media_url, error, results });
}

function toMilliseconds(utterance: StoredUtterance): StoredUtterance {
  return {
    ...utterance,
    result: utterance.result.map(([word, start, end, confidence]) => [
      word,
      Math.round(start * 1000),
      Math.round(end * 1000),
      confidence,
    ]),
  };
}
