// Recognises segments with sherpa-onnx-node and nothing else, in this one process: what recognising costs.
// Arguments: folder of the model (kind zipformer-ctc), file of the segments, milliseconds of each, how many times over.
// Prints `ready`, begins when a line comes in, and prints its seconds.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const [folder = '', file = '', segmentMs = '', times = ''] = process.argv.slice(2);
const { OfflineRecognizer } = createRequire(import.meta.url)('sherpa-onnx-node');
const recognizer = new OfflineRecognizer({
  featConfig: { sampleRate: 16_000, featureDim: 80 },
  modelConfig: {
    zipformerCtc: { model: path.join(folder, 'model.onnx') },
    tokens: path.join(folder, 'tokens.txt'),
    numThreads: 1,
    provider: 'cpu',
    debug: 0,
  },
});
const audio = await readFile(file);
const samples = new Float32Array(audio.length / 2);
for (let index = 0; index < samples.length; index++) samples[index] = audio.readInt16LE(index * 2) / 32_768;
const length = Number(segmentMs) * 16;

function recognise(at: number): void {
  const stream = recognizer.createStream();
  stream.acceptWaveform({ samples: samples.subarray(at, at + length), sampleRate: 16_000 });
  recognizer.decode(stream);
  recognizer.getResult(stream);
}

recognise(0);
process.stdout.write('ready\n');
process.stdin.once('data', () => {
  const started = performance.now();
  for (let round = 0; round < Number(times); round++) {
    for (let at = 0; at + length <= samples.length; at += length) recognise(at);
  }
  process.stdout.write(`${(performance.now() - started) / 1000}\n`);
  process.exit(0);
});
