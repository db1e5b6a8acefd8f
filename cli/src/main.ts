import { readFileSync } from 'node:fs';
import { type Command, parseInvocation } from './command.ts';
import { caption } from './commands/caption.ts';
import { checkCaptionFiles } from './commands/check-captions.ts';
import { showEvents } from './commands/events.ts';
import { exportDocument } from './commands/export.ts';
import { live } from './commands/live.ts';
import { login } from './commands/login.ts';
import { logout } from './commands/logout.ts';
import { listAvailableModels } from './commands/models-available.ts';
import { installModels } from './commands/models-install.ts';
import { listModels } from './commands/models-list.ts';
import { removeModels } from './commands/models-remove.ts';
import { testModel } from './commands/models-test.ts';
import { useModel } from './commands/models-use.ts';
import { deleteSessions } from './commands/sessions-delete.ts';
import { listSessions } from './commands/sessions-list.ts';
import { showSession } from './commands/sessions-show.ts';
import { createToken, deleteTokens, listTokens } from './commands/tokens.ts';
import { transcribe } from './commands/transcribe.ts';
import { deleteUsers, editUser, inviteUser, listUsers, resendInvitation } from './commands/users.ts';
import { whoami } from './commands/whoami.ts';
import { EXIT, explain, Failure, UsageError } from './failure.ts';

const COMMANDS: Command[] = [
  transcribe,
  live,
  caption,
  checkCaptionFiles,
  exportDocument,
  listSessions,
  showSession,
  deleteSessions,
  showEvents,
  login,
  logout,
  whoami,
  listUsers,
  inviteUser,
  editUser,
  resendInvitation,
  deleteUsers,
  listTokens,
  createToken,
  deleteTokens,
  listModels,
  listAvailableModels,
  installModels,
  removeModels,
  useModel,
  testModel,
];

function overview(): string {
  const width = Math.max(...COMMANDS.map((command) => command.name.length));
  const lines = COMMANDS.map((command) => `  ${command.name.padEnd(width)}   ${command.summary}`);
  return `Usage: parlance COMMAND …

${lines.join('\n')}

  parlance COMMAND --help   what a command can do
  parlance --version

The server is that of PARLANCE_URL and PARLANCE_KEY, else the one you signed in to with \`parlance login\`, else the
local one started with \`npm start\`. The models are always those of this machine.
`;
}

function version(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return `parlance ${version}\n`;
}

function findCommand(args: string[]): { command: Command; rest: string[] } {
  for (const command of COMMANDS) {
    const words = command.name.split(' ');
    if (words.every((word, index) => args[index] === word)) return { command, rest: args.slice(words.length) };
  }
  const [first = '', second] = args;
  const family = COMMANDS.filter((command) => command.name.startsWith(`${first} `));
  if (family.length > 0) {
    const known = family.map((command) => command.name).join(', ');
    throw new UsageError(
      second === undefined || second.startsWith('-')
        ? `"${first}" needs one more word: ${known}.`
        : `There is no command "${first} ${second}". There are ${known}.`,
    );
  }
  throw new UsageError(first.startsWith('-') ? `Unknown option '${first}'.` : `There is no command "${first}".`);
}

async function run(args: string[], signal: AbortSignal): Promise<number> {
  const [first] = args;
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    (first === undefined ? process.stderr : process.stdout).write(overview());
    return first === undefined ? EXIT.usage : EXIT.ok;
  }
  if (first === '--version' || first === '-v') {
    process.stdout.write(version());
    return EXIT.ok;
  }
  const familyHelp = args.length === 2 && ['--help', '-h'].includes(args[1] ?? '');
  if (familyHelp && COMMANDS.some((command) => command.name.startsWith(`${first} `))) {
    process.stdout.write(overview());
    return EXIT.ok;
  }
  const { command, rest } = findCommand(args);
  try {
    const invocation = parseInvocation(command, rest);
    if (invocation.options.help) {
      process.stdout.write(command.help);
      return EXIT.ok;
    }
    return await command.run({ ...invocation, signal });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`parlance: ${error.message}\n\n${command.help}`);
    return EXIT.usage;
  }
}

async function main(): Promise<void> {
  const interruption = new AbortController();
  process.on('SIGINT', () => {
    // The second Ctrl-C does not wait for anything to be tidied up.
    if (interruption.signal.aborted) process.exit(EXIT.interrupted);
    interruption.abort();
  });
  // A reader that has seen enough (`… | head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.ok);
    throw error;
  });
  try {
    process.exitCode = await run(process.argv.slice(2), interruption.signal);
  } catch (error) {
    if (interruption.signal.aborted) process.exitCode = EXIT.interrupted;
    else if (error instanceof UsageError) {
      process.stderr.write(`parlance: ${error.message}\n\n${overview()}`);
      process.exitCode = EXIT.usage;
    } else {
      process.stderr.write(`parlance: ${explain(error)}\n`);
      process.exitCode = error instanceof Failure ? error.exitCode : EXIT.failed;
    }
  }
}

await main();
