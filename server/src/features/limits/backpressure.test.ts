import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leaveFree, mountSmallDisk, unmountSmallDisk } from '../../../test/small-disk.ts';
import { type Answer, READING, startTestServer, type TestServer } from '../../../test/test-server.ts';
import { TUS, tusRequests } from '../../../test/tus-requests.ts';

const SESSIONS = '/api/v3/speech-to-text/session';
const MIB = 1024 ** 2;
const xx = { language: 'xx' };
/** A measurement is believed for a second. */
const SOON = { interval: 50, timeout: 60_000 };
const BINARY = { 'content-type': 'application/octet-stream' };

const create = (server: TestServer) => server.call('POST', SESSIONS, { key: server.keys.batch, json: xx });
const accepting = async (server: TestServer) =>
  (await server.call('GET', '/api/v3/limits', { key: server.keys.batch })).body.result.accepting;
const gauge = async (server: TestServer, reason: string) =>
  Number(
    new RegExp(`parlance_accepting_work{reason="${reason}"} (\\d)`).exec(
      (await server.call('GET', '/metrics')).body,
    )?.[1],
  );

function expectRefused(answer: Answer, status: number, code: string): void {
  expect([answer.status, answer.body.error_code], JSON.stringify(answer.body)).toEqual([status, code]);
  expect(answer.body.retry_after).toBeGreaterThan(0);
  expect(answer.headers.get('retry-after')).toBe(String(answer.body.retry_after));
  expect(answer.body.detail).toMatch(/\.$/);
}

const mounted = mountSmallDisk(12);

