import type { RootCtx } from '../../context.ts';
import { leave, stay, sweepViewers } from '../presence/index.ts';
import type { EventConnection } from './event-connection.ts';

/** What is needed of a stream to keep its listener present. */
interface PresentStream {
  viewer?: string | undefined;
  readonly connection: Pick<EventConnection, 'end'>;
}

/** Keeps those who follow documents present, as long as their streams are open. */
export interface StreamPresence {
  /** Ends the presence of streams that were closed. Never throws: who is not seen any more is swept. */
  leave(streams: Iterable<PresentStream>): Promise<void>;
  /** Says that streams are open; those that were taken for dead are cut after a while and come back. */
  stay(streams: Iterable<PresentStream>): Promise<void>;
  /** Removes those of processes that died. */
  sweep(): void;
}

export function createStreamPresence(ctx: RootCtx): StreamPresence {
  const warn = (error: unknown) => ctx.log.warn({ err: error }, 'who has documents open could not be noted');
  let missed: ReadonlySet<string> = new Set();
  return {
    async leave(streams) {
      const viewers: string[] = [];
      for (const stream of streams) {
        if (stream.viewer !== undefined) viewers.push(stream.viewer);
        stream.viewer = undefined;
      }
      await leave(ctx, viewers).catch(warn);
    },
    async stay(streams) {
      const open = [...streams].filter(({ viewer }) => viewer !== undefined);
      const lost = new Set(
        await stay(
          ctx,
          open.map(({ viewer }) => viewer as string),
        ),
      );
      for (const { viewer, connection } of open) {
        if (viewer === undefined || !lost.has(viewer)) continue;
        // With a document its viewers go too: the event that tells of it, and ends the stream, may be on its way.
        if (missed.has(viewer)) connection.end();
      }
      missed = lost;
    },
    sweep() {
      sweepViewers(ctx).catch(warn);
    },
  };
}
