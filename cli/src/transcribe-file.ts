import { styleText } from 'node:util';
import { type Parlance, ParlanceError, type Result, type Session } from '@parlance/sdk';
import { openFile } from '@parlance/sdk/node';
import { explain, serverFailure } from './failure.ts';
import type { FileProgress, ProgressBoard } from './progress.ts';

/** The next upload runs while a file is recognised; more at once would only share the same processors. */
export const FILES_AT_ONCE = 2;

export interface TranscribeSettings {
  language: string;
  punctuation: boolean;
  multichannel: boolean;
  keep_source: boolean;
}

/** What became of one file. */
export type Outcome = { input: string } & (
  | { session: Session; result: Result }
  | { error: unknown; sessionId: string | undefined }
);

/** Uploads try again for two minutes before they give up; whether there is a server at all is known at once. */
export async function checkServer(parlance: Parlance, signal: AbortSignal): Promise<void> {
  try {
    await parlance.listModels({ signal });
  } catch (error) {
    throw serverFailure(error, parlance.url) ?? error;
  }
}

export async function transcribeFile(
  parlance: Parlance,
  input: string,
  settings: TranscribeSettings,
  board: ProgressBoard,
  signal: AbortSignal,
): Promise<Outcome> {
  let progress: FileProgress | undefined;
  let sessionId: string | undefined;
  try {
    const { language, punctuation, multichannel, keep_source } = settings;
    const file = await openFile(input);
    const shown = board.begin(file.name);
    progress = shown;
    const uploaded = await parlance.upload(file, {
      language,
      punctuation,
      multichannel,
      keep_source,
      signal,
      onProgress: shown.upload,
    });
    sessionId = uploaded.sessionId;
    const session = await parlance.waitForSession(sessionId, { signal, onProgress: shown.session });
    return { input, session, result: await parlance.getResult(sessionId, { signal }) };
  } catch (error) {
    return { input, error, sessionId };
  } finally {
    progress?.end();
  }
}

export function reportError({ input, error, sessionId }: Extract<Outcome, { error: unknown }>, json: boolean): void {
  if (json) {
    const error_code = error instanceof ParlanceError ? error.errorCode : ((error as { code?: string }).code ?? null);
    const line = {
      file: input,
      status: 'failed',
      session_id: sessionId ?? null,
      error_code,
      message: explain(error, input),
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  } else {
    process.stderr.write(`${styleText('red', '✗', { stream: process.stderr })} ${input}: ${explain(error, input)}\n`);
  }
}

/** What was uploaded goes on without us; say how to come back to it. */
export function noteInterruption(outcome: Outcome, board: ProgressBoard): void {
  if (!('error' in outcome) || !outcome.sessionId) return;
  const { input, sessionId } = outcome;
  board.around(() =>
    process.stderr.write(
      `${input}: the server goes on. Look with \`parlance sessions show ${sessionId}\`, end it with \`parlance sessions delete ${sessionId}\`.\n`,
    ),
  );
}
