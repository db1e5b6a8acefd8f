import { AppError } from '../platform/errors.ts';

/** One thing in an archive. `content` must be read or skipped before the next one comes. */
export interface TarEntry {
  /** As the archive writes it; never a place to write to. */
  path: string;
  type: 'file' | 'directory' | 'link' | 'device' | 'other';
  size: number;
  content(): AsyncGenerator<Buffer>;
}

export interface TarLimits {
  entries: number;
  /** Of the whole archive, unpacked: what is left out counts too. */
  bytes: number;
}

const BLOCK = 512;
/** Long names and other remarks; real ones are some hundred bytes. */
const MOST_REMARK_BYTES = 65_536;

/**
 * Reads a tar archive (ustar, GNU and pax) as it comes, holding no more of it than a block.
 *
 * @throws AppError `model_invalid` when it is cut off, damaged or beyond the limits
 */
export async function* readTar(chunks: AsyncIterable<Buffer>, limits: TarLimits): AsyncGenerator<TarEntry> {
  const source = byteSource(chunks, limits.bytes);
  let longName: string | undefined;
  let remarks: Record<string, string> = {};
  for (let count = 0; ; ) {
    const header = await source.exactly(BLOCK);
    if (header.every((byte) => byte === 0)) break;
    const { name, type, size } = readHeader(header);
    if (type === 'L' || type === 'K' || type === 'x' || type === 'g') {
      if (size > MOST_REMARK_BYTES) throw damaged('has a name that is too long');
      const remark = await source.exactly(padded(size));
      if (type === 'L') longName = textOf(remark.subarray(0, size));
      if (type === 'x') remarks = readPax(remark.subarray(0, size));
      continue;
    }
    if (++count > limits.entries) throw damaged(`has more than ${limits.entries} files`);
    const length = remarks.size === undefined ? size : Number(remarks.size);
    if (!Number.isSafeInteger(length) || length < 0) throw damaged('gives a size that is none');
    const path = remarks.path ?? longName ?? name;
    [longName, remarks] = [undefined, {}];
    const end = source.position() + padded(length);
    yield {
      path,
      type: typeOf(type, path),
      size: length,
      content: () => source.upTo(length),
    };
    await source.skip(end - source.position());
  }
  // What follows the end is padding; a compressed archive proves by it that it is whole.
  await source.drain();
}

const padded = (size: number) => Math.ceil(size / BLOCK) * BLOCK;

function typeOf(flag: string, path: string): TarEntry['type'] {
  if (flag === '0' || flag === '\0' || flag === '7') return path.endsWith('/') ? 'directory' : 'file';
  if (flag === '5') return 'directory';
  if (flag === '1' || flag === '2') return 'link';
  if (flag === '3' || flag === '4' || flag === '6') return 'device';
  return 'other';
}

function readHeader(header: Buffer): { name: string; type: string; size: number } {
  // The field of the checksum counts as spaces.
  let sum = 8 * 0x20;
  for (let at = 0; at < BLOCK; at++) if (at < 148 || at >= 156) sum += header[at] as number;
  if (readNumber(header.subarray(148, 156)) !== sum) throw damaged('is no tar archive, or is damaged');
  const isUstar = header.subarray(257, 262).toString('latin1') === 'ustar';
  // GNU's own format keeps other things where ustar has the beginning of a long name.
  const isGnu = header.subarray(257, 264).toString('latin1') === 'ustar  ';
  const prefix = isUstar && !isGnu ? textOf(header.subarray(345, 500)) : '';
  const name = textOf(header.subarray(0, 100));
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    type: String.fromCharCode(header[156] as number),
    size: readNumber(header.subarray(124, 136)),
  };
}

/** Octal digits, or a binary number when the highest bit is set. */
function readNumber(field: Buffer): number {
  if (((field[0] as number) & 0x80) !== 0) {
    const value = field.subarray(1).reduce((value, byte) => value * 256 + byte, (field[0] as number) & 0x7f);
    if (!Number.isSafeInteger(value)) throw damaged('gives a size that is none');
    return value;
  }
  const digits = textOf(field).trim();
  if (!/^[0-7]*$/.test(digits)) throw damaged('is no tar archive, or is damaged');
  return digits === '' ? 0 : Number.parseInt(digits, 8);
}

function textOf(field: Buffer): string {
  const end = field.indexOf(0);
  return field.subarray(0, end === -1 ? field.length : end).toString('utf8');
}

/** Records `LENGTH KEY=VALUE\n`, the length counting the whole record (POSIX.1-2001 pax). */
function readPax(content: Buffer): Record<string, string> {
  const records: Record<string, string> = {};
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(0x20, at);
    const length = Number(content.subarray(at, space === -1 ? at : space).toString('latin1'));
    if (!Number.isInteger(length) || length < 5 || at + length > content.length) throw damaged('has damaged remarks');
    const record = content.subarray(space + 1, at + length - 1).toString('utf8');
    const equals = record.indexOf('=');
    if (equals > 0) records[record.slice(0, equals)] = record.slice(equals + 1);
    at += length;
  }
  return records;
}

function byteSource(chunks: AsyncIterable<Buffer>, mostBytes: number) {
  const iterator = chunks[Symbol.asyncIterator]();
  let chunk: Buffer = Buffer.alloc(0);
  let position = 0;

  /** Between 1 and `most` bytes; none at the end. */
  async function some(most: number): Promise<Buffer> {
    while (chunk.length === 0) {
      const next = await iterator.next();
      if (next.done) return chunk;
      chunk = next.value;
    }
    const part = chunk.subarray(0, most);
    chunk = chunk.subarray(part.length);
    position += part.length;
    if (position > mostBytes) throw damaged(`unpacks to more than ${mostBytes} bytes`);
    return part;
  }

  async function* upTo(length: number): AsyncGenerator<Buffer> {
    for (let left = length; left > 0; ) {
      const part = await some(left);
      if (part.length === 0) throw damaged('is cut off');
      left -= part.length;
      yield part;
    }
  }

  return {
    position: () => position,
    upTo,
    async exactly(length: number): Promise<Buffer> {
      const parts: Buffer[] = [];
      for await (const part of upTo(length)) parts.push(part);
      return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
    },
    async skip(length: number): Promise<void> {
      for await (const _ of upTo(length));
    },
    async drain(): Promise<void> {
      while ((await some(Number.MAX_SAFE_INTEGER)).length > 0);
    },
  };
}

function damaged(issue: string): AppError {
  return new AppError('model_invalid', { detail: `The archive ${issue}.`, details: { issue } });
}
