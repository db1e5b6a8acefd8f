import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

export interface ArchiveWriter {
  /** The archive as it comes to be; whoever reads it sets the pace. */
  output: Readable;
  addFolder(path: string): void;
  /** Resolves once the whole file is in the archive. */
  addFile(path: string, content: Readable, facts: { bytes?: number; isPacked: boolean }): Promise<void>;
  /** Writes the directory of the archive. */
  end(): void;
  /** Ends it in the middle. */
  abort(error: Error): void;
}

/** Writes a ZIP (UTF-8 names, zip64 where it takes that) one file after another; nothing whole is held in memory. */
export function createArchive(mtime: Date): ArchiveWriter {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const { promise: broken, reject } = Promise.withResolvers<never>();
  // Nobody may be waiting for it just then.
  broken.catch(() => {});
  zip.on('error', reject);
  output.on('error', reject);
  return {
    output,
    addFolder: (path) => zip.addEmptyDirectory(path, { mtime, mode: 0o040755 }),
    async addFile(path, content, { bytes, isPacked }) {
      const whole = new Promise<void>((resolve, fail) => content.once('end', resolve).once('error', fail));
      const options = { mtime, mode: 0o100644, compress: !isPacked, ...(bytes === undefined ? {} : { size: bytes }) };
      zip.addReadStream(content, path, options);
      try {
        await Promise.race([whole, broken]);
      } catch (error) {
        content.destroy();
        throw error;
      }
    },
    end: () => zip.end(),
    abort(error) {
      reject(error);
      output.destroy(error);
    },
  };
}
