import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { PassThrough, type Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../failure.ts';

/** What ffmpeg is told to make, and what the server is told to expect. */
export const SAMPLE_RATE = 16_000;
const BYTES_PER_MS = 32;
/** A fifth of a second, as a microphone gives it. */
const PIECE_MS = 200;

export interface Capture {
  /** PCM, 16 bit, mono, {@link SAMPLE_RATE}. Throws a Failure when ffmpeg cannot read its input. */
  audio: AsyncGenerator<Uint8Array, void, void>;
  /** Ends it; what was captured is still given. */
  stop(): void;
}

/**
 * Audio of anything ffmpeg can read.
 *
 * @param input the options that name it, up to and with `-i`
 * @param subject for what it says when it fails
 */
export function capture(input: string[], subject: string): Capture {
  const child = spawn(
    'ffmpeg',
    ['-nostdin', '-hide_banner', '-v', 'error', ...input].concat(
      ['-vn', '-ac', '1', '-ar', String(SAMPLE_RATE)],
      ['-f', 's16le', '-flush_packets', '1', 'pipe:1'],
    ),
    // A process group of its own: Ctrl-C is for us, and what was said until then is still to be read.
    {
      stdio: [input.includes('pipe:0') ? 'inherit' : 'ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    },
  ) as ChildProcessByStdio<null, Readable, Readable>;
  let complaints = '';
  let isStopped = false;
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-2_000);
  });
  const ended = new Promise<number | NodeJS.ErrnoException | null>((resolve) => {
    child.once('error', resolve);
    child.once('close', resolve);
  });
  // Node drops what a process has written and nobody has begun to read when it ends.
  const pcm = child.stdout.pipe(new PassThrough());
  const stop = () => {
    isStopped = true;
    child.kill('SIGTERM');
  };
  process.once('exit', () => child.kill('SIGKILL'));

  async function* audio(): AsyncGenerator<Uint8Array, void, void> {
    try {
      yield* pcm;
    } finally {
      child.kill('SIGTERM');
    }
    const end = await ended;
    if (end instanceof Error) {
      throw new Failure(
        end.code === 'ENOENT'
          ? 'ffmpeg is needed to read audio and is not installed. On Debian: apt-get install ffmpeg.'
          : `ffmpeg could not be started: ${end.message}`,
      );
    }
    if (end !== 0 && !isStopped) throw new Failure(explainFfmpeg(subject, complaints));
  }
  return { audio: audio(), stop };
}

function explainFfmpeg(subject: string, complaints: string): string {
  const lines = complaints
    .trim()
    .split('\n')
    .map((line) => line.replace(/^\[[^\]]*\] ?/, ''));
  const reason = lines.at(-1)?.replace(/\.$/, '') || 'it does not say why';
  return `${subject} cannot be read: ${reason}.`;
}

/** As fast as it would be heard, in pieces of a fifth of a second. */
export async function* paced(
  audio: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, void> {
  const pieceBytes = PIECE_MS * BYTES_PER_MS;
  let startedAt: number | undefined;
  let givenMs = 0;
  for await (const chunk of audio) {
    startedAt ??= performance.now();
    for (let offset = 0; offset < chunk.length; offset += pieceBytes) {
      const piece = chunk.subarray(offset, offset + pieceBytes);
      yield piece;
      givenMs += piece.length / BYTES_PER_MS;
      const aheadMs = givenMs - (performance.now() - startedAt);
      if (aheadMs > 0) await wait(aheadMs, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
    }
  }
}

/** Milliseconds of so many bytes. */
export const durationMs = (bytes: number) => bytes / BYTES_PER_MS;

/** How long a file is, in milliseconds; undefined when that is not known. */
export function findDuration(file: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const child = spawn('ffprobe', ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', file], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.once('error', () => resolve(undefined));
    child.once('close', () => {
      const seconds = Number.parseFloat(output);
      resolve(Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : undefined);
    });
  });
}
