import { randomUUID } from 'node:crypto';
import { type Ctx, callerOf, inTransaction, type RequestCtx } from '../../context.ts';
import { many } from '../../platform/http/envelope.ts';
import { findActorNames } from '../actor-names/index.ts';
import type { DocumentRow } from '../document-store/index.ts';
import { type DocumentParams, requireDocument } from '../documents/index.ts';
import {
  deleteStaleViewers,
  deleteViewers,
  insertViewer,
  listViewers,
  updateViewersSeen,
  type ViewerRow,
} from './presence.repo.ts';
import type { Viewer } from './presence.schema.ts';

/** Whoever was not seen for so many heartbeats is gone, with the process that held their stream. */
const STALE_HEARTBEATS = 3;
const staleSeconds = (ctx: Ctx) => STALE_HEARTBEATS * ctx.config.eventHeartbeatSeconds;

/** Who has a document open now. */
export async function listPresence(ctx: RequestCtx, params: DocumentParams) {
  const viewers = await findViewers(ctx, await requireDocument(ctx, params, 'read'));
  return many(viewers, viewers.length);
}

/** The same of a document that the caller may read. */
export async function findViewers(ctx: Ctx, document: Pick<DocumentRow, 'id' | 'organization_id'>): Promise<Viewer[]> {
  const { id, organization_id } = document;
  const rows = await listViewers(ctx.db, organization_id, id, staleSeconds(ctx));
  const nameOf = await findActorNames(
    ctx,
    rows.map(({ actor }) => ({ organization_id, actor })),
  );
  return rows.map(({ actor, since }) => ({ actor, actor_name: nameOf(organization_id, actor), since }));
}

/** Somebody opens a document: they are there until `leave`, or until nobody says for a while that they are. @returns its name */
export async function arrive(ctx: RequestCtx, document: DocumentRow, tokenId: number): Promise<string> {
  const { id, organization_id, session_id, document_id } = document;
  const actor = callerOf(ctx.actor);
  const viewer = randomUUID();
  await inTransaction(ctx, async (ctx) => {
    const present = await listViewers(ctx.db, organization_id, id, staleSeconds(ctx));
    await insertViewer(ctx.db, { id: viewer, document: id, organization_id, actor });
    if (present.some((one) => one.actor === actor)) return;
    const event = { id: session_id, organization_id, token_id: tokenId, document_id, actor };
    await ctx.events.publish({ type: 'document.opened', ...event });
  });
  return viewer;
}

/** Ends what `arrive` began. */
export async function leave(ctx: Ctx, viewers: string[]): Promise<void> {
  if (viewers.length === 0) return;
  await inTransaction(ctx, async (ctx) => tellGone(ctx, await deleteViewers(ctx.db, viewers)));
}

/** Says that streams are still open. @returns those that were taken for dead and have to begin anew */
export async function stay(ctx: Ctx, viewers: string[]): Promise<string[]> {
  if (viewers.length === 0) return [];
  const present = await updateViewersSeen(ctx.db, viewers);
  return viewers.filter((id) => !present.has(id));
}

/** Removes whoever went with their process. @returns how many streams */
export async function sweepViewers(ctx: Ctx): Promise<number> {
  return inTransaction(ctx, async (ctx) => {
    const gone = await deleteStaleViewers(ctx.db, staleSeconds(ctx));
    await tellGone(ctx, gone);
    return gone.length;
  });
}

/** Tells of those who have no other stream of the document. */
async function tellGone(ctx: Ctx, gone: ViewerRow[]): Promise<void> {
  const told = new Set<string>();
  for (const { actor, document, organization_id, document_id, session_id, token_id } of gone) {
    const name = `${document} ${actor}`;
    if (told.has(name)) continue;
    told.add(name);
    const present = await listViewers(ctx.db, organization_id, document, staleSeconds(ctx));
    if (present.some((one) => one.actor === actor)) continue;
    const event = { id: session_id, organization_id, token_id, document_id, actor };
    await ctx.events.publish({ type: 'document.closed', ...event });
  }
}
