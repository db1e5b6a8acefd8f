import { type Parlance, ParlanceError } from '@parlance/sdk';
import { EXIT, Failure, serverFailure } from './failure.ts';
import { findServer } from './find-server.ts';

/** Runs what only people may do. @throws Failure that says to sign in, where an API key came */
export async function asPerson<T>(work: (parlance: Parlance) => Promise<T>): Promise<T> {
  const parlance = findServer();
  try {
    return await work(parlance);
  } catch (error) {
    if (error instanceof ParlanceError && error.errorCode === 'WRONG_TOKEN_TYPE') {
      throw new Failure('This is for people, and an API key was used: sign in with `parlance login`.', EXIT.noServer);
    }
    throw serverFailure(error, parlance.url) ?? error;
  }
}
