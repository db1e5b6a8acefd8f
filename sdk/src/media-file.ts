/**
 * Something to upload: a name, a size and bytes that can be read again from any place, which is what resuming needs.
 * Browsers and Node have `File` and `Blob` ({@link mediaFileOf}); files on disk come from `openFile` of
 * `@parlance/sdk/node`.
 */
export interface MediaFile {
  name: string;
  /** MIME type; the server guesses it from the name when it is empty. */
  type: string;
  /** Bytes. */
  size: number;
  /** The bytes from `start` up to but not including `end`. */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Called once when the upload has ended, well or not. */
  close?(): Promise<void>;
}

/** Reads a `File` or `Blob` piece by piece. @example mediaFileOf(input.files[0]) */
export function mediaFileOf(blob: Blob): MediaFile {
  return {
    name: 'name' in blob && typeof blob.name === 'string' ? blob.name : 'recording',
    type: blob.type,
    size: blob.size,
    read: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
  };
}
