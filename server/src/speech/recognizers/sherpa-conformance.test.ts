import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readModel } from '../models/manifest.ts';
import { BYTES_PER_MS } from '../recognizer.ts';
import { describeRecognizer } from './conformance.ts';
import { findEngine } from './index.ts';

/** Small real models of 34 English words; tools/tiny-models makes them. */
const MODELS = path.join(import.meta.dirname, '../../../test/models');
const WAV_HEADER_BYTES = 44;
/** How much of the end is silence. */
const SILENT_MS = 250;

const speech = () =>
  Promise.all(
    ['003.wav', '014.wav'].map(async (name) => {
      const file = await readFile(path.join(MODELS, 'recordings', name));
      return file.subarray(WAV_HEADER_BYTES, file.length - SILENT_MS * BYTES_PER_MS);
    }),
  );

for (const name of [
  'tiny-ctc-en',
  'tiny-transducer-en',
  'tiny-streaming-en',
  'tiny-streaming-transducer-en',
  'tiny-streaming-nemo-ctc-en',
  'tiny-nemo-ctc-en',
  'tiny-nemo-transducer-en',
]) {
  describeRecognizer(findEngine('sherpa-onnx'), name, speech, [readModel(path.join(MODELS, name))]);
}
