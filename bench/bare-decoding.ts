// Decodes each utterance on its own with the recogniser and nothing else, in this one process: what decoding costs.
// Arguments: minutes. Prints one line of JSON: the seconds it took and the text.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pocketsphinxEngine } from '../server/src/speech/recognizers/pocketsphinx.ts';
import { makeSpeech } from './speech-fixture.ts';

const directory = await mkdtemp(path.join(tmpdir(), 'parlance-bench-'));
const speech = await makeSpeech(directory, Number(process.argv[2]));
await rm(directory, { recursive: true });
const recognizer = await pocketsphinxEngine.load('en-us');
await recognizer.recognize(speech.utterances[0] as Buffer);

const started = performance.now();
let text = '';
for (let repetition = 0; repetition < speech.repetitions; repetition++) {
  for (const pcm of speech.utterances) {
    const words = await recognizer.recognize(pcm);
    text += `${words.map((word) => word.word).join(' ')} `;
  }
}
process.stdout.write(`${JSON.stringify({ seconds: (performance.now() - started) / 1000, text })}\n`);
recognizer.close();
