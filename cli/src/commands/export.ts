import { createWriteStream, existsSync, statSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { styleText } from 'node:util';
import type { DocumentInfo, ExportedFile, ExportOptions, Parlance } from '@parlance/sdk';
import { type Command, type Invocation, oneOf, wholeNumber } from '../command.ts';
import { EXIT, Failure, serverFailure, UsageError } from '../failure.ts';
import { findServer } from '../find-server.ts';
import { openProgressBoard } from '../progress-board.ts';
import { readableBytes } from '../quantities.ts';
import { printable } from '../table.ts';

const HELP = `Usage: parlance export SESSION [options]

Saves a document of a session as a file: its first one, unless --document says which.

  -f, --format FORMAT       docx (default), pdf, txt, html, csv, srt, vtt, sbv,
                            ttml, stl, json, template or media
  -o, --output PATH         file or directory to write to, "-" to print it;
                            default: as the server calls it, in this directory
      --document ID         which document
      --without-timestamps  where the format can do without
      --without-speakers
      --template NUMBER     of docx, pdf and template
  -p, --profile PROFILE     imsc1.1 or ebu-tt-d of ttml; default, netflix, bbc or
                            social: by which rules a transcript is captioned
      --frame-rate N        of stl: 25 or 30
      --revision N          an earlier revision

An --output file is replaced; a default name never replaces anything. Ends with 0
when it is saved, 1 when not, 3 when there is no server or it refuses the key.
`;

const PROFILES = ['imsc1.1', 'ebu-tt-d', 'default', 'netflix', 'bbc', 'social'] as const;

export const exportDocument: Command = {
  name: 'export',
  summary: 'save a transcript or captions as a file',
  help: HELP,
  options: {
    format: { type: 'string', short: 'f' },
    output: { type: 'string', short: 'o' },
    document: { type: 'string' },
    'without-timestamps': { type: 'boolean' },
    'without-speakers': { type: 'boolean' },
    template: { type: 'string' },
    profile: { type: 'string', short: 'p' },
    'frame-rate': { type: 'string' },
    revision: { type: 'string' },
  },
  async run(invocation) {
    const { options, operands, signal } = invocation;
    const [sessionId, ...more] = operands;
    if (sessionId === undefined || more.length > 0) throw new UsageError('Name one session.');
    const settings = readSettings(invocation);
    const output = options.output as string | undefined;
    const parlance = findServer();
    try {
      const documentId =
        (options.document as string | undefined) ?? (await firstDocument(parlance, sessionId, signal)).id;
      const file = await open(parlance, sessionId, documentId, settings, signal);
      if (output === '-') await pipeline(streamOf(file), process.stdout, { end: false, signal });
      else await save(file, output, signal);
    } catch (error) {
      if (signal.aborted) return EXIT.interrupted;
      throw serverFailure(error, parlance.url) ?? error;
    }
    return EXIT.ok;
  },
};

function readSettings({ options }: Invocation): ExportOptions {
  const template_id = wholeNumber('template', options.template, 1);
  const revision = wholeNumber('revision', options.revision, 1);
  const rate = options['frame-rate'];
  return {
    format: (options.format as string | undefined) ?? 'docx',
    ...(options['without-timestamps'] ? { without_timestamps: true } : {}),
    ...(options['without-speakers'] ? { without_speakers: true } : {}),
    ...(template_id === undefined ? {} : { template_id }),
    ...(revision === undefined ? {} : { revision }),
    ...(options.profile === undefined ? {} : { profile: oneOf('profile', options.profile, PROFILES) }),
    ...(rate === undefined ? {} : { frame_rate: oneOf('frame-rate', rate, ['25', '30']) === '30' ? 30 : 25 }),
  };
}

async function firstDocument(parlance: Parlance, sessionId: string, signal: AbortSignal): Promise<DocumentInfo> {
  const { items } = await parlance.listDocuments(sessionId, { signal });
  const [first] = items;
  if (!first) throw new Failure('This session has no documents; it gets one when its transcription is completed.');
  return first;
}

type FileToCome = Pick<ExportedFile, 'filename' | 'size' | 'body'>;

/** The file to come; the JSON is that of the document alone, which can be imported again. */
async function open(
  parlance: Parlance,
  sessionId: string,
  documentId: string,
  settings: ExportOptions,
  signal: AbortSignal,
): Promise<FileToCome> {
  if (settings.format !== 'json') return parlance.exportDocument(sessionId, documentId, settings, { signal });
  const { revision } = settings;
  const answer = await parlance.getDocument(sessionId, documentId, { signal, ...(revision ? { revision } : {}) });
  const body = new Blob([`${JSON.stringify(answer.document, null, 2)}\n`]);
  return {
    filename: `${path.parse(answer.filename ?? '').name || 'document'}.json`,
    size: body.size,
    body: body.stream(),
  };
}

/** Writes beside the place first: what is cut off leaves nothing that looks whole. */
async function save(file: FileToCome, output: string | undefined, signal: AbortSignal): Promise<void> {
  const place = placeOf(safeName(file.filename), output);
  await mkdir(path.dirname(place), { recursive: true });
  const part = `${place}.part-${process.pid}`;
  const board = openProgressBoard(false);
  const progress = board.begin(path.basename(place));
  let bytes = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      // Small files are there before anybody has read a bar.
      if ((file.size ?? 0) >= WORTH_A_BAR) progress.work('downloading', bytes, file.size as number);
      done(null, chunk);
    },
  });
  try {
    const sink: Writable = createWriteStream(part, { flags: 'wx' });
    await pipeline(streamOf(file), meter, sink, { signal });
    await rename(part, place);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  } finally {
    progress.end();
    board.close();
  }
  const mark = styleText('green', '✓', { stream: process.stderr });
  process.stderr.write(`${mark} ${printable(place)}: ${readableBytes(bytes)}\n`);
}

const WORTH_A_BAR = 4 * 1024 * 1024;

function placeOf(filename: string, output: string | undefined): string {
  if (output === undefined) return freeName(filename);
  const isDirectory = /[/\\]$/.test(output) || statSync(output, { throwIfNoEntry: false })?.isDirectory();
  return isDirectory ? path.join(output, filename) : output;
}

/** Node and the DOM each have a type of their own for the same thing. */
const streamOf = ({ body }: FileToCome) => Readable.fromWeb(body as NodeStream);

/** The last part of a path: what a server calls a file leads to no other directory, and hides nothing. */
export const safeName = (name: string) => name.replace(/[\p{Cc}/\\:]+/gu, '_').replace(/^\.+/, '_') || 'document';

/** `name.docx`, or `name-2.docx` where that is taken. */
function freeName(filename: string): string {
  const { name, ext } = path.parse(filename);
  let free = filename;
  for (let number = 2; existsSync(free); number++) free = `${name}-${number}${ext}`;
  return free;
}
