import type { Ctx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import type { Model } from '../../speech/index.ts';

const isAuto = (language: string) => language.trim().toLowerCase() === 'auto';

/**
 * The model a new session gets. For `auto` it is the one that will tell the language, which can also recognise the words if
 * there is no better one.
 *
 * @throws AppError `invalid_language`
 */
export function chooseModel(ctx: Ctx, language: string): Model {
  const installed = ctx.speech.languages();
  const identifier = isAuto(language) ? ctx.speech.languageIdentifier() : undefined;
  if (isAuto(language) && !identifier) {
    throw new AppError('invalid_language', {
      detail:
        'Language detection failed: no installed model can tell languages apart. Name the language, or install such a ' +
        'model on the server (`npx parlance models install whisper-tiny`).',
      details: { field: 'language', issue: 'auto is not available', installed },
    });
  }
  const model = ctx.speech.findModel(identifier ?? language);
  if (model?.batch) return model;
  throw new AppError('invalid_language', {
    detail: `"${language.slice(0, 40)}" is not offered by any installed engine. Installed: ${installed.join(', ') || 'none'}.`,
    details: { field: 'language', issue: 'not installed', installed },
  });
}

/** What stands in the place of a model where nothing is to be recognised: any language will do. */
export function modelForDocuments(
  ctx: Ctx,
  language: string,
): Model | { key: string; engine: string; language: string } {
  const tag = language.trim().toLowerCase();
  if (!/^[a-z]{2,3}([-_][a-z0-9]{2,8})*$/.test(tag)) return chooseModel(ctx, language);
  return ctx.speech.findModel(tag) ?? { key: tag, engine: 'none', language: tag.split(/[-_]/)[0] as string };
}

interface Spoken {
  language: string;
  spoken_language: string;
  detected_language: string | null;
}

/** Whether its language is still to be heard. */
export const awaitsLanguage = ({ language, detected_language }: Pick<Spoken, 'language' | 'detected_language'>) =>
  isAuto(language) && detected_language === null;

/** The language of a session's words. */
export const languageOf = ({ spoken_language, detected_language }: Spoken) => detected_language ?? spoken_language;

/**
 * Listens to the first speech of a session that asked for `auto`, and chooses the model for what was heard.
 *
 * @throws AppError `language_not_detected`
 */
export async function hearLanguage(
  ctx: Ctx,
  speech: { pcm: Buffer; organization_id: number; signal: AbortSignal },
): Promise<{ detected_language: string; model_key: string; engine: string }> {
  const { pcm, organization_id: group, signal } = speech;
  const detected_language = await ctx.speech.identifyLanguage({ pcm, signal, group });
  const identifier = ctx.speech.languageIdentifier();
  const model = detected_language && ctx.speech.findModel(detected_language);
  const chosen = model || (identifier && ctx.speech.findModel(identifier)) || undefined;
  if (!detected_language || !chosen)
    throw new AppError('language_not_detected', { details: { heard: detected_language } });
  return { detected_language, model_key: chosen.key, engine: chosen.engine };
}

/**
 * The model of a session whose work goes on, or another for its language when that was removed meanwhile: nobody loses a
 * transcript because models were changed.
 *
 * @throws AppError `model_not_found` when nothing else speaks the language
 */
export function presentModel(
  ctx: Ctx,
  session: Spoken & { model_key: string; engine: string },
): { model_key: string; engine: string } {
  const { model_key, engine } = session;
  if (ctx.speech.models().some(({ key }) => key === model_key)) return { model_key, engine };
  const locale = session.detected_language ?? session.language;
  const other = ctx.speech.findModel(locale) ?? ctx.speech.findModel(languageOf(session));
  if (other) return { model_key: other.key, engine: other.engine };
  throw new AppError('model_not_found', {
    detail: `The model "${model_key}" was removed, and no other speaks "${languageOf(session)}".`,
  });
}
