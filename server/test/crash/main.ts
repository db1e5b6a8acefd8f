/** `npm run test:crash -- --seed 1 --kills 200`: half of the kills on each topology, unless one is named. */
import { parseArgs } from 'node:util';
import { runCrashProgram } from './program.ts';
import { reportText } from './report.ts';
import type { TopologyName } from './topology.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    kills: { type: 'string', default: '200' },
    topology: { type: 'string', default: 'both' },
    customers: { type: 'string', default: '4' },
  },
});

function wholeNumber(name: 'seed' | 'kills' | 'customers'): number {
  if (/^\d{1,10}$/.test(values[name]) && Number(values[name]) > 0) return Number(values[name]);
  process.stderr.write(`--${name} must be a whole number above 0.\n`);
  process.exit(2);
}

const topologies: Record<string, TopologyName[]> = { one: ['one'], many: ['many'], both: ['one', 'many'] };
const chosen = topologies[values.topology];
if (!chosen) {
  process.stderr.write('--topology can be one, many or both.\n');
  process.exit(2);
}

const [seed, kills, customers] = [wholeNumber('seed'), wholeNumber('kills'), wholeNumber('customers')];
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());
let violations = 0;
for (const [index, topology] of chosen.entries()) {
  const startedAt = Date.now();
  const report = await runCrashProgram({
    seed,
    kills: Math.floor((kills * (index + 1)) / chosen.length) - Math.floor((kills * index) / chosen.length),
    topology,
    customers,
    pauseMs: [300, 3_000],
    refusedShare: 0.05,
    settleMs: 300_000,
    signal: interrupted.signal,
    onProgress(line) {
      process.stdout.write(
        `${topology} ${String(Math.round((Date.now() - startedAt) / 1000)).padStart(5)} s  ${line}\n`,
      );
    },
  });
  violations += report.violations.length;
  process.stdout.write(`\n${reportText(report)}\n\n`);
  if (interrupted.signal.aborted) break;
}
process.exit(violations === 0 ? 0 : 1);
