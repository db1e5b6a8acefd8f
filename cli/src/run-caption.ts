import path from 'node:path';
import { styleText } from 'node:util';
import {
  type CaptionReport,
  type CaptionRules,
  captionsOf,
  checkCaptions,
  type ReadCaptions,
  recaption,
  type Segment,
} from './caption-door.ts';
import { isCaptionFile, readCaptionFile } from './caption-files.ts';
import { readLanguage, readRules } from './caption-rules.ts';
import { type Invocation, oneOf } from './command.ts';
import { EXIT, UsageError } from './failure.ts';
import { findServer } from './find-server.ts';
import { CAPTION_WRITERS, type CaptionFormat, type WriteSettings } from './formats/captions.ts';
import { inOrder } from './in-order.ts';
import { planOutputs, writeOutput } from './output-files.ts';
import type { ProgressBoard } from './progress.ts';
import { openProgressBoard } from './progress-board.ts';
import { checkServer, FILES_AT_ONCE, noteInterruption, reportError, transcribeFile } from './transcribe-file.ts';

interface Settings extends WriteSettings {
  format: CaptionFormat;
  output: string | undefined;
  language: string | undefined;
  multichannel: boolean;
  rulesFor: (language: string) => CaptionRules;
}

interface Captioned {
  input: string;
  segments: Segment[];
  language: string;
  repairs: string[];
}
type Outcome = Captioned | { input: string; error: unknown; sessionId: string | undefined };

export async function runCaption(invocation: Invocation): Promise<number> {
  const { operands: inputs, signal } = invocation;
  const settings = readSettings(invocation);
  const extension = CAPTION_WRITERS[settings.format].extension;
  const outputs = settings.output === undefined ? undefined : planOutputs(inputs, settings.output, extension);
  const media = inputs.some((input) => !isCaptionFile(input));
  const parlance = media ? findServer() : undefined;
  if (parlance) await checkServer(parlance, signal);

  const board = openProgressBoard(false);
  let failures = 0;
  const captionOne = async (input: string): Promise<Outcome> => {
    if (isCaptionFile(input) || !parlance) return recaptionFile(input, settings);
    const { language = 'en', multichannel } = settings;
    const wanted = { language, multichannel, punctuation: true, keep_source: false };
    const outcome = await transcribeFile(parlance, input, wanted, board, signal);
    if ('error' in outcome) return outcome;
    const spoken = outcome.session.detected_language ?? outcome.session.language;
    return {
      input,
      language: spoken,
      repairs: [],
      segments: captionsOf(outcome.result, spoken, settings.rulesFor(spoken)),
    };
  };
  try {
    await inOrder(
      inputs,
      FILES_AT_ONCE,
      captionOne,
      async (outcome, index) => {
        if (signal.aborted) return 'error' in outcome ? noteInterruption(outcome, board) : undefined;
        if (!(await present(outcome, settings, outputs?.[index], board))) failures++;
      },
      signal,
    );
  } finally {
    board.close();
  }
  if (signal.aborted) return EXIT.interrupted;
  return failures > 0 ? EXIT.failed : EXIT.ok;
}

function readSettings(invocation: Invocation): Settings {
  const { options, operands } = invocation;
  if (operands.length === 0) throw new UsageError('Name at least one file.');
  const format = oneOf('format', options.format ?? 'vtt', Object.keys(CAPTION_WRITERS) as CaptionFormat[]);
  const output = options.output as string | undefined;
  if (operands.length > 1 && output === undefined) {
    throw new UsageError(`Several files make several ${format} files: say where they go with --output DIR.`);
  }
  return {
    ...{ format, output, language: readLanguage(invocation), rulesFor: readRules(invocation) },
    with_speakers: options.speakers === true,
    frame_rate: oneOf('frame-rate', options['frame-rate'] ?? '25', ['25', '30']) === '30' ? 30 : 25,
    multichannel: options.multichannel === true,
  };
}

async function recaptionFile(input: string, { language: given, rulesFor }: Settings): Promise<Outcome> {
  try {
    const read: ReadCaptions = await readCaptionFile(input, 'mended');
    const language = given ?? read.language ?? 'en';
    return { input, language, repairs: read.repairs, segments: recaption(read.segments, rulesFor(language), language) };
  } catch (error) {
    return { input, error, sessionId: undefined };
  }
}

/** Prints or writes one outcome. False when there are no captions of the file. */
async function present(
  outcome: Outcome,
  settings: Settings,
  output: string | undefined,
  board: ProgressBoard,
): Promise<boolean> {
  if ('error' in outcome) {
    board.around(() => reportError(outcome, false));
    return false;
  }
  const { input, language, segments, repairs } = outcome;
  const file = CAPTION_WRITERS[settings.format].write(segments, {
    ...settings,
    language,
    title: path.parse(input).name,
  });
  if (output !== undefined) {
    try {
      await writeOutput(output, file);
    } catch (error) {
      board.around(() => reportError({ input, error, sessionId: undefined }, false));
      return false;
    }
  }
  board.around(() => {
    if (output === undefined) process.stdout.write(file);
    for (const repair of repairs) process.stderr.write(`${input}: ${repair}\n`);
    const report = checkCaptions(segments, settings.rulesFor(language), language);
    process.stderr.write(`${styleText('green', '✓', { stream: process.stderr })} ${summary(input, report, output)}\n`);
  });
  return true;
}

function summary(input: string, { cues, errors, warnings }: CaptionReport, output: string | undefined): string {
  const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;
  const where = output === undefined ? '' : ` → ${output}`;
  return `${path.basename(input)}: ${count(cues, 'caption')}, ${count(errors, 'error')}, ${count(warnings, 'warning')}${where}`;
}
