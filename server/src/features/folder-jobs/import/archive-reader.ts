import { Transform } from 'node:stream';
import { crc32 } from 'node:zlib';
import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl';
import { AppError } from '../../../platform/errors.ts';

/** As many as one import may have. */
export const MOST_ENTRIES = 10_000;
/** Of the whole directory: six kilobytes an entry, where a hundred bytes are usual. */
const LARGEST_DIRECTORY_BYTES = 64 * 1024 * 1024;

/** What the directory of an archive says of one of its entries. */
export interface ArchiveEntry {
  /** Its place in the directory. */
  index: number;
  /** With slashes; whatever somebody wrote there. */
  name: string;
  bytes: number;
  packed_bytes: number;
  offset: number;
  is_encrypted: boolean;
  /** A symbolic link, a device, a socket. */
  is_special: boolean;
  is_readable: boolean;
}

export interface ArchiveReader {
  entries: readonly ArchiveEntry[];
  /** The bytes of an entry, checked against the directory on the way. Errors of the stream are of the archive. */
  read(index: number): Promise<Transform>;
  close(): void;
}

/** The archive cannot be imported. */
export const badArchive = (issue: string, cause?: unknown) =>
  new AppError('import_invalid', { detail: `The ZIP ${issue}.`, details: { field: 'file', issue }, cause });

/**
 * Reads the directory of a ZIP, which stands at its end, without reading what is in it.
 *
 * @throws AppError `import_invalid` for what is no ZIP, or none that can be read safely
 */
export async function openArchive(file: string): Promise<ArchiveReader> {
  const zip = await openPromise(file, { autoClose: false, decodeStrings: false }).catch((error) => {
    throw error.syscall ? error : badArchive('cannot be read: it is no ZIP, or was cut off', error);
  });
  try {
    const directory = zip as ZipFile & { readEntryCursor: unknown };
    if (zip.entryCount > MOST_ENTRIES) throw badArchive(`has more than ${MOST_ENTRIES} entries`);
    const start = Number(directory.readEntryCursor);
    if (zip.fileSize - start > LARGEST_DIRECTORY_BYTES) throw badArchive('has a directory that is too large');
    const entries = await readDirectory(zip);
    const facts = entries.map(factsOf);
    refuseOverlaps(facts, start);
    return {
      entries: facts,
      async read(index) {
        const entry = entries[index] as Entry;
        const content = await zip.openReadStreamPromise(entry);
        const checked = checkedBy(entry.crc32);
        content.on('error', (error) => checked.destroy(error));
        checked.on('close', () => content.destroy());
        return content.pipe(checked);
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function readDirectory(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).syscall
      ? error
      : badArchive(`has a directory that cannot be read: ${(error as Error).message}`, error);
  }
  return entries;
}

const UNIX = 3;
const [TYPE_BITS, REGULAR, DIRECTORY] = [0o170000, 0o100000, 0o040000];

function factsOf(entry: Entry, index: number): ArchiveEntry {
  const type = entry.versionMadeBy >> 8 === UNIX ? (entry.externalFileAttributes >>> 16) & TYPE_BITS : 0;
  const is_encrypted = entry.isEncrypted();
  return {
    index,
    name: nameOf(entry),
    bytes: entry.uncompressedSize,
    packed_bytes: entry.compressedSize,
    offset: entry.relativeOffsetOfLocalHeader,
    is_encrypted,
    is_special: type !== 0 && type !== REGULAR && type !== DIRECTORY,
    is_readable: !is_encrypted && (entry.compressionMethod === 0 || entry.compressionMethod === 8),
  };
}

const UTF8_FLAG = 0x800;

/** Names without the mark of UTF-8 are in code page 437 by the standard; some programs write UTF-8 without the mark. */
function nameOf(entry: Entry): string {
  const { generalPurposeBitFlag: flags, extraFields } = entry;
  const raw = entry.fileNameRaw;
  const isAscii = raw.every((byte) => byte < 0x80);
  const isUtf8 = !isAscii && isWellFormed(raw);
  return getFileNameLowLevel(isUtf8 ? flags | UTF8_FLAG : flags, raw, extraFields, false);
}

function isWellFormed(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The fixed part of what stands before the bytes of an entry. */
const HEADER_BYTES = 30;

/** Entries that share bytes are how a small archive becomes an endless one (a bomb without nesting). */
function refuseOverlaps(entries: readonly ArchiveEntry[], directory: number): void {
  let end = 0;
  for (const { offset, packed_bytes } of entries.toSorted((a, b) => a.offset - b.offset)) {
    if (offset < end) throw badArchive('has entries that overlap');
    end = offset + HEADER_BYTES + packed_bytes;
  }
  if (end > directory) throw badArchive('has entries beyond its end');
}

function checkedBy(expected: number): Transform {
  let sum = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sum = crc32(chunk, sum);
      done(null, chunk);
    },
    flush(done) {
      done(sum === expected ? null : new Error('the checksum is wrong'));
    },
  });
}
