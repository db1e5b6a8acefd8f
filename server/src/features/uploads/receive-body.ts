import { createWriteStream, type WriteStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { AppError } from '../../platform/errors.ts';

/** `whole`: to its end; `cut`: the connection broke; `stopped`: by the signal. What came until then is in the file. */
export type BodyEnd = 'whole' | 'cut' | 'stopped';

export interface ReceiveOptions {
  /** Where in the file the body begins. */
  offset: number;
  /** More than so many bytes are refused. */
  limit: number;
  signal: AbortSignal;
  onBytes(bytes: Buffer): void;
}

/** Held in memory while the disk is busy; written at once, so that there are few and large writes. */
const BUFFER_BYTES = 1024 * 1024;

/** Bytes after which the system is asked to bring them to the disk while more come in: the last wait becomes short. */
const SYNC_EVERY_BYTES = 32 * 1024 * 1024;

export interface Receiving {
  /** Up to this byte of the file all has been handed to the system. */
  flushed(): number;
  ended: Promise<BodyEnd>;
}

/**
 * Writes the body of a request to a file and brings it to the disk. The request itself is left open: it still wants its
 * answer.
 *
 * @throws AppError `file_too_large` beyond `limit`; what the file system says
 */
export function receiveBody(request: IncomingMessage, file: FileHandle, options: ReceiveOptions): Receiving {
  const writer = createWriteStream('', {
    // By number: given the handle itself, the stream would keep it open for ever.
    fd: file.fd,
    start: options.offset,
    highWaterMark: BUFFER_BYTES,
    autoClose: false,
  });
  const syncs = backgroundSync(file);
  const ended = pump(request, writer, { ...options, onWritten: syncs.written }).then(async (end) => {
    await syncs.end();
    return end;
  });
  return { flushed: () => options.offset + writer.bytesWritten, ended };
}

function pump(
  request: IncomingMessage,
  writer: WriteStream,
  options: ReceiveOptions & { onWritten(bytes: number): void },
): Promise<BodyEnd> {
  const { promise, resolve, reject } = Promise.withResolvers<BodyEnd>();
  let received = 0;
  let over = false;
  const finish = (end: BodyEnd | Error) => {
    if (over) return;
    over = true;
    request.off('data', onData).off('end', onEnd).off('close', onCut).off('error', onCut).pause();
    options.signal.removeEventListener('abort', onStop);
    writer.off('drain', onDrain);
    // What came before is kept, also when what follows is refused.
    if (writer.errored) return reject(end);
    writer.end((error?: Error | null) => {
      if (error) reject(error);
      else if (end instanceof Error) reject(end);
      else resolve(end);
    });
  };
  const onData = (bytes: Buffer) => {
    if (received + bytes.length > options.limit) return finish(new AppError('file_too_large'));
    received += bytes.length;
    options.onBytes(bytes);
    if (!writer.write(bytes)) request.pause();
    options.onWritten(bytes.length);
  };
  const onDrain = () => void request.resume();
  const onEnd = () => finish('whole');
  const onCut = () => finish('cut');
  const onStop = () => finish('stopped');

  writer.on('drain', onDrain);
  writer.on('error', (error) => {
    finish(error);
    reject(error);
  });
  if (options.signal.aborted) onStop();
  else if (request.readableEnded) onEnd();
  else if (request.destroyed) onCut();
  else {
    options.signal.addEventListener('abort', onStop, { once: true });
    request.on('data', onData).on('end', onEnd).on('close', onCut).on('error', onCut);
  }
  return promise;
}

function backgroundSync(file: FileHandle) {
  let unsynced = 0;
  let running: Promise<void> | undefined;
  // The system reports a failed write once only, to whoever asks first.
  let failure: unknown;
  return {
    written(bytes: number): void {
      unsynced += bytes;
      if (unsynced < SYNC_EVERY_BYTES || running) return;
      unsynced = 0;
      running = file
        .datasync()
        .catch((error) => {
          failure ??= error;
        })
        .finally(() => {
          running = undefined;
        });
    },
    async end(): Promise<void> {
      await running;
      if (failure) throw failure;
      await file.datasync();
    },
  };
}
