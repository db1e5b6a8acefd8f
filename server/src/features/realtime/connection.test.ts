import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { AppError } from '../../platform/errors.ts';
import { encoderOf } from './codecs/index.ts';
import { type Connection, type ConnectionListeners, openConnection } from './connection.ts';
import type { ServerMessage } from './session/messages.ts';
import type { Scheduler } from './session/scheduler.ts';

let server: WebSocketServer;
beforeAll(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  await once(server, 'listening');
});
afterAll(() => server.close());

/** A connection, its client, and timers that fire when the test says so. */
async function pair(options: { autoPong?: boolean } = {}) {
  const timers = new Set<() => void>();
  const scheduler: Scheduler = {
    now: () => 0,
    after(_, work) {
      timers.add(work);
      return () => timers.delete(work);
    },
  };
  const happened: string[] = [];
  const note = (what: string) => () => void happened.push(what);
  const listeners: ConnectionListeners = {
    ...{ onMessage: note('message'), onBadMessage: note('bad message'), onAudio: note('audio') },
    ...{ onHalfClosed: note('half closed'), onSlowReader: note('slow reader'), onClosed: note('closed') },
  };
  const connected = once(server, 'connection');
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, options);
  const [[socket]] = await Promise.all([connected, once(client, 'open')]);
  const bare = (socket as unknown as { _socket: Socket })._socket;
  const connection: Connection = openConnection(socket, bare, encoderOf('both'), scheduler, listeners);
  const fire = () => {
    for (const work of [...timers]) {
      timers.delete(work);
      work();
    }
  };
  return { client, socket: socket as WebSocket, connection, happened, timers, fire };
}

const large: ServerMessage = { type: 'error', error: new AppError('internal_error', { detail: 'x'.repeat(200_000) }) };
const partial: ServerMessage = {
  type: 'partial',
  partial: { words: [{ word: 'alpha', start_ms: 0, end_ms: 1, confidence: null }], offset_ms: 1, stability: 1 },
};

it('who reads nothing: partials are left out first, then it is a slow reader, once', async () => {
  const { client, socket, connection, happened } = await pair();
  client.pause();
  for (let sent = 0; sent < 200 && socket.bufferedAmount < 500_000; sent++) connection.send(large);
  const unread = socket.bufferedAmount;
  expect(unread).toBeGreaterThan(64 * 1024);
  connection.send(partial);
  expect(socket.bufferedAmount).toBe(unread);
  expect(happened).toEqual([]);
  for (let sent = 0; sent < 20; sent++) connection.send(large);
  expect(happened).toEqual(['slow reader']);
  client.terminate();
});

it('who leaves anything unread for ten seconds is one too; who reads late is not', async () => {
  const late = await pair();
  late.client.pause();
  for (let sent = 0; sent < 200 && late.socket.bufferedAmount === 0; sent++) late.connection.send(large);
  expect(late.timers.size).toBe(1);
  late.client.resume();
  await expect.poll(() => late.timers.size).toBe(0);
  late.client.pause();
  for (let sent = 0; sent < 200 && late.socket.bufferedAmount === 0; sent++) late.connection.send(large);
  late.fire();
  expect(late.happened).toEqual(['slow reader']);
  late.client.terminate();
});

it('who answers neither of two pings is cut; answers, and being held back, put that off', async () => {
  const there = await pair();
  for (let asked = 0; asked < 5; asked++) {
    const answered = once(there.socket, 'pong');
    there.connection.ping();
    await answered;
  }
  expect(there.happened).toEqual([]);
  there.client.terminate();

  const gone = await pair({ autoPong: false });
  gone.connection.hold();
  for (let asked = 0; asked < 5; asked++) gone.connection.ping();
  gone.connection.release();
  expect(gone.happened).toEqual([]);
  for (let asked = 0; asked < 3; asked++) gone.connection.ping();
  await expect.poll(() => gone.happened).toEqual(['closed']);
});

it('what is held back is read when it is released', async () => {
  const { client, connection, happened } = await pair();
  connection.hold();
  await new Promise<void>((resolve) => client.send(Buffer.alloc(10), () => resolve()));
  expect(happened).toEqual([]);
  connection.release();
  await expect.poll(() => happened).toEqual(['audio']);
  client.terminate();
});
