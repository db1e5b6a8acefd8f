// Writes docs/roles.md from the table of permissions and the contract: `npm run docs:roles`.
// With `--check` it only says whether the page is up to date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { GRANTED_BY, PERMISSIONS, ROLE_MEANINGS, ROLES } from '../server/src/features/users/permissions.ts';

const ROOT = path.join(import.meta.dirname, '..');
const PAGE = path.join(ROOT, 'docs', 'roles.md');

const table = (headings, rows) =>
  [headings, headings.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const { paths } = JSON.parse(readFileSync(path.join(ROOT, 'openapi.json'), 'utf8'));
const operations = Object.entries(paths).flatMap(([route, methods]) =>
  Object.entries(methods).map(([method, { operationId, 'x-access': access = [] }]) => ({
    name: `\`${method.toUpperCase()} ${route}\``,
    operationId,
    access,
  })),
);
const names = Object.keys(PERMISSIONS);
const opened = (permission) => operations.filter(({ access }) => access.includes(permission));
const keyKinds = (access) => access.filter((name) => !names.includes(name)).join(', ');

const content = `# Roles

What people may do is one table. Roles add up: somebody may do what any of their roles may, in their own organisation; only
SYSOP reaches beyond it. API keys have no roles: of each operation the contract says which kinds of keys open it.

${table(
  ['role', 'what it is for', 'given and taken by'],
  ROLES.map((role) => [role, ROLE_MEANINGS[role], GRANTED_BY[role].join(', ')]),
)}

## Permissions

${table(
  ['permission', 'what it allows', ...ROLES],
  names.map((name) => [
    `\`${name}\``,
    PERMISSIONS[name].meaning,
    ...ROLES.map((role) => (PERMISSIONS[name].roles.includes(role) ? 'yes' : '')),
  ]),
)}

## What each permission opens

${names
  .map((name) => {
    const rows = opened(name).map((operation) => [operation.operationId, operation.name, keyKinds(operation.access)]);
    const list = rows.length > 0 ? table(['operation', 'request', 'also opened by keys'], rows) : 'Nothing yet.';
    return `### \`${name}\`\n\n${list}`;
  })
  .join('\n\n')}

This page is written by \`npm run docs:roles\` from \`server/src/features/users/permissions.ts\` and \`openapi.json\`;
\`server/test/roles.test.ts\` tries every role at every operation.
`;

if (!process.argv.includes('--check')) writeFileSync(PAGE, content);
else if (!existsSync(PAGE) || readFileSync(PAGE, 'utf8') !== content) {
  process.stderr.write('docs/roles.md is not what the permissions say. Run `npm run docs:roles` and commit it.\n');
  process.exitCode = 1;
}
