import { inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { many, one, page } from '../../platform/http/envelope.ts';
import { type Device, noteEvent } from '../audit/index.ts';
import { retrySession } from '../sessions/index.ts';
import { findSessionOfAny, listQueues, listStranded, listUsage } from './figures.repo.ts';
import { STRANDED, type StrandedQuery, type UsageQuery } from './figures.schema.ts';

const HOUR_MS = 3_600_000;

/** Of a page whose rows say how many there are of all; a page beyond the end says 0. */
const counted = <T extends { total: number }>(rows: T[]) =>
  many(
    rows.map(({ total: _total, ...row }) => row),
    rows[0]?.total ?? 0,
  );

/** What organisations used, by month. @throws AppError `invalid_parameter` when the months are the wrong way round */
export async function listAdminUsage(ctx: RequestCtx, query: UsageQuery) {
  const now = ctx.now();
  const thisMonth = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth()));
  const last = query.to === undefined ? thisMonth : new Date(`${query.to}-01T00:00:00Z`);
  const from = query.from === undefined ? addMonths(last, -11) : new Date(`${query.from}-01T00:00:00Z`);
  if (from > last) {
    const details = { field: 'to', issue: 'is before from' };
    throw new AppError('invalid_parameter', { detail: '`to` may not be before `from`.', details });
  }
  const filter = { from, until: addMonths(last, 1), organizationId: query.organization_id };
  return counted(await listUsage(ctx.db, filter, page(query)));
}

const addMonths = (month: Date, count: number) =>
  new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + count));

/** What waits and works, by organisation. */
export async function listAdminQueue(ctx: RequestCtx, query: { offset?: number; limit?: number }) {
  return counted(await listQueues(ctx.db, ctx.now(), page(query)));
}

/** Sessions that got nowhere. */
export async function listStrandedSessions(ctx: RequestCtx, query: StrandedQuery) {
  const at = new Date(ctx.now().getTime() - (query.hours ?? 24) * HOUR_MS);
  const classes = query.class ? [query.class] : STRANDED;
  return counted(await listStranded(ctx.db, { classes, at, organizationId: query.organization_id }, page(query)));
}

/** Puts a failed session of any organisation back into the queue. @throws AppError `session_not_found`, `conflict` */
export async function retryStrandedSession(ctx: RequestCtx, sessionId: string, device: Device) {
  const session = await findSessionOfAny(ctx.db, sessionId);
  if (!session) throw new AppError('session_not_found');
  const { organization_id } = session;
  const { status } = await inTransaction(ctx, async (ctx) => {
    const retried = await retrySession({ ...ctx, actor: { ...ctx.actor, organization_id } }, sessionId);
    const [actor, target] = [`user:${ctx.actor.user_id}`, `session:${sessionId}`];
    await noteEvent(ctx, { organization_id, actor, action: 'session.retried', target, device });
    return retried;
  });
  return one({ session_id: sessionId, organization_id, status });
}
