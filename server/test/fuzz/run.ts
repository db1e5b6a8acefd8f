import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';

/**
 * The long run: `npm run test:fuzz -- --seed N --runs M --only getSession,createSession`. Without a seed it takes a new
 * one and prints it; the same seed draws the same requests.
 */
const { values } = parseArgs({
  options: { seed: { type: 'string' }, runs: { type: 'string', default: '500' }, only: { type: 'string' } },
});
const seed = values.seed ?? String(Math.floor(Math.random() * 2 ** 31));
if (!/^\d{1,10}$/.test(seed) || !/^\d{1,9}$/.test(values.runs)) {
  process.stderr.write('--seed and --runs are whole numbers.\n');
  process.exit(2);
}
process.stdout.write(`seed ${seed}, ${values.runs} requests of every operation\n`);
const { status } = spawnSync('vitest', ['run', path.join('server', 'test', 'fuzz', 'fuzz.test.ts')], {
  stdio: 'inherit',
  env: { ...process.env, FUZZ_SEED: seed, FUZZ_RUNS: values.runs, ...(values.only ? { FUZZ_ONLY: values.only } : {}) },
});
process.exit(status ?? 1);
