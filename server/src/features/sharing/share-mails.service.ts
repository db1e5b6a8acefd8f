import { callerOf, inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { one } from '../../platform/http/envelope.ts';
import { type Device, noteEvent } from '../audit/index.ts';
import { type DocumentParams, requireDocument } from '../documents/index.ts';
import { queueMail, writeMail } from '../mails/index.ts';
import { findOrganizationName } from '../organizations/index.ts';
import { nameOf, requireUser } from '../users/index.ts';
import type { MailShareBody } from './shares.schema.ts';
import { type MadeShare, makeShare, wrong } from './shares.service.ts';

/**
 * Makes one link and sends it to several people, a mail to each.
 *
 * @throws AppError `rate_limit_exceeded` when the organisation sent enough for a day, and what `createShare` throws
 */
export async function mailShare(ctx: RequestCtx, params: DocumentParams, body: MailShareBody, device: Device) {
  const document = await requireDocument(ctx, params, 'write');
  const emails = body.emails.map((email) => email.trim());
  if (new Set(emails.map((email) => email.toLowerCase())).size < emails.length) {
    throw wrong('emails', 'must not name anybody twice');
  }
  const sender = await senderOf(ctx);
  await refuseTooMany(ctx, emails.length);
  const { share, link } = await inTransaction(ctx, async (ctx) => {
    const made = await makeShare(ctx, document, body, device);
    const { organization_id, session, document_id } = document;
    for (const email of emails) {
      const mail = shareMail(email, sender, made, body.message ?? '');
      await queueMail(ctx, { ...mail, organization_id, kind: 'share' });
    }
    await noteEvent(ctx, {
      ...{ organization_id, actor: callerOf(ctx.actor), action: 'share.mailed', target: `share:${made.share.id}` },
      ...{ device, session, document_id, details: { mails: emails.length } },
    });
    return made;
  });
  await countMails(ctx, emails.length);
  const { id, permission, expires_at, has_password } = share;
  return one({ link, emails_sent: emails, success: true, id, permission, expires_at, has_password });
}

interface Sender {
  name: string;
  organization: string;
}

/** Whom the mail names: a person, or for a key the organisation alone. */
async function senderOf(ctx: RequestCtx): Promise<Sender> {
  const organization = await findOrganizationName(ctx.db, ctx.actor.organization_id);
  if (ctx.actor.user_id === undefined) return { name: organization, organization };
  const user = await requireUser(ctx);
  return { name: nameOf(user) ?? user.email, organization };
}

/** Everything that people wrote is escaped by `writeMail`, and none of it gets into a header but the sender's name, on one line. */
function shareMail(to: string, sender: Sender, { share, link }: MadeShare, message: string) {
  const from = sender.name === sender.organization ? sender.name : `${sender.name} (${sender.organization})`;
  const may = share.permission === 'edit' ? 'read and correct it' : 'read it';
  const until = share.expires_at ? ` It works until ${share.expires_at.toUTCString()}.` : '';
  return writeMail(to, {
    subject: `${sender.name} shares a transcript with you`,
    paragraphs: [
      `${from} shares a transcript with you. You can ${may}; no account is needed.`,
      ...message
        .toWellFormed()
        .split(/[\r\n]+/)
        .map((line) => line.replace(/\p{Cc}+/gu, ' ').trim())
        .filter((line) => line !== ''),
    ],
    link: { label: 'Open the transcript', url: link },
    after: [
      `Whoever has this link can do the same: do not pass it on.${until}`,
      ...(share.has_password ? ['You will be asked for a password, which comes to you by another way.'] : []),
      `If you do not know ${sender.name}, ignore this mail.`,
    ],
  });
}

const counterOf = ({ actor }: RequestCtx) => `share-mails:${actor.organization_id}`;

/** A stolen key must not make a cannon of the mail server. */
async function refuseTooMany(ctx: RequestCtx, mails: number): Promise<void> {
  const allowed = ctx.config.shareMailsPerDay;
  const use = await ctx.rates.callers.look(counterOf(ctx), 'day');
  if (use.used + mails <= allowed) return;
  throw new AppError('rate_limit_exceeded', {
    detail:
      `An organisation may send ${allowed} links by mail a day, and ${Math.max(0, allowed - use.used)} are left. ` +
      'Make a link (POST …/share) and send it yourself.',
    details: { limit: 'share_mails_per_day', allowed, reset_at: new Date(use.resetsAt).toISOString() },
    retryAfterSeconds: Math.max(1, Math.ceil((use.resetsAt - Date.now()) / 1_000)),
  });
}

async function countMails(ctx: RequestCtx, mails: number): Promise<void> {
  const { shareMailsPerDay } = ctx.config;
  await Promise.all(
    Array.from({ length: mails }, () => ctx.rates.callers.count(counterOf(ctx), 'day', shareMailsPerDay)),
  );
}
