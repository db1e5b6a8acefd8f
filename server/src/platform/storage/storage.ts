import type { Readable } from 'node:stream';

/** Where bytes live. Keys are slash-separated names below the root, such as `uploads/…` or `sessions/…/0-12.pcm`. */
export interface Storage {
  /**
   * Stores a stream or a buffer under a key, all or nothing: a reader never sees half of it.
   *
   * @returns the number of bytes stored
   * @throws AppError `file_too_large` beyond `maxBytes`, `storage_full` when the disk is; the reason of the signal.
   */
  write(
    key: string,
    content: Readable | Buffer,
    options?: { maxBytes?: number; signal?: AbortSignal | undefined },
  ): Promise<number>;
  /** Stores what a program writes to the path it is given, all or nothing. @returns what `make` returned */
  produce<T>(key: string, make: (path: string) => Promise<T>): Promise<T>;
  /**
   * Opens a file that grows piece by piece, cut to `start` bytes first. What was written stays when the writer is cut off;
   * what was synced survives the machine.
   */
  append(key: string, start: number): Promise<GrowingFile>;
  /** @throws AppError `file_not_found` */
  read(key: string, range?: { start: number; end: number }): Promise<Readable>;
  readAll(key: string): Promise<Buffer>;
  /** Bytes, or undefined when nothing is stored under the key. */
  size(key: string): Promise<number | undefined>;
  /** Removes a key, or everything below it; nothing there is fine. */
  delete(key: string): Promise<void>;
  /** Removes one file, and the folders that are empty without it. @returns its bytes; undefined when it was not there */
  deleteFile(key: string): Promise<number | undefined>;
  /** Every file below a folder, one after another: never the whole listing at once. Those half-written lie in `tmp`. */
  list(folder: string): AsyncIterable<StoredFile>;
  /** A path under which programs such as ffmpeg can read the file. */
  localPath(key: string): string;
}

export interface StoredFile {
  key: string;
  size: number;
  modified_at: Date;
}

/** What a clean-up took away: rows or files, and how many bytes of files. */
export interface Removed {
  count: number;
  bytes: number;
}

export interface GrowingFile {
  /** @throws AppError `storage_full` */
  write(chunk: Buffer): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}
