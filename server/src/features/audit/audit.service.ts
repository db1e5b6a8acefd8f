import type { Ctx } from '../../context.ts';
import { insertAuditEntries, insertAuditEntryOnce } from './audit.repo.ts';

/** Something worth knowing later: who did what, to whom, from where. Never a password, a code or a token. */
export interface AuditEntry {
  organization_id: number | null;
  /** `user:3`, `key:12`, `system` or `unknown`. */
  actor: string;
  /** `login.succeeded`, `user.invited`, … */
  action: string;
  /** `user:4`, `group:2`, … */
  target?: string | null;
  device?: Device | undefined;
  /** Never what somebody wrote or said, nor the name of a recording: that goes when the session goes, and this stays. */
  details?: Record<string, unknown>;
  /** What it was done to (`sessions.id`): who may see that, sees the entry among its activity. */
  session?: number | null;
  document_id?: string | null;
  folder_id?: number | null;
}

/** Where a request comes from. */
export interface Device {
  address: string;
  user_agent: string | null;
}

const LONGEST_USER_AGENT = 300;

/** Notes an event, in the transaction it happens in. */
export async function noteEvent(ctx: Ctx, entry: AuditEntry): Promise<void> {
  await noteEvents(ctx, [entry]);
}

/** Several at once, by one statement. */
export async function noteEvents(ctx: Ctx, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await insertAuditEntries(
    ctx.db,
    entries.map((entry) => rowOf(ctx, entry)),
  );
}

/** Notes what somebody does to a document again and again: once in so many minutes. */
export async function noteOften(ctx: Ctx, entry: AuditEntry & { document_id: string }, minutes: number): Promise<void> {
  await insertAuditEntryOnce(ctx.db, rowOf(ctx, entry), new Date(ctx.now().getTime() - minutes * 60_000));
}

function rowOf(ctx: Ctx, entry: AuditEntry) {
  const { organization_id, actor, action, target = null, device, details = {} } = entry;
  const { session = null, document_id = null, folder_id = null } = entry;
  return {
    ...{ organization_id, actor, action, target, session, document_id, folder_id },
    at: ctx.now(),
    address: device?.address ?? null,
    user_agent: device?.user_agent?.slice(0, LONGEST_USER_AGENT) ?? null,
    details: JSON.stringify(details),
  };
}
