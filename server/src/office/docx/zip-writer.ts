import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

interface Entry {
  name: Buffer;
  crc: number;
  compressed: number;
  size: number;
  offset: number;
}

const VERSION = 20;
/** Sizes follow the data, names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
/** 1980-01-01: the format knows no earlier time, and the same document gives the same bytes. */
const DOS_DATE = 0x0021;

/**
 * A ZIP archive (APPNOTE 6.3) written as it comes, entry by entry, without holding any of them: `jszip`, which `docx` uses,
 * keeps all of a document as text, as a tree and compressed at the same time.
 */
export function createZipWriter(output: Writable) {
  const entries: Entry[] = [];
  let position = 0;

  const write = async (bytes: Buffer) => {
    position += bytes.length;
    if (!output.write(bytes)) await once(output, 'drain');
  };

  return {
    /** @param content pieces of text or bytes; made only as fast as they can be written */
    async add(name: string, content: Iterable<string | Uint8Array>): Promise<void> {
      const entry: Entry = { name: Buffer.from(name), crc: 0, compressed: 0, size: 0, offset: position };
      const header = Buffer.alloc(30);
      header.writeUInt32LE(0x04034b50, 0);
      header.writeUInt16LE(VERSION, 4);
      header.writeUInt16LE(FLAGS, 6);
      header.writeUInt16LE(DEFLATED, 8);
      header.writeUInt16LE(DOS_DATE, 12);
      header.writeUInt16LE(entry.name.length, 26);
      await write(Buffer.concat([header, entry.name]));

      const deflate = createDeflateRaw({ level: 6 });
      const copied = (async () => {
        for await (const chunk of deflate) {
          entry.compressed += chunk.length;
          await write(chunk);
        }
      })();
      for (const piece of content) {
        const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
        entry.crc = crc32(bytes, entry.crc);
        entry.size += bytes.length;
        if (!deflate.write(bytes)) await once(deflate, 'drain');
      }
      deflate.end();
      await copied;

      const descriptor = Buffer.alloc(16);
      descriptor.writeUInt32LE(0x08074b50, 0);
      descriptor.writeUInt32LE(entry.crc, 4);
      descriptor.writeUInt32LE(entry.compressed, 8);
      descriptor.writeUInt32LE(entry.size, 12);
      await write(descriptor);
      entries.push(entry);
    },

    /** Writes the directory at the end of the archive; the stream is left open. */
    async finish(): Promise<void> {
      const start = position;
      for (const { name, crc, compressed, size, offset } of entries) {
        const header = Buffer.alloc(46);
        header.writeUInt32LE(0x02014b50, 0);
        header.writeUInt16LE(VERSION, 4);
        header.writeUInt16LE(VERSION, 6);
        header.writeUInt16LE(FLAGS, 8);
        header.writeUInt16LE(DEFLATED, 10);
        header.writeUInt16LE(DOS_DATE, 14);
        header.writeUInt32LE(crc, 16);
        header.writeUInt32LE(compressed, 20);
        header.writeUInt32LE(size, 24);
        header.writeUInt16LE(name.length, 28);
        header.writeUInt32LE(offset, 42);
        await write(Buffer.concat([header, name]));
      }
      const length = position - start;
      const end = Buffer.alloc(22);
      end.writeUInt32LE(0x06054b50, 0);
      end.writeUInt16LE(entries.length, 8);
      end.writeUInt16LE(entries.length, 10);
      end.writeUInt32LE(length, 12);
      end.writeUInt32LE(start, 16);
      await write(end);
    },
  };
}