describe.skipIf('reason' in mounted)(
  `a disk that is nearly full${'reason' in mounted ? ` (skipped: ${mounted.reason})` : ''}`,
  () => {
    const disk = 'disk' in mounted ? mounted.disk : '';
    const filler = path.join(disk, 'filler');
    let server: TestServer;
    beforeAll(async () => {
      server = await startTestServer({ PARLANCE_DATA_DIR: disk, PARLANCE_MIN_FREE_DISK_BYTES: String(2 * MIB) });
    });
    afterAll(async () => {
      await server.stop();
      unmountSmallDisk(disk);
    });
    /** Fills the disk, and waits until the server has measured it: a measurement is believed for a second. */
    const leave = async (bytes: number) => {
      // Again until it holds: what was removed by earlier work may come free in between.
      const isLeft = async () => {
        await leaveFree(disk, filler, bytes);
        const left = await measured();
        return left <= bytes && left > bytes - 0.5 * MIB;
      };
      await expect.poll(isLeft, SOON).toBe(true);
    };
    const measured = async () => (await server.running.ctx.capacity.state()).disk.free_bytes;
    const free = async () => {
      await rm(filler);
      await expect.poll(measured, SOON).toBeGreaterThan(6 * MIB);
    };

    it('takes nothing new into its reserve, by the announced size already, and finishes what runs', async () => {
      const tus = tusRequests(server);
      const { body: waiting } = await create(server);
      const begun = await tus.beginAt(8, xx);
      await leave(6 * MIB);
      expectRefused(await tus.begin(5 * MIB, xx), 507, 'STORAGE_FULL');
      expect((await tus.begin(MIB, xx)).status, 'what fits').toBe(201);
      const target = `${SESSIONS}/${waiting.session_id}`;
      const large = Buffer.alloc(5 * MIB, 'x');
      expectRefused(
        await server.call('PUT', target, { key: server.keys.batch, headers: BINARY, body: large }),
        507,
        'STORAGE_FULL',
      );
      expect(await gauge(server, 'disk')).toBe(1);

      const running = await server.transcribe(READING);
      await leave(MIB);
      expect(await accepting(server)).toEqual({ new_work: false, disk: false, queue: true, memory: true });
      expect(await gauge(server, 'disk')).toBe(0);
      expectRefused(await create(server), 507, 'STORAGE_FULL');
      expectRefused(await tus.begin(10, xx), 507, 'STORAGE_FULL');
      expectRefused(await tus.append(begun, 0, '1234'), 507, 'STORAGE_FULL');
      expect((await tus.ask('HEAD', begun)).headers.get('upload-offset')).toBe('0');
      expect((await server.ended(running)).status, 'work under way').toBe('completed');
      expect((await server.call('GET', '/health/ready')).status).toBe(200);
      expect((await server.call('GET', SESSIONS, { key: server.keys.batch })).status, 'what needs no room').toBe(200);

      await free();
      expect((await create(server)).status).toBe(200);
      expect((await tus.append(begun, 0, '12345678')).status).toBe(204);
      const reading = await readFile(READING);
      expect(
        (await server.call('PUT', target, { key: server.keys.batch, headers: BINARY, body: reading })).status,
      ).toBe(200);
    });

    /** Sends a part of a body that goes on; its answer comes before its end. */
    async function sendPart(method: string, target: string, headers: Record<string, string>, part: Buffer) {
      const upload = request(new URL(target, server.url), {
        method,
        headers: { ...headers, 'x-zoom-s2t-key': server.keys.batch },
      });
      upload.on('error', () => {});
      upload.write(part);
      const [response] = (await once(upload, 'response')) as [IncomingMessage];
      const body = await json(response);
      upload.destroy();
      return [response.statusCode, response.headers, body];
    }
    const REFUSED = [507, { 'retry-after': '60' }, { error_code: 'STORAGE_FULL', retry_after: 60 }];

    it('stops an upload of unknown size when it comes to the reserve, with an answer, and leaves nothing of it', async () => {
      const { body } = await create(server);
      const target = `${SESSIONS}/${body.session_id}`;
      await leave(5 * MIB);
      expect(await sendPart('PUT', target, BINARY, Buffer.alloc(4 * MIB, 'x'))).toMatchObject(REFUSED);
      await expect.poll(measured, { ...SOON, message: 'nothing of it is left' }).toBeGreaterThan(4.5 * MIB);
      expect((await server.call('GET', target, { key: server.keys.batch })).body.status).toBe('new');
      await free();
    });

    it('stops a resumable upload there too, and keeps what came', async () => {
      const tus = tusRequests(server);
      const target = await tus.beginAt(5 * MIB, xx);
      const bytes = Buffer.alloc(5 * MIB, 'x');
      await leave(5 * MIB);
      const headers = { ...TUS, 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' };
      expect(await sendPart('PATCH', target, headers, bytes.subarray(0, 4 * MIB))).toMatchObject(REFUSED);
      await free();
      const offset = Number((await tus.ask('HEAD', target)).headers.get('upload-offset'));
      expect(offset).toBe(4 * MIB);
      expect((await tus.append(target, offset, bytes.subarray(offset))).status).toBe(204);
    });
  },
);

describe('a queue that is too long', () => {
  let server: TestServer;
  beforeAll(async () => {
    // Nobody works here, so that what is queued stays there.
    server = await startTestServer({ PARLANCE_ROLES: 'api', PARLANCE_MAX_QUEUED_SESSIONS: '2' });
  });
  afterAll(() => server.stop());

  it('503 for new work until there is room again', async () => {
    const tus = tusRequests(server);
    const sessions = [await server.transcribe(READING), await server.transcribe(READING)];
    await expect.poll(async () => (await accepting(server)).queue, SOON).toBe(false);
    expect(await gauge(server, 'queue')).toBe(0);
    const { result } = (await server.call('GET', '/api/v3/limits', { key: server.keys.foreign })).body;
    expect(result.queue.unfinished_sessions, 'of all organisations').toEqual({ limit: 2, used: 2 });
    expectRefused(await create(server), 503, 'QUEUE_FULL');
    expectRefused(await tus.begin(100, xx), 503, 'QUEUE_FULL');
    for (const id of sessions) {
      expect((await server.call('DELETE', `${SESSIONS}/${id}`, { key: server.keys.batch })).status).toBe(204);
    }
    await expect.poll(async () => (await create(server)).status, SOON).toBe(200);
  });
});

describe('memory that is short', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ PARLANCE_MIN_FREE_MEMORY_BYTES: String(2 ** 50) });
  });
  afterAll(() => server.stop());

  it('503 for new work', async () => {
    expectRefused(await create(server), 503, 'MEMORY_SHORT');
    expect(await accepting(server)).toEqual({ new_work: false, disk: true, queue: true, memory: false });
    expect([await gauge(server, 'memory'), await gauge(server, 'disk')]).toEqual([0, 1]);
    expect((await server.call('GET', SESSIONS, { key: server.keys.batch })).status).toBe(200);
  });
});
