// Runs the benchmarks and prints their figures: `npm run bench [-- name …]`; `--write` puts them into docs/benchmarks.md.
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';
import { accuracyBenchmark } from './accuracy.ts';
import { captionFormatsBenchmark } from './caption-formats.ts';
import { captionsBenchmark } from './captions.ts';
import { collaborationBenchmark } from './collaboration.ts';
import { diarizationBenchmark } from './diarization.ts';
import { documentsBenchmark } from './documents.ts';
import { eventsBenchmark } from './events.ts';
import { getSessionBenchmark } from './get-session.ts';
import { manyUploadsBenchmark } from './many-uploads.ts';
import { memoryBenchmark } from './memory.ts';
import { millionSessionsBenchmark } from './million-sessions.ts';
import { modelsBenchmark } from './models.ts';
import { neuralBenchmark } from './neural.ts';
import { officeDocumentsBenchmark } from './office-documents.ts';
import { queueBenchmark } from './queue.ts';
import { realtimeBenchmark } from './realtime.ts';
import { realtimeAccuracyBenchmark } from './realtime-accuracy.ts';
import { type Benchmark, figureRow, TABLE_HEAD } from './report.ts';
import { shortBehindLongBenchmark } from './short-behind-long.ts';
import { signInBenchmark } from './sign-in.ts';
import { transcriptionBenchmark } from './transcription.ts';
import { uploadBenchmark } from './upload.ts';
import { workersBenchmark } from './workers.ts';

const BENCHMARKS: Record<string, Benchmark> = {
  transcription: transcriptionBenchmark,
  accuracy: accuracyBenchmark,
  memory: memoryBenchmark,
  upload: uploadBenchmark,
  'get-session': getSessionBenchmark,
  'short-behind-long': shortBehindLongBenchmark,
  'million-sessions': millionSessionsBenchmark,
  queue: queueBenchmark,
  workers: workersBenchmark,
  'many-uploads': manyUploadsBenchmark,
  events: eventsBenchmark,
  models: modelsBenchmark,
  neural: neuralBenchmark,
  diarization: diarizationBenchmark,
  'sign-in': signInBenchmark,
  'office-documents': officeDocumentsBenchmark,
  captions: captionsBenchmark,
  'caption-formats': captionFormatsBenchmark,
  documents: documentsBenchmark,
  collaboration: collaborationBenchmark,
  'realtime-accuracy': realtimeAccuracyBenchmark,
  realtime: realtimeBenchmark,
};

const PAGE = path.join(import.meta.dirname, '..', 'docs', 'benchmarks.md');
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = names.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  process.stderr.write(`No benchmark ${unknown.join(', ')}. There are: ${Object.keys(BENCHMARKS).join(', ')}\n`);
  process.exit(2);
}

for (const name of names.length > 0 ? names : Object.keys(BENCHMARKS)) {
  const benchmark = BENCHMARKS[name] as Benchmark;
  process.stdout.write(`\n${benchmark.title} (${name})\n`);
  const figures = await benchmark.run((line) => process.stdout.write(`  ${line}\n`));
  const table = `${TABLE_HEAD}\n${figures.map(figureRow).join('\n')}\n`;
  process.stdout.write(`${table}`);
  if (process.argv.includes('--write')) await writeSection(name, benchmark, table);
}

/** Each benchmark owns one section of the page, between two marks, so that one can be measured again alone. */
async function writeSection(name: string, benchmark: Benchmark, table: string): Promise<void> {
  const page = await readFile(PAGE, 'utf8');
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const machine = `${cpus().length} cores, ${cpus()[0]?.model.trim()}, Node ${process.version}`;
  const section = `${begin}\n## ${benchmark.title}\n\n${benchmark.method}\n\n${table}\nMeasured ${new Date().toISOString().slice(0, 10)} on ${machine} with \`npm run bench -- ${name} --write\`.\n${end}`;
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  const next =
    from >= 0 && to > from
      ? page.slice(0, from) + section + page.slice(to + end.length)
      : `${page.trimEnd()}\n\n${section}\n`;
  await writeFile(PAGE, next);
}
