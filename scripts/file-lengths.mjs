// No source file above 400 lines (ARCHITECTURE.md): split by use-case before that. Tests and generated files are free.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const LIMIT = 400;
const files = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '--', '*.ts', '*.tsx', '*.mjs'],
  {
    encoding: 'utf8',
  },
)
  .split('\n')
  .filter((file) => file !== '' && !/\.(test|generated)\.tsx?$/.test(file));

const long = [];
for (const file of files) {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    continue; // removed, not yet committed
  }
  const lines = text.split('\n').length;
  if (lines > LIMIT) long.push(`${lines} lines  ${file}`);
}
if (long.length > 0) {
  process.stderr.write(`Files over ${LIMIT} lines:\n${long.join('\n')}\n`);
  process.exitCode = 1;
}
