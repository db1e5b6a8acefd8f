import { AppError } from '../../platform/errors.ts';
import { findBuiltInVoices } from '../diarization/built-in-voices.ts';
import type { Engine } from '../recognizer.ts';

/** As sessions name what told their speakers apart when no model was installed. */
export const BUILT_IN_VOICES = 'built-in';

/** Tells voices apart without a model (docs/adr/0014-speakers-without-models.md). Recognises nothing. */
export const builtInVoicesEngine: Engine = {
  name: BUILT_IN_VOICES,
  findModels: () => [],
  load: () => Promise.reject(new AppError('internal_error', { detail: 'Voices are no words.' })),
  loadHelper: async () => ({ findVoices: findBuiltInVoices, close() {} }),
};
