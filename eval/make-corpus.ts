// Makes the recordings that engines are compared on: `npm run eval:corpus -- [--out DIR]`. See docs/evaluation.md.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { makeCorpus } from './corpus/index.ts';
import { SENTENCES } from './corpus/sentences.ts';

const USAGE = `Usage: npm run eval:corpus -- [options]

  --out DIR         where to (default data/eval-corpus)
  --seed N          another draw of the noise (default 4, that of the published figures)
  --sentences N     the first N of ${SENTENCES.length} sentences only
`;

function readArguments() {
  const options = { out: { type: 'string' }, seed: { type: 'string' }, sentences: { type: 'string' } } as const;
  const { values } = parseArgs({ options });
  const seed = Number(values.seed ?? 4);
  const sentences = Number(values.sentences ?? SENTENCES.length);
  if (!Number.isInteger(seed)) throw new TypeError('--seed must be a whole number.');
  if (!Number.isInteger(sentences) || sentences < 2) throw new TypeError('--sentences must be a number from 2 on.');
  return { directory: path.resolve(values.out ?? 'data/eval-corpus'), seed, sentences };
}

try {
  const { directory, seed, sentences } = readArguments();
  await mkdir(directory, { recursive: true });
  const note = (line: string) => process.stderr.write(`${line}\n`);
  const manifests = await makeCorpus(directory, { seed, sentences, note });
  for (const file of Object.values(manifests)) process.stdout.write(`${file}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n${error instanceof TypeError ? USAGE : ''}`);
  process.exitCode = error instanceof TypeError ? 2 : 1;
}
