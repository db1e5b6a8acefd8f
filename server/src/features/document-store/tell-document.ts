import type { Ctx } from '../../context.ts';
import type { DocumentEvent } from '../../platform/events.ts';
import { noteEvent, noteOften } from '../audit/index.ts';
import { type DocumentRow, findKeyOfSession } from './documents.repo.ts';

/** An evening of corrections is a few lines in the log, not a thousand. */
const ONE_EDIT_MINUTES = 10;

/** What an action of a revision is for those who listen, and in the log. */
const TOLD: Record<string, { event: DocumentEvent['type']; action: string }> = {
  edited: { event: 'document.edited', action: 'document.edited' },
  settings: { event: 'document.edited', action: 'document.edited' },
  cleared: { event: 'document.edited', action: 'document.cleared' },
  reset: { event: 'document.edited', action: 'document.reset' },
  restored: { event: 'document.edited', action: 'document.restored' },
  finished: { event: 'document.finished', action: 'document.finished' },
  reopened: { event: 'document.reopened', action: 'document.reopened' },
  deleted: { event: 'document.deleted', action: 'document.deleted' },
};

/** Tells streams of a change of a document and notes it in the log, in the transaction that makes it. */
export async function tellDocument(
  ctx: Ctx,
  document: Pick<DocumentRow, 'organization_id' | 'session' | 'session_id' | 'document_id' | 'revision'>,
  { action: done, actor }: { action: string; actor: string },
): Promise<void> {
  const { organization_id, session, session_id, document_id, revision } = document;
  const told = TOLD[done] ?? TOLD.edited;
  if (!told) return;
  const token_id = (await findKeyOfSession(ctx.db, organization_id, session)) ?? 0;
  await ctx.events.publish({
    ...{ type: told.event, id: session_id, organization_id, token_id, document_id, actor },
    ...(done === 'deleted' ? {} : { revision }),
  });
  const entry = {
    organization_id,
    actor,
    action: told.action,
    target: `document:${document_id}`,
    session,
    document_id,
  };
  if (told.action === 'document.edited') await noteOften(ctx, entry, ONE_EDIT_MINUTES);
  else await noteEvent(ctx, entry);
}
