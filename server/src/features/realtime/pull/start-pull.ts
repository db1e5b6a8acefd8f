import type { Ctx } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { createFeed } from './feed.ts';
import { PATIENCE, type Pull, type PullInput, pullFailed } from './pull-input.ts';
import { readSource } from './source.ts';

/**
 * Fetches a stream and gives its samples: a file, an endless stream as radio stations have it, or HLS; `onEnded` or
 * `onFailed` comes once. Everything is fetched through `ctx.fetch`, whatever playlists name.
 */
export function startPull(ctx: Pick<Ctx, 'fetch' | 'log'>, input: PullInput): void {
  const own = new AbortController();
  const signal = AbortSignal.any([input.signal, own.signal]);
  const pull: Pull = { fetch: ctx.fetch, signal, patience: { ...PATIENCE, ...input.patience } };
  const feed = createFeed({ ...input, signal });

  async function run(): Promise<void> {
    await readSource(pull, feed, input.url);
    await feed.finish();
  }

  run()
    .then(
      () => !input.signal.aborted && input.onEnded(),
      async (error: unknown) => {
        // What was fetched before is heard before.
        if (!input.signal.aborted) await feed.finish().catch(() => {});
        if (input.signal.aborted) return;
        const known = asPullError(error);
        ctx.log.info({ code: known.code, detail: known.detail }, 'a pulled stream ended');
        input.onFailed(known);
      },
    )
    .finally(() => {
      feed.close();
      own.abort();
    });
}

function asPullError(error: unknown): AppError {
  if (!(error instanceof AppError)) return new AppError('internal_error', { cause: error });
  return error.kind === 'fetch_failed' ? pullFailed(error.detail ?? '', error) : error;
}
