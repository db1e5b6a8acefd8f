import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frame, OPCODE, openRaw, type RawConnection, type RawFrame } from '../../../test/raw-frames.ts';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';

let server: TestServer;
let speech: Buffer;
beforeAll(async () => {
  server = await startTestServer();
  speech = (await readFile(READING)).subarray(44);
});
afterAll(() => server?.stop());

const open = (path = '/v2/realtime') => openRaw(server.url, `${path}?language=xx&token=${server.keys.realtime}`);
const { text, binary, continuation, ping, pong, close } = OPCODE;
const START = '{"action":"start"}';
const STOP = frame(text, '{"action":"stop"}');
const says =
  (part: string) =>
  ({ opcode, payload }: RawFrame) =>
    opcode === text && payload.toString().includes(part);

async function started(): Promise<RawConnection> {
  const connection = await open();
  connection.write(frame(text, START));
  await connection.until(says('"listening"'));
  return connection;
}

async function wordsOf(connection: RawConnection): Promise<string[]> {
  await connection.until(({ opcode, payload }) => opcode === text && payload.toString() === '{"state":"stopped"}');
  return connection.frames
    .filter(says('"is_final":true'))
    .flatMap(({ payload }) => JSON.parse(payload.toString()).words.map(([word]: [string]) => word));
}

describe('frames that are right, however they come', () => {
  it('text in pieces, with pings in between', async () => {
    const connection = await open();
    connection.write(
      frame(text, START.slice(0, 5), { fin: false }),
      frame(ping, 'in between'),
      frame(continuation, '', { fin: false }),
      frame(continuation, START.slice(5)),
    );
    await connection.until(says('"listening"'));
    expect((await connection.until(({ opcode }) => opcode === pong)).payload.toString()).toBe('in between');
    connection.write(STOP);
    expect(await connection.until(says('"stopped"'))).toBeTruthy();
  });

  it('audio in frames of every length, in pieces, byte by byte', async () => {
    const whole = await started();
    for (let at = 0; at < speech.length; at += 6_400) whole.write(frame(binary, speech.subarray(at, at + 6_400)));
    whole.write(STOP);
    const expected = await wordsOf(whole);
    expect(expected.length).toBeGreaterThan(3);

    const odd = await started();
    let at = 0;
    for (const length of [0, 1, 2, 125, 126, 127, 128, 65_535, 65_536, 1]) {
      odd.write(frame(binary, speech.subarray(at, at + length)));
      at += length;
    }
    odd.write(frame(binary, speech.subarray(at, at + 999), { fin: false }));
    odd.write(frame(continuation, speech.subarray(at + 999, at + 1_000), { fin: false }));
    odd.write(frame(pong, 'nobody asked'), frame(continuation, speech.subarray(at + 1_000, at + 3_001)));
    at += 3_001;
    for (const byte of frame(binary, speech.subarray(at, at + 501))) odd.socket.write(Buffer.from([byte]));
    at += 501;
    odd.write(frame(binary, speech.subarray(at)), STOP);
    expect(await wordsOf(odd)).toEqual(expected);
  });

  it('a ping with the longest payload', async () => {
    const connection = await open();
    connection.write(frame(ping, 'p'.repeat(125)));
    expect((await connection.until(({ opcode }) => opcode === pong)).payload.toString()).toBe('p'.repeat(125));
    connection.write(frame(close, closing(1000)));
    expect(await connection.closed).toBe(1000);
  });

  it('half of the connection is closed: everything that was said comes, then stopped', async () => {
    const connection = await started();
    connection.write(frame(binary, speech));
    connection.socket.end();
    expect((await wordsOf(connection)).length).toBeGreaterThan(3);
    expect(await connection.closed).toBe(1000);
  });

  it('half of it is closed before start: nothing is waited for', async () => {
    const connection = await open();
    connection.socket.end();
    expect(await connection.closed).toBe(1000);
  });
});

