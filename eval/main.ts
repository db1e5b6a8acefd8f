// Judges transcripts against what was said: `npm run eval -- --manifest FILE`. See docs/evaluation.md.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Evaluation, evaluate } from './evaluate.ts';
import { InputError, readManifest } from './manifest.ts';
import { type EvalOptions, readOptions, USAGE } from './options.ts';
import { showProgress } from './progress.ts';
import { printable } from './report/figures.ts';
import { htmlReport } from './report/html.ts';
import { jsonReport } from './report/json.ts';
import { terminalReport } from './report/terminal.ts';
import { openSystem } from './systems.ts';

/** @returns whether every recording was transcribed */
async function run(options: EvalOptions, signal: AbortSignal): Promise<boolean> {
  const manifests = await Promise.all(
    options.manifests.map(async (file) => ({ file, entries: await readManifest(file) })),
  );
  const evaluations: Evaluation[] = [];
  for (const choice of options.systems) {
    const system = openSystem(choice, options.decoders);
    try {
      for (const { file, entries } of manifests) {
        const manifest = nameOf(file, options.manifests);
        const progress = showProgress(printable(`${system.name}, ${manifest}`));
        const input = { manifest, entries, decoders: options.decoders, signal, onProgress: progress.step };
        evaluations.push(await evaluate(system, input).finally(progress.end));
      }
    } finally {
      await system.close();
    }
  }
  process.stdout.write(terminalReport(evaluations));
  if (options.json) await write(options.json, jsonReport(evaluations));
  if (options.html) await write(options.html, htmlReport(evaluations));
  return evaluations.every(({ failures }) => failures.length === 0);
}

/** The name of the file alone, if no other manifest has the same. */
function nameOf(file: string, all: readonly string[]): string {
  const name = path.basename(file, '.jsonl');
  return all.filter((other) => path.basename(other, '.jsonl') === name).length > 1 ? file : name;
}

async function write(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((error: Error) => {
    throw new InputError(`${file} cannot be written: ${error.message}.`);
  });
  process.stderr.write(`Written: ${file}\n`);
}

const stopping = new AbortController();
process.once('SIGINT', () => stopping.abort(new InputError('Stopped.')));
try {
  const options = readOptions(process.argv.slice(2));
  if (options) process.exitCode = (await run(options, stopping.signal)) ? 0 : 1;
  else process.stdout.write(USAGE);
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  process.stderr.write(`${printable(error.message)}\n`);
  process.stderr.write('npm run eval -- --help shows what can be said.\n');
  process.exitCode = 2;
}
