import type { Ctx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import type { Model } from '../../speech/index.ts';

/** Models that can follow audio as it comes. */
export const liveModels = (ctx: Ctx) => ctx.speech.models().filter(({ realtime }) => realtime);

/**
 * The model for the language a client wants, or for that of the installation.
 *
 * @throws AppError `invalid_language`, `service_unavailable` when there is none at all
 */
export function chooseLiveModel(ctx: Ctx, language: string | undefined): Model {
  const models = liveModels(ctx);
  const [first] = models;
  if (!first) {
    throw new AppError('service_unavailable', { detail: 'No model for live transcription is installed.' });
  }
  const wanted = language || ctx.config.realtimeLanguage;
  if (!wanted) return findLive(ctx, models, 'en') ?? first;
  const found = findLive(ctx, models, wanted);
  if (found) return found;
  const spoken = [...new Set(models.flatMap(({ languages }) => languages))].sort();
  throw new AppError('invalid_language', {
    detail: `"${wanted}" is not available live. Available: ${spoken.join(', ')}.`,
    details: { field: 'language', issue: 'is not available' },
  });
}

/** The one that is chosen for the language, or the first that speaks it and is made for this. */
function findLive(ctx: Ctx, models: readonly Model[], language: string): Model | undefined {
  const chosen = ctx.speech.findModel(language);
  if (!chosen || chosen.realtime) return chosen;
  const short = (tag: string) => tag.split('-')[0];
  return models.find(({ languages }) => languages.some((tag) => short(tag) === short(chosen.locale)));
}
