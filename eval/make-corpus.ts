// Makes the recordings that engines are compared on: `npm run eval:corpus -- [--out DIR] [--seed N]`. See docs/evaluation.md.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { makeCorpus } from './corpus/index.ts';

/** The corpus of the published figures. */
const CORPUS_SEED = 4;

const { values } = parseArgs({ options: { out: { type: 'string' }, seed: { type: 'string' } } });
const directory = path.resolve(values.out ?? 'data/eval-corpus');
await mkdir(directory, { recursive: true });
const manifests = await makeCorpus(directory, {
  seed: Number(values.seed ?? CORPUS_SEED),
  note: (line) => process.stderr.write(`${line}\n`),
});
for (const file of Object.values(manifests)) process.stdout.write(`${file}\n`);
