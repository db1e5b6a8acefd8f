import { Readable } from 'node:stream';
import type { Ctx, RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { type Device, noteEvent } from '../audit/index.ts';
import { nameOf } from '../users/index.ts';
import {
  type AuditFilter,
  type AuditRow,
  countAuditRows,
  deleteAuditRowsBefore,
  listAuditRows,
  listNames,
  type Scope,
} from './audit-log.repo.ts';
import type { AdminAuditQuery, AuditQuery, AuditView } from './audit-log.schema.ts';
import { auditCsv } from './csv.ts';

const MOST_COUNTED = 100_000;
const ROWS_AT_ONCE = 1_000;
const DAY_MS = 86_400_000;

export interface AuditRequest {
  query: AuditQuery;
  /** Of the header Accept: wants CSV. */
  wantsCsv: boolean;
  device: Device;
}

/** What happened in the organisation, newest first. @returns a page, or a stream of CSV with all of it */
export function listAudit(ctx: RequestCtx, request: AuditRequest) {
  const own = ctx.actor.organization_id;
  return answer(ctx, { scope: own, names: own }, request);
}

/** The same of the whole installation, or of one organisation. */
export function listAdminAudit(ctx: RequestCtx, request: AuditRequest & { query: AdminAuditQuery }) {
  return answer(ctx, { scope: request.query.organization_id ?? null, names: null }, request);
}

/** What is shown, and whose names. */
interface Sight {
  scope: Scope;
  names: Scope;
}

async function answer(ctx: RequestCtx, sight: Sight, { query, wantsCsv, device }: AuditRequest) {
  const { scope } = sight;
  const filter = filterOf(query);
  if (query.format === 'csv' || (wantsCsv && query.format !== 'json')) {
    await noteExport(ctx, scope, query, device);
    return { csv: Readable.from(auditCsv(everything(ctx, sight, filter))) };
  }
  const limit = Math.min(query.limit ?? 25, 100);
  const before = query.cursor === undefined ? undefined : Number(query.cursor);
  const [rows, total] = await Promise.all([
    listAuditRows(ctx.db, scope, filter, { before, limit: limit + 1 }),
    countAuditRows(ctx.db, scope, filter, MOST_COUNTED),
  ]);
  const result = await viewRows(ctx, sight, rows.slice(0, limit));
  const next_cursor = rows.length > limit ? String(result.at(-1)?.id) : null;
  return { page: { count: result.length, total_results: total, result, next_cursor } };
}

function filterOf({ from, to, ...query }: AuditQuery): AuditFilter {
  const filter: AuditFilter = {};
  for (const name of ['action', 'actor', 'target', 'address'] as const) {
    if (query[name] !== undefined) filter[name] = query[name];
  }
  if (from !== undefined) filter.from = new Date(from);
  if (to !== undefined) filter.to = new Date(to);
  if (filter.from && filter.to && filter.from >= filter.to) {
    const details = { field: 'to', issue: 'is not after from' };
    throw new AppError('invalid_parameter', { detail: '`to` has to be after `from`.', details });
  }
  return filter;
}

/** Who takes the log away is in the log. */
async function noteExport(ctx: RequestCtx, scope: Scope, query: AuditQuery, device: Device): Promise<void> {
  const { format: _format, limit: _limit, cursor: _cursor, ...filters } = query;
  await noteEvent(ctx, {
    organization_id: ctx.actor.organization_id,
    actor: `user:${ctx.actor.user_id}`,
    action: 'audit.exported',
    target: scope === null ? 'system' : `organization:${scope}`,
    device,
    details: { filters },
  });
}

async function* everything(ctx: Ctx, sight: Sight, filter: AuditFilter): AsyncGenerator<AuditView> {
  let before: number | undefined;
  for (;;) {
    const rows = await listAuditRows(ctx.db, sight.scope, filter, { before, limit: ROWS_AT_ONCE });
    yield* await viewRows(ctx, sight, rows);
    if (rows.length < ROWS_AT_ONCE) return;
    before = rows.at(-1)?.id;
  }
}

/** With the names of the people in them, by one query for all. */
async function viewRows(ctx: Ctx, sight: Sight, rows: AuditRow[]): Promise<AuditView[]> {
  const numberOf = (subject: string | null) => Number(/^user:(\d{1,9})$/.exec(subject ?? '')?.[1] ?? 0);
  const ids = new Set(rows.flatMap(({ actor, target }) => [numberOf(actor), numberOf(target)]));
  ids.delete(0);
  const people = ids.size === 0 ? [] : await listNames(ctx.db, sight.names, [...ids]);
  const names = new Map(people.map((person) => [person.id, nameOf(person) ?? person.email]));
  return rows.map((row) => ({
    ...row,
    actor_name: names.get(numberOf(row.actor)) ?? null,
    target_name: names.get(numberOf(row.target)) ?? null,
  }));
}

/** Forgets what happened too long ago. @returns how many rows */
export async function purgeAuditLog(ctx: Ctx, signal: AbortSignal): Promise<number> {
  const days = ctx.config.auditRetentionDays;
  if (days === 0) return 0;
  const before = new Date(ctx.now().getTime() - days * DAY_MS);
  for (let removed = 0; ; ) {
    signal.throwIfAborted();
    const rows = await deleteAuditRowsBefore(ctx.db, before, ROWS_AT_ONCE);
    removed += rows;
    if (rows < ROWS_AT_ONCE) return removed;
  }
}
