import { AppError } from '../../platform/errors.ts';
import type { Model } from '../recognizer.ts';
import { findRecogniser } from '../recognizers/index.ts';
import type { InstalledModel } from './manifest.ts';

/** The models of all configured engines that are on disk: in the order of the configuration, then the preferred first. */
export function findInstalledModels(
  engines: readonly string[],
  installed: readonly InstalledModel[],
): readonly Model[] {
  return engines.flatMap((name) =>
    findRecogniser(name)
      .findModels(installed)
      .toSorted((a, b) => b.preference - a.preference),
  );
}

const normalised = (languageTag: string) => languageTag.trim().toLowerCase().replaceAll('_', '-');

/**
 * The model for what a client calls a language: a model's key (`parakeet-tdt-0.6b-v2`), a locale in any writing (`en-US`,
 * `en_us`) or a language (`EN`). For a language it is the one chosen for it, or the first that speaks it; among models of
 * one engine that of the very locale stands before those of its language (`en-gb` → `en`).
 *
 * @param models the preferred first
 * @param defaults language tag → key of a model
 */
export function findModel(
  models: readonly Model[],
  languageTag: string,
  defaults: Readonly<Record<string, string>> = {},
): Model | undefined {
  const tag = normalised(languageTag);
  const byKey = models.find((model) => model.key === tag && model.locale !== tag);
  if (byKey) return byKey;
  const language = tag.split('-')[0] as string;
  const chosen = defaults[tag] ?? defaults[language];
  const speaking = models.filter((model) => model.languages.some((spoken) => spoken.split('-')[0] === language));
  const first = speaking.find((model) => model.key === chosen) ?? speaking[0];
  if (!first || first.key === chosen) return first;
  return speaking.find((model) => model.engine === first.engine && model.languages.includes(tag)) ?? first;
}

/** @throws AppError `model_not_found` for a key that is not installed. */
export function requireModel(models: readonly Model[], key: string): Model {
  const model = models.find((candidate) => candidate.key === key);
  if (!model) throw new AppError('model_not_found', { detail: `The model "${key}" is not installed.` });
  return model;
}

/** Languages and locales there are models for, e.g. `['en', 'en-us']`. */
export function installedLanguages(models: readonly Model[]): string[] {
  const tags = models.flatMap(({ languages }) => languages.flatMap((tag) => [tag, tag.split('-')[0] as string]));
  return [...new Set(tags)].sort();
}

/** Which of its languages a model is to expect, ISO 639, for what a client wrote; its first when that is no language of it. */
export function spokenLanguage(model: Model, languageTag: string | undefined): string {
  const language = normalised(languageTag ?? '').split('-')[0] as string;
  return model.languages.some((tag) => tag.split('-')[0] === language) ? language : model.language;
}
