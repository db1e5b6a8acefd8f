// Decodes each utterance on its own with the recogniser and nothing else, in this one process: what decoding costs.
// Arguments: minutes, and `ours` for our search options instead of PocketSphinx's own. Prints one line of JSON.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadPocketSphinxRecognizer } from '../server/src/speech/recognizers/pocketsphinx.ts';
import { makeSpeech } from './speech-fixture.ts';

const directory = await mkdtemp(path.join(tmpdir(), 'parlance-bench-'));
const speech = await makeSpeech(directory, Number(process.argv[2]));
await rm(directory, { recursive: true });
const recognizer = await loadPocketSphinxRecognizer('en-us', process.argv[3] === 'ours' ? undefined : []);
await recognizer.recognize(speech.utterances[0] as Buffer);

const started = performance.now();
let text = '';
for (let repetition = 0; repetition < speech.repetitions; repetition++) {
  for (const pcm of speech.utterances) {
    const words = await recognizer.recognize(pcm);
    text += `${words.map((word) => word.word).join(' ')} `;
  }
}
process.stdout.write(
  `${JSON.stringify({ seconds: (performance.now() - started) / 1000, audio_seconds: speech.seconds, text })}\n`,
);
recognizer.close();
