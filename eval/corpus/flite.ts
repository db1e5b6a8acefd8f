import type { ManifestWord, Spoken } from './spoken.ts';

/** Its unit-selection and statistical voices; `awb` is Scottish, `slt` a woman, the others American men. */
export const FLITE_VOICES = ['slt', 'rms', 'awb', 'kal16'] as const;

/**
 * Flite by its C library (cst_utterance.h, cst_item.h), which tells where each word begins and ends. Its command line
 * tells this of sounds only.
 *
 * @throws Error when libflite or the voice is not installed
 */
export async function openFlite(): Promise<(voice: string, text: string) => Spoken> {
  const { default: koffi } = await import('koffi');
  const library = koffi.load('libflite.so.1');
  const flite_init = library.func('int flite_init()');
  const flite_synth_text = library.func('void *flite_synth_text(const char *, void *)');
  const utt_relation = library.func('void *utt_relation(void *, const char *)');
  const utt_wave = library.func('void *utt_wave(void *)');
  const relation_head = library.func('void *relation_head(void *)');
  const item_next = library.func('void *item_next(void *)');
  const ffeature_string = library.func('const char *ffeature_string(void *, const char *)');
  const ffeature_float = library.func('float ffeature_float(void *, const char *)');
  const delete_utterance = library.func('void delete_utterance(void *)');
  const Wave = koffi.struct({
    type: 'const char *',
    sample_rate: 'int',
    num_samples: 'int',
    num_channels: 'int',
    samples: 'void *',
  });
  flite_init();
  // The library of a voice must stay loaded as long as the voice is used, so it is kept with it.
  const voices = new Map<string, { library: unknown; voice: unknown }>();
  const voiceOf = (name: string) => {
    const known = voices.get(name);
    if (known) return known.voice;
    const library = koffi.load(`libflite_cmu_us_${name}.so.1`);
    const voice = library.func(`void *register_cmu_us_${name}(const char *)`)(null);
    voices.set(name, { library, voice });
    return voice;
  };

  return (voice, text) => {
    const utterance = flite_synth_text(text, voiceOf(voice));
    const words: ManifestWord[] = [];
    // Flite takes some words apart (`it's`): their parts have the text of the word they come from.
    let token = -1;
    for (let item = relation_head(utt_relation(utterance, 'Token')); item; item = item_next(item)) {
      words.push([ffeature_string(item, 'name'), null, null]);
    }
    for (let item = relation_head(utt_relation(utterance, 'Word')); item; item = item_next(item)) {
      if (ffeature_string(item, 'R:Token.p.name') === '0') token++;
      const word = words[token];
      if (!word) continue;
      word[1] ??= ffeature_float(item, 'R:SylStructure.daughter1.daughter1.R:Segment.p.end');
      word[2] = ffeature_float(item, 'R:SylStructure.daughtern.daughtern.R:Segment.end');
    }
    const wave = koffi.decode(utt_wave(utterance), Wave) as {
      sample_rate: number;
      num_samples: number;
      samples: unknown;
    };
    const samples = Int16Array.from(koffi.decode(wave.samples, koffi.array('int16', wave.num_samples)) as Int16Array);
    delete_utterance(utterance);
    return { samples, sampleRate: wave.sample_rate, words };
  };
}
