import { setTimeout as delay } from 'node:timers/promises';
import type { Ctx } from '../../../context.ts';
import type { StoredWord } from '../../../platform/tables.ts';
import type { LiveFinal } from '../../../speech/index.ts';
import { insertFinals, type StoredFinal } from './save.repo.ts';

/** Finals of one statement. */
const AT_ONCE = 200;
const TRY_AGAIN_MS = 500;
const FOREIGN_KEY_VIOLATION = '23503';

export interface FinalStore {
  /** Never blocks and never throws. */
  add(final: LiveFinal): void;
  /** Resolves when all of them are stored; rejects when the database cannot be reached for `patienceMs`. */
  flush(patienceMs: number): Promise<void>;
}

/** Writes finals as they come, one statement at a time; while the database is away they wait in memory. */
export function openFinalStore(ctx: Ctx, realtimeSession: number): FinalStore {
  let waiting: StoredFinal[] = [];
  let next = 0;
  let writing: Promise<void> | undefined;
  let giveUpAt = Number.POSITIVE_INFINITY;

  const writeAll = async () => {
    while (waiting.length > 0) {
      const some = waiting.slice(0, AT_ONCE);
      try {
        await insertFinals(ctx.db, realtimeSession, some);
        waiting = waiting.slice(some.length);
      } catch (error) {
        // Erased meanwhile, with its organisation, or taken for lost and ended: there is nothing to add to.
        if ((error as { code?: string }).code === FOREIGN_KEY_VIOLATION) waiting = [];
        else if (performance.now() > giveUpAt) throw error;
        else await delay(TRY_AGAIN_MS);
      }
    }
  };
  const write = () => {
    writing ??= writeAll().finally(() => {
      writing = undefined;
    });
    return writing;
  };

  return {
    add({ words, start_ms, end_ms }) {
      waiting.push({
        index: next++,
        start_ms: Math.round(start_ms),
        end_ms: Math.round(end_ms),
        words: words.map(
          (word): StoredWord => [word.word, Math.round(word.start_ms), Math.round(word.end_ms), word.confidence],
        ),
      });
      write().catch(() => {});
    },
    async flush(patienceMs) {
      giveUpAt = performance.now() + patienceMs;
      await write();
      // Those that came while the last statement was under way.
      await write();
    },
  };
}
