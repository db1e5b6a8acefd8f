import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import PQueue from 'p-queue';
import { AppError } from '../platform/errors.ts';

/** Where LibreOffice may lie. A fixed list: nothing of our environment reaches a program that reads files of strangers. */
const SEARCHED = '/usr/local/bin:/usr/bin:/bin:/opt/libreoffice/program:/usr/lib/libreoffice/program';

const TIME_LIMIT_MS = 180_000;
const SIGKILL_AFTER_MS = 2_000;
/** If this process dies, nobody else ends what it started. */
const OUTLIVES_US_SECONDS = TIME_LIMIT_MS / 1_000 + 10;

/** No macros whatever they are signed with, no fetching of what documents link to, no update of links. */
const SETTINGS: [path: string, name: string, value: string][] = [
  ['/org.openoffice.Office.Common/Security/Scripting', 'DisableMacrosExecution', 'true'],
  ['/org.openoffice.Office.Common/Security/Scripting', 'MacroSecurityLevel', '3'],
  ['/org.openoffice.Office.Common/Security/Scripting', 'BlockUntrustedRefererLinks', 'true'],
  ['/org.openoffice.Office.Common/Security/Scripting', 'DisableActiveContent', 'true'],
  ['/org.openoffice.Office.Writer/Content/Update', 'Link', '0'],
  ['/org.openoffice.Office.Common/Misc', 'FirstRun', 'false'],
  ['/org.openoffice.Setup/Product', 'ooSetupLastVersion', '99'],
];

/** Of addresses; a document of ten hours takes a quarter of it. */
const MOST_KIBIBYTES = 2 * 1024 * 1024;

/** LibreOffice takes a core and some 200 MB. */
const queue = new PQueue({ concurrency: 1 });

/**
 * Turns a DOCX into a PDF beside it, by LibreOffice with a profile of its own that is thrown away.
 *
 * @param soffice the program to run, found along a fixed path
 * @returns the path of the PDF
 * @throws AppError `not_available` when LibreOffice is not installed, `service_unavailable` when it fails or takes too long
 */
export async function convertToPdf(file: string, signal: AbortSignal, soffice = 'soffice'): Promise<string> {
  return (await queue.add(() => convert(file, signal, soffice), { signal })) as string;
}

async function convert(file: string, signal: AbortSignal, soffice: string): Promise<string> {
  const home = await mkdtemp(path.join(path.dirname(file), 'libreoffice-'));
  try {
    const profile = path.join(home, 'profile');
    await mkdir(path.join(profile, 'user'), { recursive: true });
    await writeFile(path.join(profile, 'user', 'registrymodifications.xcu'), settingsFile());
    await run(soffice, ['--convert-to', 'pdf:writer_pdf_Export', '--outdir', home, file], { home, profile, signal });
    const made = path.join(home, `${path.basename(file, path.extname(file))}.pdf`);
    await requirePdf(made);
    return made;
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    throw error;
  }
}

function settingsFile(): string {
  const items = SETTINGS.map(
    ([place, name, value]) =>
      `<item oor:path="${place}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
${items.join('\n')}
</oor:items>
`;
}

function run(
  soffice: string,
  task: string[],
  { home, profile, signal }: { home: string; profile: string; signal: AbortSignal },
): Promise<void> {
  const options = ['--headless', '--norestore', '--nologo', '--nodefault', '--nolockcheck', '--nofirststartwizard'];
  const child = spawn(
    'sh',
    [
      '-c',
      `ulimit -v ${MOST_KIBIBYTES}; exec timeout -k 5 ${OUTLIVES_US_SECONDS} nice -n 10 "$0" "$@"`,
      soffice,
      `-env:UserInstallation=file://${encodeURI(profile)}`,
      ...options,
      ...task,
    ],
    {
      cwd: home,
      env: { PATH: SEARCHED, HOME: home, TMPDIR: home, LANG: 'C.UTF-8', SAL_USE_VCLPLUGIN: 'svp' },
      stdio: 'ignore',
      // A group of its own: the launcher starts the program that works, and both must end.
      detached: true,
    },
  );
  return new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => fail(unusable('It took too long.')), TIME_LIMIT_MS);
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    };
    const fail = (error: unknown) => {
      settle();
      endGroup(child);
      reject(error);
    };
    const abort = () => fail(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort);
    child.once('error', fail);
    child.once('exit', (code) => {
      settle();
      // `nice` says 127 when there is no such program, and 126 when it may not be run.
      if (code === 127 || code === 126) reject(missing());
      else if (code === 0) resolve();
      else reject(unusable(`It ended with ${code}.`));
    });
  });
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  const signalGroup = (signal: NodeJS.Signals) => {
    try {
      process.kill(-pid, signal);
    } catch {
      // It has ended.
    }
  };
  signalGroup('SIGTERM');
  setTimeout(() => signalGroup('SIGKILL'), SIGKILL_AFTER_MS).unref();
}

/** LibreOffice ends with 0 also when it has written nothing. */
async function requirePdf(file: string): Promise<void> {
  try {
    const handle = await open(file);
    try {
      const { buffer } = await handle.read(Buffer.alloc(5), 0, 5, 0);
      if (buffer.toString('latin1') === '%PDF-') return;
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unusable('It wrote no PDF.', error);
  }
  throw unusable('What it wrote is no PDF.');
}

const missing = () =>
  new AppError('not_available', {
    detail:
      'PDF from a template is made by LibreOffice, which is not installed. Install it on the server ' +
      '(Debian: apt-get install libreoffice-writer-nogui), or export as docx.',
  });

const unusable = (detail: string, cause?: unknown) =>
  new AppError('service_unavailable', { detail: `LibreOffice could not make the PDF. ${detail}`, cause });
