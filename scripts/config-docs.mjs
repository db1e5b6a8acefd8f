// Writes docs/configuration.md from the settings the server really reads: `npm run docs:config`.
// With `--check` it only says whether the page is up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CONFIG_KEYS } from '../server/src/config.ts';

const rows = Object.values(CONFIG_KEYS).map(
  ({ env, defaultText, description, secret }) =>
    `| \`${env}\` | ${defaultText} | ${description}${secret ? ' Keep it secret.' : ''} |`,
);

const PAGE = path.join(import.meta.dirname, '..', 'docs', 'configuration.md');

const content = `# Configuration

Parlance is configured by environment variables only, and every one is optional. A wrong value stops the start with a
list of all that is wrong.

| variable | default | meaning |
|---|---|---|
${rows.join('\n')}

This page is written by \`npm run docs:config\`; the settings themselves live in \`server/src/config.ts\`.
`;

if (!process.argv.includes('--check')) writeFileSync(PAGE, content);
else if (readFileSync(PAGE, 'utf8') !== content) {
  process.stderr.write(
    'docs/configuration.md is not what the settings say. Run `npm run docs:config` and commit it.\n',
  );
  process.exitCode = 1;
}
