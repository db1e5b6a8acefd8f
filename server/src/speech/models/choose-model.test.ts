import { describe, expect, it } from 'vitest';
import type { Model } from '../recognizer.ts';
import { scriptedEngine } from '../recognizers/scripted.ts';
import { findModel, installedLanguages, spokenLanguage } from './choose-model.ts';

const base = scriptedEngine.findModels([])[0] as Model;
const model = (engine: string, key: string, ...languages: string[]): Model => ({
  ...base,
  ...{
    engine,
    key,
    languages,
    locale: languages[0] as string,
    language: (languages[0] as string).split('-')[0] as string,
  },
});

const MODELS = [
  model('sherpa-onnx', 'parakeet', 'en', 'de', 'fr'),
  model('sherpa-onnx', 'quick', 'en'),
  model('sherpa-onnx', 'british', 'en-gb'),
  model('sherpa-onnx', 'cantonese', 'yue'),
  model('pocketsphinx', 'en-us', 'en-us'),
];

describe('findModel', () => {
  it.each([
    ['en', 'parakeet'],
    ['EN', 'parakeet'],
    ['en-US', 'parakeet'],
    ['en_us', 'parakeet'],
    ['en-GB', 'british'],
    ['de-at', 'parakeet'],
    ['yue', 'cantonese'],
    ['quick', 'quick'],
    ['nl', undefined],
    ['', undefined],
    ['auto', undefined],
  ])('%s → %s', (tag, key) => {
    expect(findModel(MODELS, tag)?.key).toBe(key);
  });

  it('takes the one that was chosen for a language', () => {
    const defaults = { en: 'quick', 'en-us': 'en-us', de: 'gone' };
    expect(findModel(MODELS, 'en', defaults)?.key).toBe('quick');
    expect(findModel(MODELS, 'en-ie', defaults)?.key).toBe('quick');
    expect(findModel(MODELS, 'en-us', defaults)?.key).toBe('en-us');
    expect(findModel(MODELS, 'de', defaults)?.key).toBe('parakeet');
  });

  it('has the built-in engine without any neural model', () => {
    const builtIn = MODELS.slice(-1);
    for (const tag of ['en', 'en-us', 'en-gb']) expect(findModel(builtIn, tag)?.key).toBe('en-us');
  });
});

it('says what language a model is to expect', () => {
  const [parakeet] = MODELS as [Model];
  expect(spokenLanguage(parakeet, 'de-AT')).toBe('de');
  expect(spokenLanguage(parakeet, 'parakeet')).toBe('en');
  expect(spokenLanguage(parakeet, undefined)).toBe('en');
});

it('lists languages and locales once', () => {
  expect(installedLanguages(MODELS)).toEqual(['de', 'en', 'en-gb', 'en-us', 'fr', 'yue']);
});
