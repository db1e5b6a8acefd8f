import { AppError } from '../../platform/errors.ts';
import type { Engine } from '../recognizer.ts';
import { BUILT_IN_VOICES, builtInVoicesEngine } from './built-in-voices.ts';
import { pocketsphinxEngine } from './pocketsphinx.ts';
import { scriptedEngine } from './scripted.ts';
import { sherpaEngine } from './sherpa.ts';

/** Every engine this build knows. To add one: write its file, add it here, run the conformance suite on it. */
const ENGINES: Record<string, Engine> = {
  'sherpa-onnx': sherpaEngine,
  pocketsphinx: pocketsphinxEngine,
  scripted: scriptedEngine,
  [BUILT_IN_VOICES]: builtInVoicesEngine,
};

/**
 * The engine of that name.
 * @throws AppError `internal_error` for a name this build does not know (a mistake in the configuration).
 */
export function findEngine(name: string): Engine {
  const engine = ENGINES[name];
  if (!engine) {
    throw new AppError('internal_error', {
      detail: `There is no speech engine "${name}"; known engines: ${Object.keys(ENGINES).join(', ')}.`,
    });
  }
  return engine;
}