const closing = (code: number, reason: Buffer | string = '') => {
  const payload = Buffer.alloc(2);
  payload.writeUInt16BE(code);
  return Buffer.concat([payload, Buffer.from(reason)]);
};
const BROKEN = Buffer.from([0xce, 0xba, 0xe1, 0xbd, 0xb9, 0xcf, 0x83, 0xed, 0xa0, 0x80]);

describe('frames that are wrong', () => {
  it.each<[string, Buffer[], number]>([
    ['a ping that is too long', [frame(ping, 'p'.repeat(126))], 1002],
    ['a ping in pieces', [frame(ping, 'a', { fin: false })], 1002],
    ['text that is no UTF-8', [frame(text, BROKEN)], 1007],
    [
      'text that is no UTF-8 in pieces',
      [frame(text, BROKEN.subarray(0, 5), { fin: false }), frame(continuation, BROKEN.subarray(5))],
      1007,
    ],
    ['reserved bit 1 (nothing is compressed here)', [frame(text, START, { rsv: 4 })], 1002],
    ['reserved bits 2 and 3', [frame(binary, 'x', { rsv: 3 })], 1002],
    ['a reserved opcode', [frame(3, 'x')], 1002],
    ['a reserved control opcode', [frame(11, 'x')], 1002],
    ['no mask', [frame(text, START, { isMasked: false })], 1002],
    ['a continuation of nothing', [frame(continuation, 'x')], 1002],
    ['a new message within another', [frame(text, '{', { fin: false }), frame(text, '}')], 1002],
    ['a message beyond 1 MiB', [frame(binary, Buffer.alloc(1024 * 1024 + 1))], 1009],
    [
      'one beyond 1 MiB in pieces',
      [frame(binary, Buffer.alloc(1024 * 1024), { fin: false }), frame(continuation, 'xx')],
      1009,
    ],
    ['10 MB announced', [frame(binary, '', { length: 10_000_000n })], 1009],
    ['more than there is room for in numbers', [frame(binary, '', { length: 2n ** 63n })], 1009],
    ['a close frame of one byte', [frame(close, 'x')], 1002],
    ['a close code below 1000', [frame(close, closing(999))], 1002],
    ['a close code that may not be sent', [frame(close, closing(1005))], 1002],
    ['a close code nobody defined', [frame(close, closing(2000))], 1002],
    ['a close code beyond all', [frame(close, closing(5000))], 1002],
    ['a reason that is no UTF-8', [frame(close, closing(1000, BROKEN))], 1007],
    ['a close frame that is too long', [frame(close, closing(1000, 'r'.repeat(124)))], 1002],
  ])('%s', async (_, parts, code) => {
    for (const connection of [await open(), await started()]) {
      connection.write(...parts);
      expect(await connection.closed).toBe(code);
    }
  });

  it.each([1000, 1001, 1003, 1011, 3000, 4999])('a close frame with %i is answered with it', async (code) => {
    const connection = await started();
    connection.write(frame(close, closing(code, 'bye')));
    expect(await connection.closed).toBe(code);
  });

  it('a close frame without a code is answered', async () => {
    const connection = await started();
    connection.write(frame(close));
    await connection.closed;
    expect(connection.frames.some(({ opcode }) => opcode === close)).toBe(true);
  });

  it('bytes that are no frames, and a connection that just goes: nothing is left behind', async () => {
    for (const bytes of [Buffer.from('GET / HTTP/1.1\r\n\r\n'), Buffer.alloc(64, 0xff), Buffer.alloc(64)]) {
      const connection = await started();
      connection.write(bytes);
      await connection.closed;
    }
    const connection = await started();
    connection.write(frame(binary, Buffer.alloc(1_000)).subarray(0, 500));
    connection.socket.destroy();
    await once(connection.socket, 'close');
    expect((await server.call('GET', '/health/ready')).status).toBe(200);
  });
});
