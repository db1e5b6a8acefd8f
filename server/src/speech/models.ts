import { AppError } from '../platform/errors.ts';
import type { Model } from './recognizer.ts';
import { findEngine } from './recognizers/index.ts';

/** The models of all configured engines that are on disk, in the order of the configuration. */
export function findInstalledModels(engines: readonly string[]): readonly Model[] {
  return engines.flatMap((name) => findEngine(name).findModels());
}

/**
 * The model for what a client calls a language: a model's key (`en-us`), a locale in any writing (`en-US`, `en_us`) or a
 * language (`EN`). A locale without a model of its own falls back to its language (`en-gb` → `en`).
 */
export function findModel(models: readonly Model[], languageTag: string): Model | undefined {
  const tag = languageTag.trim().toLowerCase().replaceAll('_', '-');
  const language = tag.split('-')[0];
  return (
    models.find((model) => model.key === tag) ??
    models.find((model) => model.locale === tag) ??
    models.find((model) => model.language === language)
  );
}

/** @throws AppError `invalid_language` for a key that is not installed. */
export function requireModel(models: readonly Model[], key: string): Model {
  const model = models.find((candidate) => candidate.key === key);
  if (!model) throw new AppError('invalid_language', { detail: `The model "${key}" is not installed.` });
  return model;
}

/** Languages and locales there are models for, e.g. `['en', 'en-us']`. */
export function installedLanguages(models: readonly Model[]): string[] {
  return [...new Set(models.flatMap((model) => [model.language, model.locale]))].sort();
}
