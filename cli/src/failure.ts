import { ParlanceError } from '@parlance/sdk';

/** What the process ends with; scripts may rely on these. */
export const EXIT = { ok: 0, failed: 1, usage: 2, noServer: 3, interrupted: 130 } as const;

/** The command line is wrong. The message says how; the usage of the command is shown below it. */
export class UsageError extends Error {}

/** Something went wrong that the message explains completely. */
export class Failure extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.failed) {
    super(message);
    this.exitCode = exitCode;
  }
}

const FILE_PROBLEMS: Record<string, string> = {
  ENOENT: 'There is no such file',
  ENOTDIR: 'There is no such file',
  EISDIR: 'This is not a file',
  EACCES: 'This file may not be read',
  EPERM: 'This file may not be read',
};

/** A sentence for people about whatever was thrown. `file` is the one they know it is about. */
export function explain(error: unknown, file?: string): string {
  if (error instanceof ParlanceError || error instanceof Failure) return error.message;
  const { code, path, message } = error as NodeJS.ErrnoException;
  const problem = FILE_PROBLEMS[code ?? ''];
  return problem ? `${problem}${path && path !== file ? `: ${path}` : ''}.` : (message ?? String(error));
}

/** A server that is away or refuses the key: nothing this command can do works. Undefined for all other errors. */
export function serverFailure(error: unknown, url: string): Failure | undefined {
  if (!(error instanceof ParlanceError)) return undefined;
  if (error.errorCode === 'NETWORK_ERROR') {
    return new Failure(
      `No Parlance server answers at ${url}${error.detail ? ` (${error.detail})` : ''}. Start it with \`npm start\`, or set PARLANCE_URL and PARLANCE_KEY.`,
      EXIT.noServer,
    );
  }
  if (error.status === 401 && error.errorCode !== 'WRONG_SESSION_TOKEN') {
    return new Failure(
      `${url} refuses the key: ${error.message}. Set PARLANCE_KEY to a batch key, or sign in again with \`parlance login\`.`,
      EXIT.noServer,
    );
  }
  return undefined;
}
