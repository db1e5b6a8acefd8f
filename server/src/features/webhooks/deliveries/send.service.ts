import { randomBytes } from 'node:crypto';
import type { Insertable } from 'kysely';
import type { Ctx } from '../../../context.ts';
import type { Database } from '../../../platform/tables.ts';
import { sealHeaders } from '../custom-headers.ts';
import { checkWebhookUrl } from '../webhook-url.ts';
import { listSubscribedWebhooks } from '../webhooks.repo.ts';
import { eraseDeliveries, insertDeliveries, updateDeliveriesStopped } from './deliveries.repo.ts';
import { messageBody, type WebhookMessage } from './message-body.ts';

/** Where one session or document wants to be called. */
export interface WebhookSettings {
  webhook_url?: string | null | undefined;
  webhook_method?: 'POST' | 'PUT' | null | undefined;
  webhook_headers?: string[] | null | undefined;
}

/**
 * Checks the address and headers a client gave for one session, and returns the headers as they are stored: sealed.
 *
 * @param prefix of the fields in the request, such as `document.`
 * @throws AppError `validation_error` naming the field
 */
export function checkWebhookSettings(ctx: Ctx, settings: WebhookSettings, prefix = ''): string[] | null {
  if (settings.webhook_url) checkWebhookUrl(ctx, settings.webhook_url, `${prefix}webhook_url`);
  return settings.webhook_headers ? sealHeaders(ctx, settings.webhook_headers, `${prefix}webhook_headers`) : null;
}

/** What a session says of itself, as it stands in its row once it has ended. */
export interface EndedSession extends WebhookSettings {
  organization_id: number;
  session_id: string;
  status: string;
  filename: string | null;
  document_id: string | null;
  /** What was asked of its document; it may name an address of its own. */
  document: Record<string, unknown> | null;
  duration: number;
  language: string;
  error: string | null;
  finished_at: Date | null;
}

/** Time first, so that neighbours in time are neighbours in the index; then 96 random bits. */
export function newDeliveryId(now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000);
  return `msg_${seconds.toString(16).padStart(8, '0')}${randomBytes(12).toString('hex')}`;
}

type Target = Pick<Insertable<Database['webhook_deliveries']>, 'url' | 'method' | 'headers'> & {
  webhook_id: number | null;
};

/**
 * Tells the address of a session, and every endpoint of its organisation that wants to know, that it has ended. Called
 * inside the transaction that ends it: the deliveries exist if and only if the session has ended, and are made from then on.
 */
export async function sendSessionWebhooks(
  ctx: Ctx,
  session: EndedSession,
  event: 'transcription.completed' | 'transcription.failed',
): Promise<void> {
  const { organization_id, session_id, document_id } = session;
  const endpoints = await listSubscribedWebhooks(ctx.db, organization_id, event);
  const targets: Target[] = [
    ...sessionTargets(session),
    ...endpoints.map(({ id, url, method, headers }) => ({ webhook_id: id, url, method, headers })),
  ];
  if (targets.length === 0) return;
  const at = session.finished_at ?? ctx.now();
  const document = document_id && {
    id: document_id,
    name: `${session.filename ?? session_id} Transcript`,
    type: 'transcript',
  };
  const message = { event, at, session_id, document: document || null, ...pick(session) };
  await insertMessages(ctx, { organization_id, document_id, message }, targets);
}

const pick = ({ status, error, duration, language }: EndedSession) => ({ status, error, duration, language });

/** The session's own address and the one given with its document; the same one only once. */
const sessionTargets = (session: EndedSession) => targetsOf([session.document as WebhookSettings | null, session]);

function targetsOf(all: (WebhookSettings | null)[]): Target[] {
  const targets = new Map<string, Target>();
  for (const settings of all) {
    const url = settings?.webhook_url;
    if (typeof url !== 'string' || !URL.canParse(url)) continue;
    const headers = Array.isArray(settings?.webhook_headers) ? settings.webhook_headers : [];
    targets.set(url, { webhook_id: null, url, method: settings?.webhook_method === 'PUT' ? 'PUT' : 'POST', headers });
  }
  return [...targets.values()];
}

/** What a document says of itself, as it stands in its row. */
export interface ToldDocument extends WebhookSettings {
  organization_id: number;
  session_id: string;
  document_id: string;
  filename: string | null;
  type: 'document' | 'caption';
  language: string;
}

/**
 * Tells the address of a document, and every endpoint of its organisation that wants to know, that it came to be, has changed
 * or is gone. Called inside the transaction that does it.
 *
 * @param options.toItself whether its own address is told too. Default true
 */
export async function sendDocumentWebhooks(
  ctx: Ctx,
  told: ToldDocument,
  event: 'document.created' | 'document.updated' | 'document.deleted',
  options: { toItself?: boolean } = {},
): Promise<void> {
  const { organization_id, session_id, document_id, filename, type, language } = told;
  const endpoints = await listSubscribedWebhooks(ctx.db, organization_id, event);
  const targets: Target[] = [
    ...((options.toItself ?? true) ? targetsOf([told]) : []),
    ...endpoints.map(({ id, url, method, headers }) => ({ webhook_id: id, url, method, headers })),
  ];
  if (targets.length === 0) return;
  const document = {
    id: document_id,
    name: filename ?? session_id,
    type: type === 'document' ? 'transcript' : type,
  };
  const message = {
    ...{ event, at: ctx.now(), session_id, document, language },
    ...{ status: null, error: null, duration: null },
  };
  await insertMessages(ctx, { organization_id, document_id, message }, targets);
}

async function insertMessages(
  ctx: Ctx,
  of: { organization_id: number; document_id: string | null; message: WebhookMessage },
  targets: Target[],
): Promise<void> {
  const { at, session_id, event } = of.message;
  const body = messageBody(of.message);
  await insertDeliveries(
    ctx.db,
    targets.map((target) => ({
      ...target,
      id: newDeliveryId(at),
      organization_id: of.organization_id,
      session_id,
      document_id: of.document_id,
      event,
      // An endpoint's headers are read when they are sent, so that its log holds no copy of them.
      headers: target.webhook_id === null ? target.headers : [],
      destination: new URL(target.url).host,
      body,
      status: 'pending' as const,
      reason: null,
      round_started_at: at,
      next_attempt_at: at,
      created_at: at,
      finished_at: null,
    })),
  );
}

/** For a session that is being erased: what still waits to be sent is stopped, what was sent is forgotten. */
export async function eraseSessionWebhooks(ctx: Ctx, organizationId: number, sessionId: string): Promise<void> {
  const facts = { reason: 'The session was deleted.', at: ctx.now() };
  await updateDeliveriesStopped(ctx.db, organizationId, { session_id: sessionId }, facts);
  await eraseDeliveries(ctx.db, organizationId, sessionId);
}
