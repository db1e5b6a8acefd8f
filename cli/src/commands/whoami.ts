import { ParlanceError } from '@parlance/sdk';
import type { Command } from '../command.ts';
import { EXIT, serverFailure, UsageError } from '../failure.ts';
import { findServer } from '../find-server.ts';
import { printable } from '../table.ts';

const HELP = `Usage: parlance whoami [--json]

Says who you are for the server: a person who signed in, or an API key.
`;

export const whoami: Command = {
  name: 'whoami',
  summary: 'say who you are for the server',
  help: HELP,
  options: { json: { type: 'boolean' } },
  async run({ options, operands, signal }) {
    if (operands.length > 0) throw new UsageError(`"${operands[0]}" is not understood.`);
    const parlance = findServer();
    try {
      const me = await parlance.getMe({ signal });
      if (options.json) process.stdout.write(`${JSON.stringify(me)}\n`);
      else {
        const name = [me.first_name, me.last_name].filter(Boolean).join(' ');
        const lines = [
          `${name ? `${name} <${me.email}>` : me.email} at ${parlance.url}`,
          `organisation: ${me.organization.name}`,
          `roles: ${me.roles.join(', ')}`,
          `second factor: ${me.mfa_enabled ? 'on' : me.mfa_required ? 'off, and wanted' : 'off'}`,
        ];
        process.stdout.write(lines.map((line) => `${printable(line)}\n`).join(''));
      }
    } catch (error) {
      if (!(error instanceof ParlanceError) || error.errorCode !== 'WRONG_TOKEN_TYPE') {
        throw serverFailure(error, parlance.url) ?? error;
      }
      process.stdout.write(options.json ? '{"api_key":true}\n' : `An API key at ${parlance.url}, not a person.\n`);
    }
    return EXIT.ok;
  },
};
