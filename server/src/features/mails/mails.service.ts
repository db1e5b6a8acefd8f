import { type Ctx, inTransaction } from '../../context.ts';
import type { Mail } from '../../platform/mailer.ts';
import { mailJob } from './mails.jobs.ts';
import { deleteMail, findMail, insertMail } from './mails.repo.ts';

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
