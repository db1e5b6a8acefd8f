import { type DetailedError, Upload } from 'tus-js-client';
import type { Connection } from './connection.ts';
import { errorOfAnswer, errorOfNetwork, ParlanceError } from './errors.ts';
import { type MediaFile, mediaFileOf } from './media-file.ts';
import type { Operations } from './operations.ts';
import type { SessionSettings } from './types.ts';

/** Waits before each new try after a cut, as the API reference advises; progress starts the row anew. */
const RETRY_DELAYS_MS = [0, 3_000, 5_000, 10_000, 20_000, 30_000, 60_000];

/** Held in memory while it is sent; so large that the round trip after each piece does not matter. */
const PIECE_BYTES = 16 * 1024 * 1024;

export interface UploadOptions extends Partial<SessionSettings> {
  /** Hands the file to a session made with `createSession`, instead of making one. */
  session_id?: string;
  /** Instead of the name of the file. */
  filename?: string;
  /** SHA-256 of the file in hex, if it is known: the server refuses another file (`CHECKSUM_MISMATCH`). */
  sha256?: string;
  /** MIME type, instead of that of the file. */
  filetype?: string;
  onProgress?: (bytesSent: number, bytesTotal: number) => void;
  /** Ends the upload and removes what has arrived of it. */
  signal?: AbortSignal;
  /** Waits before each new try after a cut, in milliseconds. Empty: no new try. */
  retryDelaysMs?: number[];
  /** Bytes sent in one request. Default 16 MiB. */
  pieceBytes?: number;
}

export interface Uploaded {
  fileId: string;
  sessionId: string;
  /** Of the file as the server has it, in hex; null from a server that does not tell. */
  sha256: string | null;
}

/**
 * Uploads a file by the TUS protocol; see {@link Parlance.upload}.
 *
 * @throws ParlanceError; the reason of the signal when aborted
 */
export async function uploadFile(
  connection: Connection,
  getFile: Operations['getFile'],
  file: MediaFile | Blob,
  options: UploadOptions,
): Promise<Uploaded> {
  const media = file instanceof Blob ? mediaFileOf(file) : file;
  try {
    options.signal?.throwIfAborted();
    const fileId = await sendPieces(connection, media, options);
    const { session_id, sha256 } = await getFile(fileId, options.signal ? { signal: options.signal } : {});
    if (!session_id) {
      throw new ParlanceError('The server has the whole file but made no session of it.', {
        errorCode: 'INVALID_ANSWER',
      });
    }
    return { fileId, sessionId: session_id, sha256: sha256 ?? null };
  } finally {
    await media.close?.();
  }
}

function sendPieces(connection: Connection, media: MediaFile, options: UploadOptions): Promise<string> {
  const files = `${connection.url}/api/v3/files`;
  const { signal } = options;
  return new Promise((resolve, reject) => {
    let fileId = '';
    const settle = (end: () => void) => {
      signal?.removeEventListener('abort', giveUp);
      end();
    };
    // The types of tus-js-client know the inputs of its own readers only; ours replaces them.
    const upload = new Upload(media as unknown as Blob, {
      endpoint: `${files}/`,
      headers: connection.headers,
      metadata: metadataOf(media, options),
      chunkSize: options.pieceBytes ?? PIECE_BYTES,
      retryDelays: options.retryDelaysMs ?? RETRY_DELAYS_MS,
      onShouldRetry: mayPass,
      storeFingerprintForResuming: false,
      fileReader: { openFile: async () => pieceSource(media) },
      onUploadUrlAvailable: () => {
        fileId = upload.url?.split('/').pop() ?? '';
        // The server names itself by its public address, which this client may not reach; and the key goes nowhere
        // but to the address it was given for.
        upload.url = `${files}/${fileId}`;
      },
      onProgress: (bytesSent, bytesTotal) => options.onProgress?.(bytesSent, bytesTotal),
      onSuccess: () => settle(() => resolve(fileId)),
      onError: (error) => settle(() => reject(asParlanceError(connection.url, error))),
    });
    const giveUp = () => {
      // Tidying up is a courtesy: the server removes forgotten uploads after a day by itself.
      upload.options.retryDelays = [];
      upload.abort(true).catch(() => {});
      settle(() => reject(signal?.reason));
    };
    signal?.addEventListener('abort', giveUp);
    upload.start();
  });
}

function pieceSource(media: MediaFile) {
  return {
    size: media.size,
    async slice(start: number, end: number) {
      const stop = Math.min(end, media.size);
      const bytes = await media.read(start, stop).catch((cause: unknown) => {
        throw new ParlanceError(`${media.name} could not be read: ${(cause as Error).message}`, {
          errorCode: 'FILE_UNREADABLE',
          cause,
        });
      });
      return { value: Object.assign(bytes, { size: bytes.length }), done: stop >= media.size };
    },
    close() {},
  };
}

/** TUS metadata is text: flags are `true` or `false`, everything nested is JSON; what is not set is left out. */
export function metadataOf(media: Pick<MediaFile, 'name' | 'type'>, options: UploadOptions): Record<string, string> {
  const { onProgress, signal, retryDelaysMs, pieceBytes, filename, filetype, ...settings } = options;
  const named = { ...settings, filename: filename ?? media.name, filetype: filetype ?? media.type };
  return Object.fromEntries(
    Object.entries(named)
      .filter(([, value]) => value !== undefined && value !== null && value !== '')
      .map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
  );
}

/** A cut, a server in trouble, or a piece another connection still holds; not a refusal, nor an unreadable file. */
function mayPass(error: DetailedError): boolean {
  if (error.causingError instanceof ParlanceError) return false;
  const status = error.originalResponse?.getStatus() ?? 0;
  return status < 400 || status >= 500 || [409, 423, 429].includes(status);
}

function asParlanceError(url: string, error: Error | DetailedError): ParlanceError {
  if (!('originalRequest' in error)) {
    return new ParlanceError(error.message, { errorCode: 'INVALID_OPTION', cause: error });
  }
  if (error.causingError instanceof ParlanceError) return error.causingError;
  const answer = error.originalResponse;
  if (!answer) return errorOfNetwork(url, error.causingError ?? error);
  let body: unknown;
  try {
    body = JSON.parse(answer.getBody());
  } catch {
    // Not ours: a proxy, or a server of another kind.
  }
  return errorOfAnswer(answer.getStatus(), body, answer.getHeader('x-request-id'));
}
