import { crc32, deflateRawSync } from 'node:zlib';

/** An entry as it is written, right or wrong. */
export interface RawEntry {
  name: string | Buffer;
  data?: Buffer | string;
  /** Bits of the general purpose flag; 0x800 says that the name is UTF-8. */
  flags?: number;
  deflate?: boolean;
  /** Upper half of the external attributes on Unix. */
  mode?: number;
  /** What is announced in place of the truth. */
  bytes?: number;
  crc?: number;
  /** Points at the bytes of the entry with this number. */
  offsetOf?: number;
}

/** A ZIP made byte by byte, so that it can be wrong in every way. */
export function rawZip(entries: readonly RawEntry[], options: { zip64?: boolean } = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  const offsets: number[] = [];
  let at = 0;
  const push = (part: Buffer) => {
    parts.push(part);
    at += part.length;
  };
  for (const { name, data = '', flags = 0x800, deflate = false, mode = 0o100644, ...told } of entries) {
    const [raw, content] = [Buffer.from(name as string), Buffer.from(data as string)];
    const plain = deflate ? deflateRawSync(content) : content;
    // The old encryption has twelve bytes before those of the file.
    const packed = flags & 1 ? Buffer.concat([Buffer.alloc(12), plain]) : plain;
    offsets.push(at);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(flags, 2);
    facts.writeUInt16LE(deflate ? 8 : 0, 4);
    facts.writeUInt16LE(0x21, 8);
    facts.writeUInt32LE(told.crc ?? crc32(content), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(told.bytes ?? content.length, 18);
    facts.writeUInt16LE(raw.length, 22);
    push(Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, raw, packed]));
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(offsets[told.offsetOf ?? offsets.length - 1] as number, 10);
    const madeByUnix = Buffer.from([20, 3]);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), madeByUnix, facts, rest, raw]));
  }
  const start = at;
  for (const record of directory) push(record);
  const size = at - start;
  if (options.zip64) {
    const record = Buffer.alloc(56 + 20);
    record.write('PK\x06\x06', 0, 'latin1');
    record.writeBigUInt64LE(44n, 4);
    record.writeUInt16LE(45, 14);
    for (const place of [24, 32]) record.writeBigUInt64LE(BigInt(entries.length), place);
    record.writeBigUInt64LE(BigInt(size), 40);
    record.writeBigUInt64LE(BigInt(start), 48);
    record.write('PK\x06\x07', 56, 'latin1');
    record.writeBigUInt64LE(BigInt(at), 64);
    record.writeUInt32LE(1, 72);
    push(record);
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  for (const place of [8, 10]) end.writeUInt16LE(options.zip64 ? 0xffff : entries.length, place);
  end.writeUInt32LE(options.zip64 ? 0xffffffff : size, 12);
  end.writeUInt32LE(options.zip64 ? 0xffffffff : start, 16);
  return Buffer.concat([...parts, end]);
}
