import { describe, expect, it } from 'vitest';
import { type InstalledModel, MODEL_KINDS, type ModelKind } from '../models/manifest.ts';
import { givesTimes, isRecogniser, sherpaConfig, takesHotwords, takesLanguage } from './sherpa-config.ts';

const KINDS = (Object.keys(MODEL_KINDS) as ModelKind[]).filter(isRecogniser);

function modelOf(kind: ModelKind, changes: Partial<InstalledModel> = {}): InstalledModel {
  const roles: readonly string[] = [...MODEL_KINDS[kind].needs, ...MODEL_KINDS[kind].may];
  return {
    ...{ format: 1, name: 'm', title: 'M', engine: 'sherpa-onnx', kind, languages: ['en'], sample_rate: 16_000 },
    ...{ files: Object.fromEntries(roles.map((role) => [role, `${role}.bin`])), directory: '/models/m', revision: '' },
    ...changes,
  };
}

const plain = { threads: 2, language: '', hotwords: [] as string[] };

describe('sherpaConfig', () => {
  it.each(KINDS)('%s: every file the kind needs is given, by its whole path', (kind) => {
    const { config } = sherpaConfig(modelOf(kind), plain);
    const text = JSON.stringify(config);
    for (const role of MODEL_KINDS[kind].needs) expect(text, role).toContain(`"/models/m/${role}.bin"`);
    expect(config).toMatchObject({
      featConfig: { sampleRate: 16_000 },
      modelConfig: { numThreads: 2, provider: 'cpu', tokens: '/models/m/tokens.bin' },
      decodingMethod: 'greedy_search',
    });
  });

  it('streaming kinds leave the ends of utterances to the voice activity detection', () => {
    for (const kind of KINDS.filter((kind) => kind.startsWith('online-'))) {
      expect(sherpaConfig(modelOf(kind), plain)).toMatchObject({ streaming: true, config: { enableEndpoint: 0 } });
    }
  });

  it('hands the language to kinds that take one', () => {
    const languages = KINDS.filter((kind) =>
      JSON.stringify(sherpaConfig(modelOf(kind), { ...plain, language: 'nl' })).includes('"nl"'),
    );
    expect(languages.sort()).toEqual(['canary', 'sense-voice', 'whisper']);
    expect(KINDS.filter(takesLanguage).sort()).toEqual(languages);
    expect(sherpaConfig(modelOf('sense-voice'), plain)).toMatchObject({
      config: { modelConfig: { senseVoice: { language: 'auto' } } },
    });
  });

  it('searches wider for hotwords, with the pieces of the model', () => {
    const { config } = sherpaConfig(modelOf('transducer'), { ...plain, hotwords: ['Parlance'] });
    expect(config).toMatchObject({
      decodingMethod: 'modified_beam_search',
      modelConfig: { modelingUnit: 'bpe', bpeVocab: '/models/m/bpe_vocab.bin' },
    });
    expect(JSON.stringify(config)).not.toContain('Parlance');
    expect(KINDS.filter(takesHotwords)).toEqual(['transducer', 'nemo-transducer', 'online-transducer']);
  });

  it('streaming kinds learn hotwords when they are loaded, one a line', () => {
    const hotwords = ['Parlance', ' a:b/c ', ':'];
    const { config } = sherpaConfig(modelOf('online-transducer'), { ...plain, hotwords });
    expect(config).toMatchObject({
      decodingMethod: 'modified_beam_search',
      hotwordsBuf: 'Parlance\na b c',
      hotwordsBufSize: 14,
    });
  });

  it('knows which kinds give no times', () => {
    expect(KINDS.filter((kind) => !givesTimes(kind))).toEqual(['whisper', 'moonshine', 'canary']);
  });
});
