import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** WebSocket opcodes (RFC 6455 section 11.8). */
export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export interface FrameOptions {
  fin?: boolean;
  /** Reserved bits, 0–7. */
  rsv?: number;
  isMasked?: boolean;
  /** Announced instead of the real length; 8 bytes. */
  length?: bigint;
}

/** One frame as a client writes it, right or wrong. */
export function frame(opcode: number, payload: Buffer | string = '', options: FrameOptions = {}): Buffer {
  const { fin = true, rsv = 0, isMasked = true } = options;
  const data = Buffer.from(payload);
  const length = options.length ?? BigInt(data.length);
  const first = (fin ? 0x80 : 0) | (rsv << 4) | opcode;
  const maskBit = isMasked ? 0x80 : 0;
  let head: Buffer;
  if (options.length !== undefined || length > 0xffffn) {
    head = Buffer.alloc(10);
    head[1] = maskBit | 127;
    head.writeBigUInt64BE(length, 2);
  } else if (length > 125n) {
    head = Buffer.alloc(4);
    head[1] = maskBit | 126;
    head.writeUInt16BE(Number(length), 2);
  } else head = Buffer.from([0, maskBit | Number(length)]);
  head[0] = first;
  if (!isMasked) return Buffer.concat([head, data]);
  const mask = randomBytes(4);
  const masked = Buffer.from(data.map((byte, index) => byte ^ (mask[index % 4] as number)));
  return Buffer.concat([head, mask, masked]);
}

export interface RawFrame {
  opcode: number;
  payload: Buffer;
}

export interface RawConnection {
  socket: Socket;
  readonly frames: RawFrame[];
  write(...parts: Buffer[]): void;
  until(isMeant: (frame: RawFrame) => boolean): Promise<RawFrame>;
  /** The code of the close frame the server sent; undefined when it sent none. */
  readonly closed: Promise<number | undefined>;
}

/** A WebSocket of bare bytes, past its handshake. */
export async function openRaw(url: string, path: string): Promise<RawConnection> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  socket.on('error', () => {});
  socket.write(
    `GET ${path} HTTP/1.1\r\nhost: ${hostname}\r\nupgrade: websocket\r\nconnection: Upgrade\r\n` +
      `sec-websocket-version: 13\r\nsec-websocket-key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
  );
  const frames: RawFrame[] = [];
  const listeners = new Set<() => void>();
  let bytes = Buffer.alloc(0);
  let isOpen = false;
  const opened = Promise.withResolvers<void>();
  socket.on('data', (chunk) => {
    bytes = Buffer.concat([bytes, chunk]);
    if (!isOpen) {
      const end = bytes.indexOf('\r\n\r\n');
      if (end < 0) return;
      if (!bytes.subarray(0, end).toString().startsWith('HTTP/1.1 101'))
        return opened.reject(new Error(bytes.toString()));
      isOpen = true;
      bytes = bytes.subarray(end + 4);
      opened.resolve();
    }
    for (let read = readFrame(bytes); read; read = readFrame(bytes)) {
      frames.push(read.frame);
      bytes = bytes.subarray(read.length);
    }
    for (const listener of listeners) listener();
  });
  const closed = Promise.race([once(socket, 'end'), once(socket, 'close')]).then(() => {
    socket.end();
    for (const listener of listeners) listener();
    const last = frames.find(({ opcode }) => opcode === OPCODE.close);
    return last && last.payload.length >= 2 ? last.payload.readUInt16BE(0) : undefined;
  });
  await opened.promise;
  return {
    socket,
    frames,
    closed,
    write: (...parts) => void socket.write(Buffer.concat(parts)),
    until(isMeant) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const found = frames.find(isMeant);
          if (!found && !socket.readableEnded && !socket.destroyed) return;
          listeners.delete(look);
          if (found) resolve(found);
          else reject(new Error('closed without it'));
        };
        listeners.add(look);
        look();
      });
    },
  };
}

/** Servers do not mask. */
function readFrame(bytes: Buffer): { frame: RawFrame; length: number } | undefined {
  if (bytes.length < 2) return undefined;
  let length = (bytes[1] as number) & 0x7f;
  let head = 2;
  if (length === 126) {
    if (bytes.length < 4) return undefined;
    length = bytes.readUInt16BE(2);
    head = 4;
  } else if (length === 127) {
    if (bytes.length < 10) return undefined;
    length = Number(bytes.readBigUInt64BE(2));
    head = 10;
  }
  if (bytes.length < head + length) return undefined;
  const opcode = (bytes[0] as number) & 0x0f;
  return { frame: { opcode, payload: bytes.subarray(head, head + length) }, length: head + length };
}
