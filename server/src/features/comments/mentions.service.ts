import { callerOf, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import type { DocumentRow } from '../document-store/index.ts';
import { findReaders } from '../folder-access/index.ts';
import { queueMail } from '../mails/index.ts';
import type { SessionRow } from '../sessions/index.ts';
import { isPermitted, nameOf } from '../users/index.ts';
import { mentionMail } from './comment-mail.ts';
import { listPeople, type PersonRow } from './comments.repo.ts';
import { numberOf } from './list-comments.service.ts';

/** Comments of one person or key that send mails; each sends 50 at most. */
const MAILING_COMMENTS_AN_HOUR = 200;

/**
 * People who can be mentioned in a comment: members who may see what it is about.
 *
 * @throws AppError `user_not_found` for foreign, deleted and inactive people alike; `validation_error` for those who may not
 *   see it
 */
export async function requireMentionable(
  ctx: RequestCtx,
  { folder_id }: Pick<SessionRow, 'folder_id'>,
  ids: readonly number[],
): Promise<PersonRow[]> {
  if (ids.length === 0) return [];
  const { organization_id } = ctx.actor;
  const people = await listPeople(ctx.db, organization_id, ids);
  const active = people.filter(({ is_active, activated_at }) => is_active && activated_at !== null);
  if (active.length < ids.length) {
    throw new AppError('user_not_found', {
      detail: 'Mention people of your organisation who have an active account. Nothing was changed.',
      details: { field: 'mentions', issue: 'names somebody who is not there' },
    });
  }
  const asActors = active.map(({ id, roles }) => ({
    ...{ token_id: 0, organization_id, type: 'user' as const, user_id: id, roles },
  }));
  const mayRead = await findReaders(ctx, asActors, folder_id === null ? [] : [folder_id]);
  const blind = asActors.filter((actor) => !mayRead(actor, folder_id) || !isPermitted(actor.roles, 'sessions.read'));
  if (blind.length > 0) {
    const issue = 'names people who may not see this document';
    throw new AppError('validation_error', {
      detail: `mentions ${issue}: share its folder with them first, or leave them out.`,
      details: { field: 'mentions', issue, user_ids: blind.map(({ user_id }) => user_id) },
    });
  }
  return active;
}

/** Tells people by mail that they are mentioned; nobody of what they wrote themselves. @throws AppError `rate_limit_exceeded` */
export async function mailMentions(
  ctx: RequestCtx,
  document: DocumentRow,
  people: readonly PersonRow[],
  text: string,
): Promise<void> {
  const others = people.filter(({ id }) => id !== ctx.actor.user_id);
  if (others.length === 0) return;
  const caller = callerOf(ctx.actor);
  const use = await ctx.rates.callers.count(`mentions:${caller}`, 'hour', MAILING_COMMENTS_AN_HOUR);
  if (use.used > MAILING_COMMENTS_AN_HOUR) {
    throw new AppError('rate_limit_exceeded', {
      detail: `${MAILING_COMMENTS_AN_HOUR} comments an hour that mention somebody; without mentions it can be sent now.`,
      retryAfterSeconds: Math.max(1, Math.ceil((use.resetsAt - ctx.now().getTime()) / 1_000)),
    });
  }
  const author = numberOf(caller);
  const [writer] = author === 0 ? [] : await listPeople(ctx.db, document.organization_id, [author]);
  const by = writer ? (nameOf(writer) ?? writer.email) : 'An app of your organisation';
  for (const person of others) {
    const to = { email: person.email, name: nameOf(person) };
    const mail = mentionMail(to, { by, document: document.filename, text, url: addressOf(ctx) });
    await queueMail(ctx, { ...mail, organization_id: document.organization_id, kind: 'mention' });
  }
}

/** Where somebody can read a document. There is no page for documents yet: the one where they sign in. */
const addressOf = (ctx: RequestCtx) => `${ctx.publicUrl}/login`;
