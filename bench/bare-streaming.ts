// Hears the readings as live audio with the streaming recogniser and nothing else, in this one process, 0.1 s at a time and
// the words read each time: what live decoding costs at least. Argument: minutes. Prints one line of JSON.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BYTES_PER_MS, type RecognizerStream } from '../server/src/speech/recognizer.ts';
import { findEngine } from '../server/src/speech/recognizers/index.ts';
import { makeSpeech } from './speech-fixture.ts';

const PIECE_BYTES = 100 * BYTES_PER_MS;

const directory = await mkdtemp(path.join(tmpdir(), 'parlance-bench-'));
const speech = await makeSpeech(directory, Number(process.argv[2] ?? 2));
await rm(directory, { recursive: true });
const model = { key: 'en-us', directory: null, revision: '', threads: 1, isLive: true };
const recognizer = await findEngine('pocketsphinx').load(model);
await hear(speech.utterances[0] as Buffer);

const [started, cpu] = [performance.now(), process.cpuUsage()];
let text = '';
for (let repetition = 0; repetition < speech.repetitions; repetition++) {
  for (const pcm of speech.utterances) text += `${await hear(pcm)} `;
}
const { user, system } = process.cpuUsage(cpu);
process.stdout.write(
  `${JSON.stringify({
    seconds: (performance.now() - started) / 1000,
    cpu_seconds: (user + system) / 1_000_000,
    audio_seconds: speech.seconds,
    text,
  })}\n`,
);
recognizer.close();

async function hear(pcm: Buffer): Promise<string> {
  const stream = recognizer.openStream?.() as RecognizerStream;
  for (let at = 0; at < pcm.length; at += PIECE_BYTES) await stream.accept(pcm.subarray(at, at + PIECE_BYTES));
  return (await stream.finish()).map(({ word }) => word).join(' ');
}
