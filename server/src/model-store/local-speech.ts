import { createSpeech, type Speech } from '../speech/index.ts';
import type { ModelStore } from './store.ts';

/** Does something with everything that recognises speech on this machine, the built-in engine too, in decoders of its own. */
export async function withLocalSpeech<T>(store: ModelStore, work: (speech: Speech) => Promise<T> | T): Promise<T> {
  const speech = createSpeech({
    decoders: 1,
    engines: ['sherpa-onnx', 'pocketsphinx'],
    modelsDir: store.directory,
    log: store.log,
  });
  try {
    return await work(speech);
  } finally {
    await speech.close();
  }
}
