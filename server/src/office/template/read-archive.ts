import { crc32, inflateRawSync } from 'node:zlib';
import { templateInvalid } from './template-invalid.ts';

/** Far above what Word writes for a letterhead with pictures. */
const MOST_ENTRIES = 500;
const MOST_BYTES = 60 * 1024 * 1024;
const MOST_XML_BYTES = 10 * 1024 * 1024;

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
/** A comment of 65 535 bytes may follow the end record. */
const FARTHEST_END = 22 + 0xffff;

/**
 * The parts of a ZIP archive of a stranger, inflated: no more of them than its directory tells of, no larger than it says
 * and no larger in all than 60 MB, under plain names. What readers disagree about (data before the archive, two entries
 * of one name, a local name unlike that of the directory) is refused, so that nobody after us sees another archive.
 *
 * @throws AppError `template_invalid`
 */
export function readArchive(bytes: Buffer): Map<string, Buffer> {
  const end = findEnd(bytes);
  const count = bytes.readUInt16LE(end + 10);
  const start = bytes.readUInt32LE(end + 16);
  if (count === 0xffff || start === 0xffffffff)
    throw templateInvalid('The file is a ZIP archive of the large kind (ZIP64).');
  if (count > MOST_ENTRIES) throw templateInvalid(`The archive holds more than ${MOST_ENTRIES} files.`);
  const parts = new Map<string, Buffer>();
  let position = start;
  let declared = 0;
  for (let index = 0; index < count; index++) {
    if (position + 46 > end || bytes.readUInt32LE(position) !== ENTRY_SIGNATURE) throw damaged();
    const nameLength = bytes.readUInt16LE(position + 28);
    const name = bytes.toString('utf8', position + 46, position + 46 + nameLength);
    const size = bytes.readUInt32LE(position + 24);
    declared += size;
    if (declared > MOST_BYTES || (isXml(name) && size > MOST_XML_BYTES)) {
      throw templateInvalid('Unpacked, the file would be too large (60 MB in all, 10 MB for one XML part).');
    }
    checkName(name);
    if (parts.has(name)) throw templateInvalid(`The archive holds two files named ${name}.`);
    const content = inflate(bytes, position, name, size);
    if (!name.endsWith('/')) parts.set(name, content);
    position += 46 + nameLength + bytes.readUInt16LE(position + 30) + bytes.readUInt16LE(position + 32);
  }
  return parts;
}

export const isXml = (name: string) => /\.(xml|rels|vml)$/i.test(name);

const damaged = (cause?: unknown) => templateInvalid('The ZIP archive is damaged.', cause);

function findEnd(bytes: Buffer): number {
  if (bytes.length < 22 || bytes.readUInt32LE(0) !== LOCAL_SIGNATURE) {
    throw templateInvalid('The file is no DOCX: it is not a ZIP archive.');
  }
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - FARTHEST_END); at--) {
    if (bytes.readUInt32LE(at) !== END_SIGNATURE) continue;
    if (at + 22 + bytes.readUInt16LE(at + 20) === bytes.length) return at;
  }
  throw damaged();
}

function checkName(name: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  const odd = name === '' || /[\\:\u0000-\u001f\ufffd]/.test(name) || name.startsWith('/');
  if (odd || name.split('/').some((step) => step === '..' || step === '.')) {
    throw templateInvalid('The archive holds a file whose name leads out of it.');
  }
}

function inflate(bytes: Buffer, entry: number, name: string, size: number): Buffer {
  const flags = bytes.readUInt16LE(entry + 8);
  const method = bytes.readUInt16LE(entry + 10);
  const packed = bytes.readUInt32LE(entry + 20);
  const local = bytes.readUInt32LE(entry + 42);
  if (flags & 1) throw templateInvalid('The file is protected by a password.');
  if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== LOCAL_SIGNATURE) throw damaged();
  const nameLength = bytes.readUInt16LE(local + 26);
  if (bytes.toString('utf8', local + 30, local + 30 + nameLength) !== name) throw damaged();
  const from = local + 30 + nameLength + bytes.readUInt16LE(local + 28);
  if (from + packed > bytes.length) throw damaged();
  const data = bytes.subarray(from, from + packed);
  if (method !== 0 && method !== 8) throw templateInvalid('The archive is packed in a way that Word does not use.');
  let content: Buffer;
  try {
    content = method === 0 ? data : inflateRawSync(data, { maxOutputLength: Math.max(1, size) });
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooLarge ? templateInvalid(`The archive lies about the size of ${name}.`, error) : damaged(error);
  }
  if (content.length !== size || crc32(content) !== bytes.readUInt32LE(entry + 16)) throw damaged();
  return content;
}
