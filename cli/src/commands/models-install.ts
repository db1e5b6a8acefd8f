import { styleText } from 'node:util';
import type { Command } from '../command.ts';
import { EXIT, explain, UsageError } from '../failure.ts';
import { explaining, type Installed, type InstallProgress, type Models, openModels } from '../model-door.ts';
import type { FileProgress, ProgressBoard } from '../progress.ts';
import { openProgressBoard } from '../progress-board.ts';

const HELP = `Usage: parlance models install NAME… [options]

Downloads models, checks and unpacks them. A download that was cut off goes on
where it was. Running servers use them within a second or two.

      --force   even if it is installed; also replaces a folder of your own
      --json    one JSON object a line for programs, no progress

PARLANCE_MODELS_MIRROR names another place to download from, and
PARLANCE_OFFLINE=1 keeps everything on this machine. Ends with 0 when all are
installed, 1 when some are not.
`;

export const installModels: Command = {
  name: 'models install',
  summary: 'download models and make them usable',
  help: HELP,
  options: { force: { type: 'boolean' }, json: { type: 'boolean' } },
  async run({ options, operands, signal }) {
    if (operands.length === 0) throw new UsageError('Name at least one model; `parlance models available` lists them.');
    const models = await openModels();
    const board = openProgressBoard(options.json === true);
    let failures = 0;
    try {
      for (const name of operands) {
        if (!(await installOne(models, name, { options, signal, board })) && !signal.aborted) failures++;
        if (signal.aborted) break;
      }
    } finally {
      board.close();
    }
    if (signal.aborted) return EXIT.interrupted;
    return failures > 0 ? EXIT.failed : EXIT.ok;
  },
};

interface Around {
  options: Record<string, string | boolean | undefined>;
  signal: AbortSignal;
  board: ProgressBoard;
}

/** False when it was not installed. */
async function installOne({ door, store }: Models, name: string, around: Around): Promise<boolean> {
  const { options, signal, board } = around;
  const progress = board.begin(name);
  try {
    const force = options.force === true;
    const installed = await explaining(door, () =>
      door.installModel(store, name, { force, signal, onProgress: (state) => show(progress, state) }),
    );
    progress.end();
    board.around(() => report(installed, options.json === true));
    return true;
  } catch (error) {
    progress.end();
    if (signal.aborted) {
      board.around(() => process.stderr.write(`${name}: interrupted. The same command goes on where it was.\n`));
    } else board.around(() => reportFailure(name, error, options.json === true));
    return false;
  }
}

const DOING: Record<InstallProgress['phase'], string> = {
  wait: 'waiting for another installation',
  download: 'downloading',
  verify: 'checking',
  unpack: 'unpacking',
};

function show(progress: FileProgress, { phase, doneBytes, totalBytes }: InstallProgress): void {
  progress.work(DOING[phase], doneBytes, totalBytes);
}

const OUTCOMES = {
  installed: 'installed',
  replaced: 'replaced the version that was there',
  described: 'was installed; its description was brought up to date',
  present: 'is installed already',
};

function report(installed: Installed, json: boolean) {
  if (json) process.stdout.write(`${JSON.stringify({ status: 'installed', ...installed })}\n`);
  else {
    const mark = styleText('green', '✓', { stream: process.stderr });
    process.stderr.write(
      `${mark} ${installed.name}: ${OUTCOMES[installed.outcome]} (${[installed.title, installed.licence].filter(Boolean).join('; ')})\n`,
    );
  }
}

function reportFailure(name: string, error: unknown, json: boolean): void {
  const message = explain(error);
  if (json) process.stdout.write(`${JSON.stringify({ status: 'failed', name, message })}\n`);
  else process.stderr.write(`${styleText('red', '✗', { stream: process.stderr })} ${name}: ${message}\n`);
}
