// Everything that can be said about the code without running the product: `npm run check`.
// All checks run, so that one round shows all there is to mend.
import { spawnSync } from 'node:child_process';

const checks = [
  ['format and lint', 'biome', ['ci', '--colors=off', '--error-on-warnings', '.']],
  ['types', 'tsc', ['--noEmit', '-p', '.']],
  ['import rules', 'depcruise', ['--config', '.dependency-cruiser.cjs', 'server/src', 'sdk/src', 'cli/src', 'eval']],
  ['file lengths', 'node', ['scripts/file-lengths.mjs']],
  ['contract', 'node', ['scripts/contract.mjs', '--check']],
  ['configuration page', 'node', ['scripts/config-docs.mjs', '--check']],
  ['page of roles', 'node', ['scripts/roles-docs.mjs', '--check']],
  ['page of models', 'node', ['scripts/models-docs.mjs', '--check']],
];

const failed = [];
for (const [name, command, args] of checks) {
  const started = Date.now();
  const run = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const ok = run.status === 0;
  process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
  if (ok) continue;
  failed.push(name);
  process.stdout.write(`${run.stdout ?? ''}${run.stderr ?? ''}${run.error?.message ?? ''}\n`);
}
if (failed.length > 0) {
  process.stdout.write(`Failed: ${failed.join(', ')}\n`);
  process.exitCode = 1;
}
