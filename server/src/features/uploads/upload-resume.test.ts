import { appendFile, readFile } from 'node:fs/promises';
import { type ClientRequest, request } from 'node:http';
import { Upload } from 'tus-js-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';
import { FILES, TUS, tusRequests } from '../../../test/tus-requests.ts';

/** Uploads that are cut: by the network, by a restart, by a crash at the worst moment. */
const xx = { language: 'xx' };

let server: TestServer;
let tus: ReturnType<typeof tusRequests>;
let reading: Buffer;
beforeAll(async () => {
  server = await startTestServer();
  tus = tusRequests(server);
  reading = await readFile(READING);
});
afterAll(() => server.stop());

/** Bytes that are no media: their session fails, and what was uploaded stays to be compared. */
function bytes(length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, index) => (index * 31 + (index >> 8) * 7) % 256));
}

const idOf = (target: string) => target.split('/').at(-1) as string;
const keyOf = (target: string) => `uploads/${idOf(target)}`;
const stored = (target: string) => server.running.ctx.storage.readAll(keyOf(target));
/** The clean-up at the start runs as a job. */
const CLEANED_UP = { timeout: 60_000, interval: 20 };

const storedSize = (target: string) => server.running.ctx.storage.size(keyOf(target));

async function offsetOf(target: string): Promise<number> {
  const { status, headers } = await tus.ask('HEAD', target);
  expect(status).toBe(200);
  return Number(headers.get('upload-offset'));
}

/** A PATCH that announces `announced` bytes and sends only `sent`; resolves once those have reached the disk. */
async function sendPart(target: string, offset: number, sent: Buffer, announced: number): Promise<ClientRequest> {
  const patch = request(server.url + target, {
    method: 'PATCH',
    headers: {
      ...TUS,
      'x-zoom-s2t-key': server.keys.batch,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': offset,
      'content-length': announced,
    },
  });
  patch.on('error', () => {});
  patch.write(sent);
  await expect.poll(() => storedSize(target), { timeout: 60_000, interval: 10 }).toBe(offset + sent.length);
  return patch;
}

/** The one session made of this upload. */
async function sessionsOf(target: string): Promise<string[]> {
  const rows = await server.running.ctx.db
    .selectFrom('sessions')
    .select('session_id')
    .where('media_key', '=', keyOf(target))
    .execute();
  return rows.map((row) => row.session_id);
}

describe('a connection', () => {
  it('cut in the middle: what arrived is kept, the rest follows, the file is the same byte for byte', async () => {
    const content = bytes(3_000_000);
    const target = await tus.beginAt(content.length, xx);
    let offset = 0;
    for (const part of [700_001, 1, 999_999]) {
      const patch = await sendPart(target, offset, content.subarray(offset, offset + part), content.length - offset);
      patch.destroy();
      offset = await offsetOf(target);
      expect(offset).toBe(await storedSize(target));
    }
    expect(offset).toBe(1_700_001);
    const last = await tus.append(target, offset, content.subarray(offset));
    expect([last.status, last.headers.get('upload-offset')]).toEqual([204, String(content.length)]);
    expect((await stored(target)).equals(content)).toBe(true);
    expect((await tus.fileOf(target)).session_id).toMatch(/^[0-9a-f]{26}$/);
  });

  it('that hangs: a new request takes over within seconds, and the old one writes no more', async () => {
    const content = bytes(500_000);
    const target = await tus.beginAt(content.length, xx);
    const hanging = await sendPart(target, 0, content.subarray(0, 200_000), content.length);
    const offset = await offsetOf(target);
    expect(offset).toBe(200_000);
    hanging.write(Buffer.alloc(100_000));
    expect((await tus.append(target, offset, content.subarray(offset))).status).toBe(204);
    hanging.destroy();
    expect((await stored(target)).equals(content)).toBe(true);
  });

  it('cut after the last byte, before the answer: the session is made, once', async () => {
    const target = await tus.beginAt(reading.length, xx);
    const patch = await sendPart(target, 0, reading.subarray(0, -10), reading.length);
    patch.write(reading.subarray(-10), () => patch.destroy());
    await expect.poll(() => offsetOf(target), { timeout: 60_000 }).toBe(reading.length);
    const { session_id } = await tus.fileOf(target);
    expect((await server.ended(session_id)).status).toBe('completed');
    const made = await server.running.ctx.db
      .selectFrom('uploads')
      .innerJoin('sessions', 'sessions.id', 'uploads.session')
      .select('sessions.session_id')
      .where('uploads.id', '=', idOf(target))
      .execute();
    expect(made).toEqual([{ session_id }]);
  });
});

