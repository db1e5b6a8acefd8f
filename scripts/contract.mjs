// Writes the contract from the routes of the server: openapi.json and the types of the SDK.
// `npm run contract` rewrites both; with `--check` it only says whether they are up to date.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { createApp } from '../server/src/app.ts';
import { readConfig } from '../server/src/config.ts';
import { createLogger } from '../server/src/platform/log.ts';
import { createMetrics } from '../server/src/platform/metrics.ts';
import { openDiskStorage } from '../server/src/platform/storage/disk.ts';

const ROOT = path.join(import.meta.dirname, '..');
const HEADER = '// Written by `npm run contract` from openapi.json. Do not edit.\n\n';

/** The routes know their schemas before anything runs: no database, no decoder, no port is needed to read them. */
async function describeApi() {
  const directory = await mkdtemp(path.join(tmpdir(), 'parlance-contract-'));
  try {
    const app = await createApp({
      config: readConfig({}),
      log: createLogger({ level: 'silent', pretty: false }),
      metrics: createMetrics(),
      storage: await openDiskStorage(directory),
      events: { subscribe: () => () => {} },
      now: () => new Date(),
    });
    await app.ready();
    const document = app.swagger();
    await app.close();
    return document;
  } finally {
    await rm(directory, { recursive: true });
  }
}

const document = await describeApi();
const files = {
  'openapi.json': `${JSON.stringify(document, null, 2)}\n`,
  'sdk/src/schema.generated.ts': HEADER + astToString(await openapiTS(structuredClone(document))),
};

let stale = false;
for (const [name, content] of Object.entries(files)) {
  const file = path.join(ROOT, name);
  if ((await readFile(file, 'utf8').catch(() => '')) === content) continue;
  if (process.argv.includes('--check')) {
    stale = true;
    process.stderr.write(`${name} is not what the routes say. Run \`npm run contract\` and commit it.\n`);
  } else {
    await writeFile(file, content);
    process.stdout.write(`${name} written\n`);
  }
}
process.exitCode = stale ? 1 : 0;
