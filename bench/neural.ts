import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pino } from 'pino';
import { createSpeech } from '../server/src/speech/index.ts';
import { type Benchmark, median } from './report.ts';
import { makeSpeech } from './speech-fixture.ts';

const MODEL = 'tiny-ctc-en';
const FIXTURE = path.join(import.meta.dirname, '..', 'server', 'test', 'models', MODEL);
/** As the pipeline cuts speech: pauses are seldom further apart. */
const SEGMENT_MS = 15_000;
const MINUTES = 10;
/** A small model is quick: the audio is recognised this often in a round. */
const TIMES = 10;
const ROUNDS = 3;

export const neuralBenchmark: Benchmark = {
  title: 'Neural models',
  method:
    `${MINUTES} minutes of LibriVox speech in segments of ${SEGMENT_MS / 1000} s, ${TIMES} times over, median of ${ROUNDS} rounds. Ours: all ` +
    'segments through the pool of decoder processes, one for each core, into words with times. Reference: as many processes ' +
    'with `sherpa-onnx-node` and nothing else, which have the samples in memory and throw the words away. The model is ' +
    `\`${MODEL}\` of 0.9 MB, which takes some 25 ms for a segment: what the pool adds does not grow with the model, and those that people install are a hundred times as large and more.`,
  async run(note) {
    const directory = await mkdtemp(path.join(tmpdir(), 'parlance-bench-'));
    try {
      const { utterances } = await makeSpeech(directory, MINUTES);
      const segments = cut(utterances);
      const file = path.join(directory, 'segments.s16le');
      await writeFile(file, Buffer.concat(segments));
      const [ours, bare]: number[][] = [[], []];
      for (let round = 0; round < ROUNDS; round++) {
        ours?.push(await recogniseInPool(directory, segments));
        bare?.push(await recogniseBare(file));
        note(`pool ${ours?.at(-1)?.toFixed(2)} s, bare ${bare?.at(-1)?.toFixed(2)} s`);
      }
      const [pool, reference] = [median(ours ?? []), median(bare ?? [])];
      const added = ((pool - reference) * 1_000 * availableParallelism()) / (segments.length * TIMES);
      return [
        {
          name: 'throughput of the pool, of the bare recogniser’s',
          target: { at: 'least', value: 0.9 },
          ratio: reference / pool,
          ours: `${pool.toFixed(2)} s: ${added.toFixed(1)} ms more of a core for a segment`,
          reference: `${reference.toFixed(2)} s`,
        },
      ];
    } finally {
      await rm(directory, { recursive: true });
    }
  },
};

function cut(utterances: readonly Buffer[]): Buffer[] {
  const bytes = SEGMENT_MS * 32;
  const once = Buffer.concat(utterances);
  const count = Math.ceil((MINUTES * 60_000) / SEGMENT_MS);
  const audio = Buffer.concat(Array.from({ length: Math.ceil((count * bytes) / once.length) }, () => once));
  return Array.from({ length: count }, (_, index) => audio.subarray(index * bytes, (index + 1) * bytes));
}

async function recogniseInPool(directory: string, segments: readonly Buffer[]): Promise<number> {
  const modelsDir = path.join(directory, 'models');
  await cp(FIXTURE, path.join(modelsDir, MODEL), { recursive: true });
  const log = pino({ level: 'silent' });
  const decoders = availableParallelism();
  const speech = createSpeech({ decoders, engines: ['sherpa-onnx'], modelsDir, log });
  const { signal } = new AbortController();
  const recognise = (pcm: Buffer) => speech.recognize({ model: MODEL, pcm, signal });
  try {
    // Processes start and models load with the first segment; the reference is not timed for that either.
    await Promise.all(Array.from({ length: decoders }, () => recognise(segments[0] as Buffer)));
    const started = performance.now();
    const queue = Array.from({ length: TIMES }, () => segments).flat();
    const take = async () => {
      for (let pcm = queue.pop(); pcm; pcm = queue.pop()) await recognise(pcm);
    };
    // As many at a time as the workers of a server ask for.
    await Promise.all(Array.from({ length: decoders + 1 }, take));
    return (performance.now() - started) / 1000;
  } finally {
    await speech.close();
  }
}

/** As many processes as cores, each with its share; the time until the last has done. */
async function recogniseBare(file: string): Promise<number> {
  const shares = availableParallelism();
  const children = Array.from({ length: shares }, () => startBare(file, TIMES / shares));
  await Promise.all(children.map(({ next }) => next()));
  for (const { child } of children) child.stdin?.write('go\n');
  const seconds = await Promise.all(children.map(async ({ next }) => Number(await next())));
  return Math.max(...seconds);
}

function startBare(file: string, times: number): { child: ChildProcess; next(): Promise<string> } {
  const program = path.join(import.meta.dirname, 'bare-sherpa.ts');
  const child = spawn(process.execPath, [program, FIXTURE, file, String(SEGMENT_MS), String(times)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, next: async () => (await lines.next()).value as string };
}
