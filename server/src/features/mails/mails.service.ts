import { type Ctx, inTransaction } from '../../context.ts';
import type { Mail } from '../../platform/mailer.ts';
import { mailJob } from './mails.jobs.ts';
import { deleteMail, deleteMailsBefore, findMail, insertMail } from './mails.repo.ts';

const PURPOSE = 'mails';

export interface OutgoingMail extends Mail {
  organization_id: number | null;
  /** For the log: `activation`, `reset`, … */
  kind: string;
}

/** Sends a mail if, and only if, the transaction around it commits. Its links lie sealed until then, and are gone afterwards. */
export async function queueMail(ctx: Ctx, { organization_id, kind, ...mail }: OutgoingMail): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const id = await insertMail(ctx.db, {
      organization_id,
      recipient: mail.to,
      kind,
      content: ctx.secretBox(PURPOSE).seal(JSON.stringify(mail)),
    });
    await ctx.jobs.send(mailJob, { mail: id });
  });
}

/** Hands a mail to the mail server. A crash in between may send it twice, never not at all. */
export async function sendMail(ctx: Ctx, id: number): Promise<void> {
  const row = await findMail(ctx.db, id);
  if (!row) return;
  await ctx.mailer.send(JSON.parse(ctx.secretBox(PURPOSE).open(row.content)) as Mail);
  await deleteMail(ctx.db, id);
  ctx.log.info({ mail: id, kind: row.kind }, 'mail sent');
}

/** Mails that nobody takes: what is in them is out of date. @returns how many */
export const deleteOldMails = (ctx: Ctx, before: Date): Promise<number> => deleteMailsBefore(ctx.db, before);

/** Keeps what a mail will be about, sealed, for a job that writes it: the request itself then does the same for everybody. */
export function holdMail(ctx: Ctx, held: { recipient: string; kind: string; data: unknown }): Promise<number> {
  const { recipient, kind, data } = held;
  return insertMail(ctx.db, {
    ...{ organization_id: null, recipient, kind },
    content: ctx.secretBox(PURPOSE).seal(JSON.stringify(data)),
  });
}

/** Takes it back, once. */
export async function takeHeldMail(ctx: Ctx, id: number): Promise<{ recipient: string; data: unknown } | undefined> {
  const row = await findMail(ctx.db, id);
  if (!row) return undefined;
  await deleteMail(ctx.db, id);
  return { recipient: row.recipient, data: JSON.parse(ctx.secretBox(PURPOSE).open(row.content)) };
}
