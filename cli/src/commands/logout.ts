import { createParlance, ParlanceError } from '@parlance/sdk';
import type { Command } from '../command.ts';
import { EXIT, UsageError } from '../failure.ts';
import { findLogin, forgetLogin } from '../stored-logins.ts';

const HELP = `Usage: parlance logout [URL]

Ends the login of this machine, on the server too, and forgets its token.
`;

export const logout: Command = {
  name: 'logout',
  summary: 'end the login of this machine',
  help: HELP,
  options: {},
  async run({ operands, signal }) {
    if (operands.length > 1) throw new UsageError(`"${operands[1]}" is not understood.`);
    const login = findLogin(process.env, operands[0]?.replace(/\/+$/, ''));
    if (!login) {
      process.stderr.write('You are not signed in.\n');
      return EXIT.ok;
    }
    // Forgotten first: whatever becomes of the request, the token is gone from here.
    forgetLogin(process.env, login.url);
    try {
      await createParlance({ url: login.url, key: login.token }).logout({ signal });
    } catch (error) {
      const isOver = error instanceof ParlanceError && error.status === 401;
      if (!isOver) {
        process.stderr.write(`The token is forgotten here, but ${login.url} could not be told: it ends by itself.\n`);
        return EXIT.failed;
      }
    }
    process.stderr.write(`Signed out of ${login.url}.\n`);
    return EXIT.ok;
  },
};
