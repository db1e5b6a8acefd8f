import path from 'node:path';
import { styleText } from 'node:util';
import type { Result, Session } from '@parlance/sdk';
import { type Command, type Invocation, oneOf } from '../command.ts';
import { EXIT, UsageError } from '../failure.ts';
import { findServer } from '../find-server.ts';
import { FORMAT_NAMES, FORMATS, type Format } from '../formats/index.ts';
import { toTxt } from '../formats/txt.ts';
import { inOrder } from '../in-order.ts';
import { planOutputs, writeOutput } from '../output-files.ts';
import type { ProgressBoard } from '../progress.ts';
import { openProgressBoard } from '../progress-board.ts';
import { readableDuration } from '../quantities.ts';
import {
  checkServer,
  FILES_AT_ONCE,
  noteInterruption,
  type Outcome,
  reportError,
  type TranscribeSettings,
  transcribeFile,
} from '../transcribe-file.ts';

const HELP = `Usage: parlance transcribe FILE… [options]

Uploads audio or video files and prints what is said in them.

  -l, --language LANGUAGE   language or model, default en
  -f, --format FORMAT       txt (default), srt, vtt or json; for other
                            limits and formats: parlance caption
  -o, --output DIR          write NAME.FORMAT into DIR instead of printing
      --no-punctuation      words only, without capitals and punctuation
                            (for json: --punctuation to have them)
      --multichannel        transcribe every channel on its own
      --keep-source         let the server keep a copy of the media
      --json                one JSON object a line for programs, no progress

Ends with 0 when all files were transcribed, 1 when some were not, 2 when the
command line is wrong, 3 when there is no server or it refuses the key.
`;

interface Settings extends TranscribeSettings {
  format: Format;
  json: boolean;
  output: string | undefined;
}

export const transcribe: Command = {
  name: 'transcribe',
  summary: 'print what is said in audio and video files',
  help: HELP,
  options: {
    language: { type: 'string', short: 'l' },
    format: { type: 'string', short: 'f' },
    output: { type: 'string', short: 'o' },
    punctuation: { type: 'boolean' },
    multichannel: { type: 'boolean' },
    'keep-source': { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run(invocation) {
    const { operands: inputs, signal } = invocation;
    const settings = readSettings(invocation);
    const outputs = settings.output === undefined ? undefined : planOutputs(inputs, settings.output, settings.format);
    const parlance = findServer();
    await checkServer(parlance, signal);

    const board = openProgressBoard(settings.json);
    let failures = 0;
    try {
      await inOrder(
        inputs,
        FILES_AT_ONCE,
        (input) => transcribeFile(parlance, input, settings, board, signal),
        async (outcome, index) => {
          if (signal.aborted) return noteInterruption(outcome, board);
          const done = await present(outcome, settings, outputs?.[index], board, inputs.length > 1);
          if (!done) failures++;
        },
        signal,
      );
    } finally {
      board.close();
    }
    if (signal.aborted) return EXIT.interrupted;
    return failures > 0 ? EXIT.failed : EXIT.ok;
  },
};

function readSettings({ options, operands }: Invocation): Settings {
  if (operands.length === 0) throw new UsageError('Name at least one file.');
  const format = oneOf('format', options.format ?? 'txt', FORMAT_NAMES);
  const output = options.output as string | undefined;
  if (operands.length > 1 && output === undefined && !options.json && (format === 'srt' || format === 'vtt')) {
    throw new UsageError(`Several files make several ${format} files: say where they go with --output DIR.`);
  }
  return {
    language: (options.language as string | undefined) ?? 'en',
    format,
    punctuation: (options.punctuation as boolean | undefined) ?? format !== 'json',
    multichannel: options.multichannel === true,
    keep_source: options['keep-source'] === true,
    json: options.json === true,
    output,
  };
}

/** Prints or writes one outcome. False when the file was not transcribed. */
async function present(
  outcome: Outcome,
  settings: Settings,
  output: string | undefined,
  board: ProgressBoard,
  several: boolean,
): Promise<boolean> {
  if ('error' in outcome) {
    board.around(() => reportError(outcome, settings.json));
    return false;
  }
  const { input, session, result } = outcome;
  const text = await FORMATS[settings.format](result, session.detected_language ?? session.language);
  if (output !== undefined) {
    try {
      await writeOutput(output, text);
    } catch (error) {
      board.around(() => reportError({ input, error, sessionId: result.session_id }, settings.json));
      return false;
    }
  }
  board.around(() => {
    if (settings.json) process.stdout.write(`${JSON.stringify(describe(outcome, output))}\n`);
    else if (output === undefined) {
      // As `head` and `tail` name their files. JSON documents name themselves.
      const heading = several && settings.format === 'txt' ? `==> ${input} <==\n` : '';
      process.stdout.write(heading + text + (heading && '\n'));
    }
    if (!settings.json) process.stderr.write(summary(outcome, output));
  });
  return true;
}

/** Seconds from when the server took the file in hand until it was done. */
function processingSeconds(session: Session): number | null {
  if (!session.started_at || !session.finished_at) return null;
  return (Date.parse(session.finished_at) - Date.parse(session.started_at)) / 1000;
}

function countWords(result: Result): number {
  return result.results.reduce((sum, utterance) => sum + utterance.result.length, 0);
}

function summary({ input, session, result }: Extract<Outcome, { result: Result }>, output: string | undefined): string {
  const seconds = processingSeconds(session);
  const words = countWords(result);
  const speed =
    seconds === null || session.duration === 0
      ? ''
      : ` in ${readableDuration(seconds)} (real-time factor ${(seconds / session.duration).toFixed(2)})`;
  const spoken = words === 0 ? 'no speech found' : `${words} ${words === 1 ? 'word' : 'words'}`;
  const where = output === undefined ? '' : ` → ${output}`;
  const line = `${path.basename(input)}: ${spoken}, ${readableDuration(session.duration)} of audio${speed}${where}`;
  return `${styleText('green', '✓', { stream: process.stderr })} ${line}\n`;
}

function describe({ input, session, result }: Extract<Outcome, { result: Result }>, output: string | undefined) {
  const seconds = processingSeconds(session);
  return {
    file: input,
    status: session.status,
    session_id: session.session_id,
    language: session.language,
    words: countWords(result),
    duration_seconds: session.duration,
    processing_seconds: seconds,
    real_time_factor: seconds === null || session.duration === 0 ? null : seconds / session.duration,
    output: output ?? null,
    text: toTxt(result),
    results: result.results,
  };
}
