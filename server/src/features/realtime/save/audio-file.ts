import type { Ctx } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { wavHeader } from '../../../speech/index.ts';

/** Everything kept of live sessions that have not ended lies below it. */
export const LIVE_FOLDER = 'live';
const ENDING = '.wav';

/** Storage key of the audio of a live session. */
export const audioKey = (sessionId: string) => `${LIVE_FOLDER}/${sessionId}${ENDING}`;

/** Of which live session a file is. */
export const sessionOfFile = (key: string) => key.slice(LIVE_FOLDER.length + 1, -ENDING.length);

const HEADER_BYTES = wavHeader(0).length;
/** 16 kHz mono s16le. */
const BYTES_PER_MS = 32;
/** What a killed process loses of what it was given: this long, or this much. */
const WRITE_EVERY_MS = 250;
const WRITE_BYTES = 65_536;
/** What a machine that loses its power loses. */
const SYNC_EVERY_MS = 5_000;
/** Four minutes and more of audio: a disk that is so far behind will not catch up. */
const MOST_PENDING_BYTES = 8 * 1024 * 1024;

/** A recording that grows. */
export interface AudioFile {
  /** Takes audio; the buffer must not be changed afterwards. Never blocks and never throws. */
  write(pcm: Buffer): void;
  /** Taken, and not yet on the disk. */
  readonly pendingBytes: number;
  /** Resolves when everything taken is safely stored. */
  close(): Promise<void>;
}

/** How much audio a stored file holds, milliseconds. */
export async function storedAudioMs(ctx: Ctx, sessionId: string): Promise<number> {
  const bytes = (await ctx.storage.size(audioKey(sessionId))) ?? 0;
  return Math.floor(Math.max(0, bytes - HEADER_BYTES) / BYTES_PER_MS);
}

/**
 * Begins the file of a live session: a WAV file whose header leaves its length open, so that it can be read however it ends.
 *
 * @param onFailed the disk is full or broken: what was written stays, nothing more is taken
 * @throws AppError `storage_full`
 */
export async function openAudioFile(
  ctx: Ctx,
  sessionId: string,
  onFailed: (error: AppError) => void,
): Promise<AudioFile> {
  await ctx.capacity.admitMore();
  const file = await ctx.storage.append(audioKey(sessionId), 0);
  const disk = ctx.capacity.watch();
  let pieces: Buffer[] = [wavHeader(0)];
  let pending = HEADER_BYTES;
  let writing: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let syncedAt = performance.now();
  let isOver = false;

  const fail = (error: unknown) => {
    if (isOver) return;
    isOver = true;
    disk.end();
    pieces = [];
    pending = 0;
    onFailed(error instanceof AppError ? error : new AppError('internal_error', { cause: error as Error }));
  };
  disk.signal.addEventListener('abort', () => fail(disk.signal.reason));

  const writeAll = async () => {
    while (pieces.length > 0) {
      const chunk = Buffer.concat(pieces);
      pieces = [];
      await file.write(chunk);
      pending = Math.max(0, pending - chunk.length);
      if (performance.now() - syncedAt < SYNC_EVERY_MS) continue;
      await file.sync();
      syncedAt = performance.now();
    }
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing ??= writeAll()
      .catch(fail)
      .finally(() => {
        writing = undefined;
      });
    return writing;
  };

  await flush();
  return {
    write(pcm) {
      if (isOver || pcm.length === 0) return;
      pieces.push(pcm);
      pending += pcm.length;
      if (pending > MOST_PENDING_BYTES) {
        fail(new AppError('storage_full', { detail: 'The disk does not keep up with the audio.' }));
      } else if (pending >= WRITE_BYTES) flush();
      else timer ??= setTimeout(flush, WRITE_EVERY_MS);
    },
    get pendingBytes() {
      return pending;
    },
    async close() {
      await flush();
      // What came while the last of it was being written.
      await flush();
      isOver = true;
      disk.end();
      await file
        .sync()
        .finally(() => file.close())
        .catch((error) => ctx.log.warn({ err: error, session: sessionId }, 'a live recording did not close cleanly'));
    },
  };
}
