import { ParlanceError, type SignedIn, type SignInOptions, signIn } from '@parlance/sdk';
import { ask, firstLine } from '../ask.ts';
import type { Command } from '../command.ts';
import { EXIT, Failure, serverFailure, UsageError } from '../failure.ts';
import { findAddress } from '../find-server.ts';
import { storeLogin } from '../stored-logins.ts';

const HELP = `Usage: parlance login [URL] [options]

Signs you in; other commands use that from then on. Asks for what is not given.
Only a token is kept, in a file that nobody else may read.

      --email EMAIL       your e-mail address
      --password-stdin    read the password from standard input
      --code CODE         six digits of your authenticator, or a backup code
      --remember          stay signed in for thirty days without use
`;

export const login: Command = {
  name: 'login',
  summary: 'sign in as a person',
  help: HELP,
  options: {
    email: { type: 'string' },
    'password-stdin': { type: 'boolean' },
    code: { type: 'string' },
    remember: { type: 'boolean' },
  },
  async run({ options, operands, signal }) {
    if (operands.length > 1) throw new UsageError(`"${operands[1]}" is not understood.`);
    const url = findAddress(operands[0]);
    const email = options.email ? String(options.email) : await ask(`E-mail for ${url}: `, { signal });
    const password = options['password-stdin'] ? await firstLine() : await ask('Password: ', { hidden: true, signal });
    if (password === '') throw new UsageError('The password is empty.');
    const given = { url, email, password, remember: options.remember === true, signal };
    const signedIn = await signInWithCode(given, options.code as string | undefined).catch((error) => {
      if (error instanceof ParlanceError && error.errorCode === 'INVALID_CREDENTIALS') {
        throw new Failure('E-mail or password is wrong.');
      }
      throw serverFailure(error, url) ?? error;
    });
    storeLogin(process.env, { url, email, token: signedIn.token, expiresAt: signedIn.expiresAt });
    process.stderr.write(`Signed in to ${url} as ${email}.\n`);
    if (signedIn.needsSecondFactor) {
      process.stderr.write(`Your organisation wants a second factor: set one up at ${url}/account.\n`);
    }
    return EXIT.ok;
  },
};

async function signInWithCode(
  options: SignInOptions & { signal: AbortSignal },
  code: string | undefined,
): Promise<SignedIn> {
  const withCode = (text: string) =>
    signIn({ ...options, ...(/^\d{6}$/.test(text.replace(/\s/g, '')) ? { totpCode: text } : { backupCode: text }) });
  if (code !== undefined) return withCode(code);
  try {
    return await signIn(options);
  } catch (error) {
    if (!(error instanceof ParlanceError) || error.errorCode !== 'MFA_REQUIRED') throw error;
    return withCode(await ask('Code of your authenticator, or a backup code: ', options));
  }
}
