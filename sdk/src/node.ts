import { open } from 'node:fs/promises';
import path from 'node:path';
import type { MediaFile } from './media-file.ts';

/**
 * Opens a file on disk for uploading. Reads it in pieces, never as a whole.
 *
 * @throws Error of Node (`ENOENT`, `EACCES`, …), and `EISDIR` for anything that is no ordinary file
 * @example
 * import { createParlance } from '@parlance/sdk';
 * import { openFile } from '@parlance/sdk/node';
 *
 * const parlance = createParlance({ url: 'http://127.0.0.1:8080', key });
 * const { result } = await parlance.transcribe(await openFile('interview.mp3'), { language: 'en' });
 */
export async function openFile(file: string): Promise<MediaFile> {
  const handle = await open(file, 'r');
  const stats = await handle.stat();
  if (!stats.isFile()) {
    await handle.close();
    throw Object.assign(new Error(`${file} is not a file`), { code: 'EISDIR', path: file });
  }
  return {
    name: path.basename(file),
    type: '',
    size: stats.size,
    async read(start, end) {
      const bytes = new Uint8Array(end - start);
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, start + filled);
        if (bytesRead === 0) throw new Error(`${file} became shorter while it was read`);
        filled += bytesRead;
      }
      return bytes;
    },
    close: () => handle.close(),
  };
}
