import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, startTestServer, type TestServer } from '../../../test/test-server.ts';
import { FILES, TUS, tusRequests } from '../../../test/tus-requests.ts';

/** The checksum extension, and the SHA-256 of whole files. Without a worker, so that the files stay to be compared. */
const xx = { language: 'xx' };

let server: TestServer;
let tus: ReturnType<typeof tusRequests>;
beforeAll(async () => {
  server = await startTestServer({ PARLANCE_ROLES: 'api' });
  tus = tusRequests(server);
});
afterAll(() => server.stop());

const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 31 + (index >> 8) * 7) % 256));
const sha256 = createHash('sha256').update(content).digest('hex');
const checksum = (bytes: Buffer | string, algorithm = 'sha256') => ({
  'upload-checksum': `${algorithm} ${createHash(algorithm).update(bytes).digest('base64')}`,
});
const pathOf = (target: string) => path.join(server.dataDir, 'storage', 'uploads', target.split('/').at(-1) as string);
const offsetOf = async (target: string) => Number((await tus.ask('HEAD', target)).headers.get('upload-offset'));

function expectError(answer: Answer, status: number, code: string, message?: RegExp) {
  expect([answer.status, answer.body.error_code], JSON.stringify(answer.body)).toEqual([status, code]);
  if (message) expect(answer.body.message).toMatch(message);
}

async function expectArrived(target: string) {
  expect(await tus.fileOf(target)).toMatchObject({ sha256, size: content.length, session_id: expect.any(String) });
  expect((await readFile(pathOf(target))).equals(content)).toBe(true);
}

describe('checksum', () => {
  it('is announced', async () => {
    const { headers } = await server.call('OPTIONS', FILES);
    expect(headers.get('tus-checksum-algorithm')).toBe('sha1,sha256');
    expect(headers.get('tus-extension')?.split(',')).toEqual(expect.arrayContaining(['checksum', 'concatenation']));
    expect(headers.get('access-control-allow-headers')).toMatch(/upload-checksum/i);
  });

  it.each(['sha1', 'sha256'])(
    '%s: bytes that fit are taken, others are not: 460, and the offset stays',
    async (name) => {
      const target = await tus.beginAt(content.length, xx);
      const [one, two] = [content.subarray(0, 100_000), content.subarray(100_000)];
      const first = await tus.append(target, 0, one, { headers: checksum(one, name) });
      expect([first.status, first.headers.get('upload-offset')]).toEqual([204, '100000']);
      const wrong = await tus.append(target, 100_000, Buffer.alloc(two.length), { headers: checksum(two, name) });
      expectError(wrong, 460, 'CHECKSUM_MISMATCH', /send it again/);
      expect(wrong.body.error).toBe('Checksum Mismatch');
      expect(await offsetOf(target)).toBe(100_000);
      expect((await readFile(pathOf(target))).length).toBe(100_000);
      expect((await tus.append(target, 100_000, two, { headers: checksum(two, name) })).status).toBe(204);
      await expectArrived(target);
    },
  );

  it('with the creation: taken, or nothing is left', async () => {
    const headers = { 'content-type': 'application/offset+octet-stream' };
    const whole = await tus.begin(content.length, xx, { headers: { ...headers, ...checksum(content) }, body: content });
    expect(whole.status).toBe(201);
    await expectArrived(new URL(whole.headers.get('location') as string).pathname);
    const before = await countUploads();
    const wrong = await tus.begin(content.length, xx, { headers: { ...headers, ...checksum('x') }, body: content });
    expectError(wrong, 460, 'CHECKSUM_MISMATCH');
    expect(await countUploads()).toBe(before);
  });

  it.each([
    'md5 1B2M2Y8AsgTpgAmY7PhCfg==',
    'sha256',
    'sha256 ',
    'sha256 !!!!',
    `sha1 ${createHash('sha256').digest('base64')}`,
    `sha256 ${createHash('sha256').digest('hex')}`,
    `${checksum('x')['upload-checksum']} more`,
    'constructor x',
  ])('400: %s', async (header) => {
    const target = await tus.beginAt(10, xx);
    const headers = { 'upload-checksum': header };
    expectError(await tus.append(target, 0, '0123456789', { headers }), 400, 'BAD_REQUEST', /Upload-Checksum/);
    expect(await offsetOf(target)).toBe(0);
    expectError(await tus.begin(10, xx, { headers }), 400, 'BAD_REQUEST', /Upload-Checksum/);
  });

  it('a request that is cut leaves nothing, also when the server ends in the middle of it', async () => {
    const target = await tus.beginAt(content.length, xx);
    const first = content.subarray(0, 50_000);
    await tus.append(target, 0, first);
    for (const restart of [false, true]) {
      const patch = request(server.url + target, {
        method: 'PATCH',
        headers: {
          ...TUS,
          ...checksum(content.subarray(50_000)),
          'x-zoom-s2t-key': server.keys.batch,
          'content-type': 'application/offset+octet-stream',
          'upload-offset': 50_000,
          'content-length': content.length - 50_000,
        },
      });
      patch.on('error', () => {});
      patch.write(content.subarray(50_000, 200_000));
      await expect.poll(async () => (await readFile(pathOf(target))).length, { interval: 10 }).toBe(200_000);
      if (restart) await server.restart();
      patch.destroy();
      expect(await offsetOf(target)).toBe(50_000);
      expect((await readFile(pathOf(target))).equals(first)).toBe(true);
    }
    const rest = content.subarray(50_000);
    expect((await tus.append(target, 50_000, rest, { headers: checksum(rest) })).status).toBe(204);
    await expectArrived(target);
  });

  it('bytes a crash left unverified do not complete an upload', async () => {
    const target = await tus.beginAt(content.length, xx);
    await tus.append(target, 0, content);
    // As kill -9 leaves it: all bytes written, their checksum not looked at.
    const other = await tus.beginAt(content.length, xx);
    const { db, storage } = server.running.ctx;
    const id = other.split('/').at(-1) as string;
    await db.updateTable('uploads').set({ unverified_from: 0 }).where('id', '=', id).execute();
    await storage.write(`uploads/${id}`, Buffer.alloc(content.length));
    expect(await offsetOf(other)).toBe(0);
    expect((await tus.fileOf(other)).session_id).toBeNull();
    expect((await tus.append(other, 0, content)).status).toBe(204);
    await expectArrived(other);
  });
});

