import { AppError } from '../../platform/errors.ts';
import { type MediaTool, safePipe, startMediaTool } from '../media-tool.ts';
import { NICENESS } from '../niceness.ts';
import { SAMPLE_RATE } from '../recognizer.ts';

export interface MediaStreamInput {
  /** Names of the demuxers that may read it. Of one alone it is told that it is that. */
  formats: readonly string[];
  /** How much of the beginning may be looked at to find out what is in it, bytes. */
  probeBytes: number;
  /** So much without a single sample out of it is no audio. */
  maxSilentBytes: number;
  /** The longest time nothing is taken while something waits to be. Default 10 s. */
  stallTimeoutMs?: number;
  /** Whole samples, s16le 16 kHz mono. */
  onPcm(pcm: Buffer): void;
  /** Resolves when more may be given to `onPcm`. Default: at once. */
  room?(): Promise<void>;
  /** The media ended before `end`: its container says so. Without this, that is a failure. */
  onEnded?(): void;
  /** `realtime_bad_audio`, `service_unavailable`; nothing comes any more. */
  onFailed(error: AppError): void;
}

/** Media that is still coming, decoded as it comes. */
export interface MediaStream {
  /** Resolves when the bytes have been taken, or will never be. */
  write(bytes: Buffer): Promise<void>;
  /** Written and not taken yet. */
  readonly pendingBytes: number;
  /** Resolves when the last sample has been given (or `onFailed` called). */
  end(): Promise<void>;
  /** Ends the process. Nothing is called any more. */
  close(): void;
}

const STALL_TIMEOUT_MS = 10_000;
/** What is written at once, so that what has been taken is known while much waits. */
const PIECE_BYTES = 65_536;

/**
 * ffmpeg reading a pipe and writing one, as fast as both sides go, and with nothing held back that it could give.
 * It is killed by `close`, with the signal, and by the kernel when this process dies.
 */
export function openMediaStream(input: MediaStreamInput): MediaStream {
  const closed = new AbortController();
  let pendingBytes = 0;
  let silentBytes = 0;
  /** Waiting for those who take the samples is no stall. */
  let isHeldBack = false;
  let isEnding = false;
  let isOver = false;
  let written: Promise<void> = Promise.resolve();
  let stall: NodeJS.Timeout | undefined;
  const tool = startMediaTool({
    tool: 'ffmpeg',
    args: decoderArgs(input),
    niceness: NICENESS.interactive,
    signal: closed.signal,
  });
  const read = tool.then(readAll).catch((error: unknown) => {
    fail(error instanceof AppError ? error : new AppError('service_unavailable', { cause: error }));
  });

  async function readAll(ffmpeg: MediaTool): Promise<void> {
    let carried: Buffer = Buffer.alloc(0);
    let isSilent = true;
    for await (const chunk of ffmpeg.process.stdout as AsyncIterable<Buffer>) {
      const bytes = carried.length === 0 ? chunk : Buffer.concat([carried, chunk]);
      const whole = bytes.length - (bytes.length % 2);
      carried = Buffer.from(bytes.subarray(whole));
      isSilent = false;
      isHeldBack = true;
      clearTimeout(stall);
      await input.room?.();
      if (isOver) return;
      isHeldBack = false;
      silentBytes = 0;
      watch();
      if (whole > 0) input.onPcm(bytes.subarray(0, whole));
    }
    const { code, signal } = await ffmpeg.ended;
    if (isOver) return;
    if (signal) throw new AppError('service_unavailable', { detail: `Decoding was ended by ${signal}.` });
    if (!isEnding && code === 0 && !isSilent && input.onEnded) {
      close();
      input.onEnded();
    } else if (!isEnding) throw notAudio('The audio ended or broke off within the stream.', ffmpeg.complaint());
    else if (code !== 0 && isSilent)
      throw notAudio('There is no audio in the stream that can be decoded.', ffmpeg.complaint());
  }

  /** Begins to wait anew for the next sign of life. */
  function watch(): void {
    clearTimeout(stall);
    if (isOver || isHeldBack || (pendingBytes === 0 && !isEnding)) return;
    const late = () => fail(notAudio('Decoding the audio came to a halt.'));
    stall = setTimeout(late, input.stallTimeoutMs ?? STALL_TIMEOUT_MS);
  }

  function fail(error: AppError): void {
    if (isOver) return;
    close();
    input.onFailed(error);
  }

  function close(): void {
    isOver = true;
    pendingBytes = 0;
    clearTimeout(stall);
    closed.abort();
  }

  async function takeAll(bytes: Buffer): Promise<void> {
    for (let at = 0; at < bytes.length && !isOver; at += PIECE_BYTES) {
      const piece = bytes.subarray(at, at + PIECE_BYTES);
      await send(piece).catch(() => {}); // What the reading side is told.
      if (isOver) return;
      pendingBytes -= piece.length;
      silentBytes += piece.length;
      if (silentBytes > input.maxSilentBytes && !isHeldBack) fail(notAudio('There is no audio in what was sent.'));
      watch();
    }
  }

  async function send(bytes: Buffer): Promise<void> {
    const stdin = (await tool).process.stdin;
    if (isOver || !stdin?.writable) return;
    await new Promise<void>((resolve) => {
      const settle = () => {
        stdin.off('close', settle);
        resolve();
      };
      stdin.once('close', settle);
      stdin.write(bytes, settle);
    });
  }

  return {
    get pendingBytes() {
      return pendingBytes;
    },
    write(bytes) {
      if (isOver) return Promise.resolve();
      pendingBytes += bytes.length;
      if (pendingBytes === bytes.length) watch();
      written = written.then(() => takeAll(bytes));
      return written;
    },
    async end() {
      if (isOver) return;
      isEnding = true;
      watch();
      await written;
      await tool.then(({ process }) => process.stdin?.end()).catch(() => {});
      await read;
      isOver = true;
      clearTimeout(stall);
    },
    close,
  };
}

function decoderArgs({ formats, probeBytes }: MediaStreamInput): string[] {
  return [
    ...['-v', 'error', '-nostdin', '-threads', '1', '-flags', '+low_delay'],
    // Not `-fflags nobuffer`: it drops what was read while looking at the beginning, which is speech already.
    ...['-probesize', String(probeBytes), '-analyzeduration', '500000'],
    ...(formats.length === 1 ? ['-f', formats[0] as string] : []),
    ...safePipe(formats),
    ...['-map', '0:a:0', '-vn', '-sn', '-dn', '-ac', '1', '-ar', String(SAMPLE_RATE)],
    ...['-flush_packets', '1', '-f', 's16le', 'pipe:1'],
  ];
}

function notAudio(detail: string, complaint = ''): AppError {
  return new AppError('realtime_bad_audio', { detail, ...(complaint === '' ? {} : { cause: new Error(complaint) }) });
}
