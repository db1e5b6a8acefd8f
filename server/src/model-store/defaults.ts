import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../platform/errors.ts';
import { DEFAULTS_FILE, type Model } from '../speech/index.ts';
import { withLocalSpeech } from './local-speech.ts';
import { nearest } from './nearest.ts';
import { type ModelStore, replaceFile, withLock } from './store.ts';

/** Which model is used for which language: BCP 47 in lower case → name. */
export type Defaults = Record<string, string>;

const LANGUAGE = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/;

export async function readDefaults(store: ModelStore): Promise<Defaults> {
  const file = path.join(store.directory, DEFAULTS_FILE);
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Defaults;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new AppError('model_invalid', { detail: `${file} cannot be read: ${(cause as Error).message}.`, cause });
  }
}

/** Everything that recognises speech on this machine, with the built-in engine. */
export function listRecognisers(store: ModelStore): Promise<readonly Model[]> {
  return withLocalSpeech(store, (speech) => speech.models());
}

/**
 * Chooses a model for a language, or for every language it knows. Running servers follow within a second or two.
 *
 * @param language in any writing (`EN`, `en_us`); undefined for all of the model's
 * @returns the languages it is now used for
 * @throws AppError `model_not_found`, `invalid_language` when the model does not speak it
 */
export async function chooseDefault(
  store: ModelStore,
  name: string,
  language: string | undefined,
  signal: AbortSignal,
): Promise<string[]> {
  const models = await listRecognisers(store);
  const model = models.find(({ key }) => key === name.trim().toLowerCase());
  if (!model) throw notInstalled(name, models);
  const languages = language === undefined ? [...model.languages] : [spoken(model, language)];
  if (languages.length === 0) {
    throw new AppError('invalid_language', { detail: `${model.key} takes many languages: say which with --language.` });
  }
  await changeDefaults(store, signal, (defaults) => {
    for (const tag of languages) defaults[tag] = model.key;
  });
  return languages;
}

/** Forgets choices of a model that is no more. */
export async function dropDefaults(store: ModelStore, name: string, signal: AbortSignal): Promise<string[]> {
  const dropped: string[] = [];
  await changeDefaults(store, signal, (defaults) => {
    for (const [tag, chosen] of Object.entries(defaults)) {
      if (chosen !== name) continue;
      delete defaults[tag];
      dropped.push(tag);
    }
  });
  return dropped;
}

async function changeDefaults(
  store: ModelStore,
  signal: AbortSignal,
  change: (defaults: Defaults) => void,
): Promise<void> {
  await withLock(store, DEFAULTS_FILE, { signal }, async () => {
    const defaults = await readDefaults(store);
    const before = JSON.stringify(defaults);
    change(defaults);
    if (JSON.stringify(defaults) === before) return;
    await replaceFile(path.join(store.directory, DEFAULTS_FILE), `${JSON.stringify(defaults, null, 2)}\n`);
  });
}

function spoken(model: Model, language: string): string {
  const tag = language.trim().toLowerCase().replaceAll('_', '-');
  if (!LANGUAGE.test(tag)) {
    throw new AppError('invalid_language', { detail: `"${language}" is no language: write en, de or en-gb.` });
  }
  const base = tag.split('-')[0];
  const speaks = model.languages.some((known) => known.split('-')[0] === base);
  if (speaks) return tag;
  throw new AppError('invalid_language', {
    detail: `${model.key} does not speak "${tag}". It speaks ${model.languages.join(', ') || 'what it is called with by name'}.`,
  });
}

export function notInstalled(name: string, models: readonly { key: string }[]): AppError {
  const names = models.map(({ key }) => key);
  const near = nearest(name.toLowerCase(), names);
  const advice = near.length > 0 ? `Did you mean ${near.join(', ')}?` : `Installed: ${names.join(', ') || 'none'}.`;
  return new AppError('model_not_found', {
    detail: `No model "${name}" is installed that recognises speech. ${advice}`,
  });
}