const countUploads = async () => (await server.running.ctx.db.selectFrom('uploads').select('id').execute()).length;

describe('SHA-256 of the whole file', () => {
  it('is told by getFile, however the bytes came', async () => {
    const target = await tus.beginAt(content.length, xx);
    expect((await tus.fileOf(target)).sha256).toBeNull();
    for (let offset = 0; offset < content.length; offset += 70_000) {
      const piece = content.subarray(offset, offset + 70_000);
      const headers = offset % 20_000 === 0 ? checksum(piece) : {};
      expect((await tus.append(target, offset, piece, { headers })).status).toBe(204);
      // The new process knows nothing of what came before.
      if (offset === 70_000) await server.restart();
    }
    await expectArrived(target);
  });

  it('of a file that was said beforehand: taken when it is that one', async () => {
    const target = await tus.beginAt(content.length, { ...xx, sha256: sha256.toUpperCase() });
    expect((await tus.append(target, 0, content)).status).toBe(204);
    await expectArrived(target);
  });

  it('460 when it is another: nothing is kept, and the next attempt begins anew', async () => {
    const target = await tus.beginAt(content.length, { ...xx, sha256: createHash('sha256').digest('hex') });
    expectError(await tus.append(target, 0, content), 460, 'CHECKSUM_MISMATCH', new RegExp(sha256));
    expect((await tus.ask('HEAD', target)).status).toBe(404);
    await expect(readFile(pathOf(target))).rejects.toThrow('ENOENT');
  });

  it('422 when it is none', async () => {
    const answer = await tus.begin(10, { ...xx, sha256: 'abc' });
    expectError(answer, 422, 'VALIDATION_ERROR');
    expect(answer.body.details).toMatchObject({ field: 'sha256' });
  });
});
