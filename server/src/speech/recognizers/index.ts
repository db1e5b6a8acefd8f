import { AppError } from '../../platform/errors.ts';
import type { Engine } from '../recognizer.ts';
import { BUILT_IN_VOICES, builtInVoicesEngine } from './built-in-voices.ts';
import { pocketsphinxEngine } from './pocketsphinx.ts';
import { scriptedEngine } from './scripted.ts';
import { sherpaEngine } from './sherpa.ts';

/** Every engine that recognises words. To add one: write its file, add it here, run the conformance suite on it. */
const RECOGNISERS: Record<string, Engine> = {
  'sherpa-onnx': sherpaEngine,
  pocketsphinx: pocketsphinxEngine,
  scripted: scriptedEngine,
};
/** All that decoder processes load: with what only tells voices apart. */
const ENGINES: Record<string, Engine> = { ...RECOGNISERS, [BUILT_IN_VOICES]: builtInVoicesEngine };

/**
 * The engine of that name, for its words.
 * @throws AppError `internal_error` for a name this build does not know (a mistake in the configuration).
 */
export function findRecogniser(name: string): Engine {
  const engine = RECOGNISERS[name];
  if (!engine) {
    throw new AppError('internal_error', {
      detail: `There is no speech engine "${name}"; known engines: ${Object.keys(RECOGNISERS).join(', ')}.`,
    });
  }
  return engine;
}

/** The engine of that name, for anything a decoder process does. @throws AppError as {@link findRecogniser} */
export function findEngine(name: string): Engine {
  return ENGINES[name] ?? findRecogniser(name);
}