describe('a restart of the server', () => {
  it('in the middle of a request: the rest follows, the file is the same byte for byte', async () => {
    const content = bytes(1_000_000);
    const target = await tus.beginAt(content.length, xx);
    const patch = await sendPart(target, 0, content.subarray(0, 400_000), content.length);
    await server.restart();
    patch.destroy();
    const offset = await offsetOf(target);
    expect(offset).toBe(400_000);
    expect((await tus.append(target, offset, content.subarray(offset))).status).toBe(204);
    expect((await stored(target)).equals(content)).toBe(true);
  });

  it('in the middle of an upload of tus-js-client: it goes on by itself', async () => {
    const content = bytes(600_000);
    let restarted: Promise<void> | undefined;
    const url = await new Promise<string>((resolve, reject) => {
      const upload: Upload = new Upload(content, {
        endpoint: `${server.url}${FILES}/`,
        headers: { 'x-zoom-s2t-key': server.keys.batch },
        metadata: xx,
        chunkSize: 100_000,
        retryDelays: [50, 100, 200, 400, 800, 1600, 3200, 6400],
        onChunkComplete: () => {
          restarted ??= server.restart();
        },
        onSuccess: () => resolve(upload.url as string),
        onError: reject,
      });
      upload.start();
    });
    await restarted;
    expect((await stored(url)).equals(content)).toBe(true);
    expect(await sessionsOf(url)).toHaveLength(1);
  });

  it('while sessions wait and work: they are completed after it', async () => {
    const ids = [await server.transcribe(READING), await server.transcribe(READING)];
    await server.restart();
    for (const id of ids) expect(await server.ended(id)).toMatchObject({ status: 'completed', duration: 2.99 });
  });
});

describe('an end between the last byte and its session', () => {
  it('is mended by the next HEAD, and two at once make one session', async () => {
    const target = await tus.beginAt(reading.length, xx);
    await tus.append(target, 0, reading.subarray(0, -10));
    await appendFile(server.running.ctx.storage.localPath(keyOf(target)), reading.subarray(-10));
    expect((await tus.fileOf(target)).session_id).toBeNull();
    const heads = await Promise.all([1, 2, 3].map(() => tus.ask('HEAD', target)));
    expect(heads.map(({ status, headers }) => [status, headers.get('upload-offset')])).toEqual(
      Array.from({ length: 3 }, () => [200, String(reading.length)]),
    );
    const { session_id } = await tus.fileOf(target);
    expect((await server.ended(session_id)).status).toBe('completed');
    const { count } = await server.running.ctx.db
      .selectFrom('uploads')
      .select((select) => select.fn.count<number>('session').distinct().as('count'))
      .where('id', '=', idOf(target))
      .executeTakeFirstOrThrow();
    expect(Number(count)).toBe(1);
  });

  it('is mended by the next start, though no client comes back', async () => {
    const target = await tus.beginAt(reading.length, { ...xx, filename: 'orphan.wav' });
    await tus.append(target, 0, reading.subarray(0, -10));
    await server.restart(() => appendFile(server.running.ctx.storage.localPath(keyOf(target)), reading.subarray(-10)));
    const sessionOf = async () => (await tus.fileOf(target)).session_id;
    await expect.poll(sessionOf, CLEANED_UP).toEqual(expect.any(String));
    expect(await server.ended(await sessionOf())).toMatchObject({ status: 'completed', filename: 'orphan.wav' });
  });

  it('an upload nobody came back to is removed at the next start, a fresh one is not', async () => {
    const [old, fresh] = [await tus.beginAt(10, xx), await tus.beginAt(10, xx)];
    await tus.append(old, 0, '01234');
    await tus.append(fresh, 0, '01234');
    await server.restart(async () => {});
    expect([await storedSize(old), await storedSize(fresh)]).toEqual([5, 5]);
    await server.running.ctx.db
      .updateTable('uploads')
      .set({ expires_at: new Date(Date.now() - 1000) })
      .where('id', '=', idOf(old))
      .execute();
    await server.restart();
    await expect.poll(() => storedSize(old), CLEANED_UP).toBeUndefined();
    expect(await storedSize(fresh)).toBe(5);
    expect((await tus.ask('HEAD', old)).status).toBe(404);
    expect(await offsetOf(fresh)).toBe(5);
  });
});
