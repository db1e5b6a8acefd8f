import { createInterface } from 'node:readline/promises';
import { ParlanceError } from '@parlance/sdk';
import type { Command } from '../command.ts';
import { EXIT, explain, serverFailure, UsageError } from '../failure.ts';
import { findServer } from '../find-server.ts';

const HELP = `Usage: parlance sessions delete ID… [options]

Erases text, name and media of sessions and stops their work, for good.

  -y, --yes    do not ask (needed where there is no terminal to ask on)
      --json   what became of each, one JSON object a line
`;

export const deleteSessions: Command = {
  name: 'sessions delete',
  summary: 'erase sessions with their text and media',
  help: HELP,
  options: { yes: { type: 'boolean', short: 'y' }, json: { type: 'boolean' } },
  async run({ options, operands: ids, signal }) {
    if (ids.length === 0) throw new UsageError('Name at least one session.');
    if (!options.yes && !(await confirmed(ids, signal))) {
      process.stderr.write('Nothing was deleted.\n');
      return EXIT.failed;
    }
    const parlance = findServer();
    let failures = 0;
    for (const id of ids) {
      try {
        await parlance.deleteSession(id, { signal });
        process.stdout.write(
          options.json ? `${JSON.stringify({ session_id: id, deleted: true })}\n` : `${id} deleted\n`,
        );
      } catch (error) {
        const hopeless = serverFailure(error, parlance.url);
        if (hopeless || signal.aborted) throw hopeless ?? error;
        failures++;
        const error_code = error instanceof ParlanceError ? error.errorCode : null;
        const line = { session_id: id, deleted: false, error_code, message: explain(error) };
        if (options.json) process.stdout.write(`${JSON.stringify(line)}\n`);
        else process.stderr.write(`${id}: ${explain(error)}\n`);
      }
    }
    return failures > 0 ? EXIT.failed : EXIT.ok;
  },
};

async function confirmed(ids: string[], signal: AbortSignal): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new UsageError('There is no terminal to ask on: say --yes to delete.');
  }
  const what = ids.length === 1 ? `session ${ids[0]}` : `${ids.length} sessions`;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`Delete ${what} with text and media, for good? [y/N] `, { signal });
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}
