import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, readdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, startTestServer, type TestServer } from '../../../test/test-server.ts';
import { FILES, tusRequests } from '../../../test/tus-requests.ts';

/** Parallel uploads: parts first, then one upload of them. Without a worker, so that the files stay to be compared. */
const MAX_BYTES = 400_000;
const xx = { language: 'xx', filename: 'parts.bin' };
const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 29 + (index >> 8) * 5) % 256));
const sha256 = createHash('sha256').update(content).digest('hex');

let server: TestServer;
let tus: ReturnType<typeof tusRequests>;
beforeAll(async () => {
  server = await startTestServer({ PARLANCE_ROLES: 'api', PARLANCE_MAX_UPLOAD_BYTES: String(MAX_BYTES) });
  tus = tusRequests(server);
});
afterAll(() => server.stop());

/** The clean-up at the start runs as a job. */
const CLEANED_UP = { timeout: 60_000, interval: 20 };

const uploads = () => path.join(server.dataDir, 'storage', 'uploads');
const idOf = (target: string) => target.split('/').at(-1) as string;
const fileNamed = (target: string) => path.join(uploads(), idOf(target));

async function beginPart(length: number, options: { key?: string } = {}): Promise<string> {
  const begun = await tus.begin(length, undefined, { headers: { 'upload-concat': 'partial' }, ...options });
  expect(begun.status, JSON.stringify(begun.body)).toBe(201);
  return new URL(begun.headers.get('location') as string).pathname;
}

async function sendPart(bytes: Buffer, options: { key?: string } = {}): Promise<string> {
  const target = await beginPart(bytes.length, options);
  if (bytes.length > 0) expect((await tus.append(target, 0, bytes, options)).status).toBe(204);
  return target;
}

/** The content in parts that end at these bytes. */
async function sendParts(...ends: number[]): Promise<string[]> {
  const targets = [];
  for (const [index, end] of [...ends, content.length].entries()) {
    targets.push(await sendPart(content.subarray(ends[index - 1] ?? 0, end)));
  }
  return targets;
}

const concatenate = (targets: string[], metadata: Record<string, string> = xx, key = server.keys.batch) =>
  tus.begin(null, metadata, { key, headers: { 'upload-concat': `final;${targets.join(' ')}` } });
const locationOf = (answer: Answer) => {
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return new URL(answer.headers.get('location') as string).pathname;
};

function expectError(answer: Answer, status: number, code: string, message?: RegExp) {
  expect([answer.status, answer.body.error_code], JSON.stringify(answer.body)).toEqual([status, code]);
  if (message) expect(answer.body.message).toMatch(message);
}

async function expectArrived(final: string) {
  expect(await tus.fileOf(final)).toMatchObject({ sha256, size: content.length, session_id: expect.any(String) });
  expect((await readFile(fileNamed(final))).equals(content)).toBe(true);
}

describe('createFinalUpload', () => {
  it('201: parts become one file and one session, and lie nowhere else', async () => {
    const parts = await sendParts(90_000, 90_000, 170_000);
    const partial = await tus.ask('HEAD', parts[0] as string);
    expect([partial.headers.get('upload-concat'), partial.headers.get('upload-offset')]).toEqual(['partial', '90000']);
    expect((await tus.fileOf(parts[0] as string)).session_id, 'a part is no file of its own').toBeNull();
    const final = locationOf(await concatenate(parts));
    await expectArrived(final);
    expect(await readdir(uploads())).toEqual([idOf(final)]);
    const head = await tus.ask('HEAD', final);
    expect([head.status, head.headers.get('upload-offset'), head.headers.get('upload-length')]).toEqual([
      200,
      '300000',
      '300000',
    ]);
    expect(head.headers.get('upload-concat')).toBe(`final;${parts.join(' ')}`);
    expectError(await tus.append(final, 300_000, ''), 403, 'FORBIDDEN');
    expectError(await tus.ask('DELETE', final), 409, 'CONFLICT');
  });

  it('201 again for the same parts, with the same upload: a client that missed the answer asks once more', async () => {
    const parts = (await sendParts(100_000)).map((part) => server.url + part);
    const answers = await Promise.all([concatenate(parts), concatenate(parts), concatenate(parts)]);
    const final = locationOf(await concatenate(parts));
    expect(answers.map(locationOf)).toEqual([final, final, final]);
    await expectArrived(final);
    const made = await server.running.ctx.db
      .selectFrom('sessions')
      .select('id')
      .where('media_key', '=', `uploads/${idOf(final)}`)
      .execute();
    expect(made).toHaveLength(1);
    for (const part of parts) {
      const head = await tus.ask('HEAD', new URL(part).pathname);
      expect([head.status, head.headers.get('upload-offset')]).toEqual([200, head.headers.get('upload-length')]);
    }
  });

  it('409: a part is used once, and nobody ends it then', async () => {
    const parts = await sendParts(100_000);
    locationOf(await concatenate(parts));
    const other = await sendPart(Buffer.from('other'));
    expectError(await concatenate([parts[0] as string, other]), 409, 'CONFLICT', /part of another/);
    expectError(await concatenate([...parts].reverse()), 409, 'CONFLICT');
    expectError(await concatenate(parts.slice(0, 1)), 409, 'CONFLICT');
    expectError(await concatenate(parts, { ...xx, filename: 'another.wav' }), 409, 'CONFLICT');
    expectError(await tus.ask('DELETE', parts[0] as string), 409, 'CONFLICT');
    expect((await tus.ask('DELETE', other)).status).toBe(204);
  });

  it('409: a part that is not complete, or that is no part', async () => {
    const whole = await sendPart(content.subarray(0, 10));
    const half = await beginPart(10);
    await tus.append(half, 0, '01234');
    expectError(await concatenate([whole, half]), 409, 'CONFLICT', /is not complete/);
    const usual = await tus.beginAt(10, xx);
    expectError(await concatenate([whole, usual]), 409, 'CONFLICT', /not a partial/);
    expect((await tus.append(half, 5, '56789')).status).toBe(204);
    locationOf(await concatenate([whole, half]));
  });

  it('404 for an unknown part and one of another organisation, 401 for one of another key', async () => {
    const mine = await sendPart(Buffer.from('mine'));
    const foreign = await sendPart(Buffer.from('foreign'), { key: server.keys.foreign });
    const second = await sendPart(Buffer.from('second'), { key: server.keys.secondBatch });
    expectError(await concatenate([mine, foreign]), 404, 'FILE_NOT_FOUND');
    expectError(await concatenate([mine, `${FILES}/${'0'.repeat(32)}`]), 404, 'FILE_NOT_FOUND');
    expectError(await concatenate([mine, second]), 401, 'WRONG_SESSION_TOKEN');
    expectError(await concatenate([mine], xx, 'wrong'), 401, 'INVALID_TOKEN');
    expect((await tus.fileOf(mine)).completed_at).toBeNull();
  });

  it.each([
    ['final;', /names no upload/],
    ['final;https://example.org/a.wav', /no upload/],
    ['final;/api/v3/files/x /api/v3/files/y', /no upload/],
    ['something', /Upload-Concat/i],
  ])('400: %s', async (header, message) => {
    expectError(await tus.begin(null, xx, { headers: { 'upload-concat': header } }), 400, 'BAD_REQUEST', message);
  });

  it('400: a part twice, or a length', async () => {
    const part = await sendPart(Buffer.from('part'));
    expectError(await concatenate([part, part]), 400, 'BAD_REQUEST', /twice/);
    const headers = { 'upload-concat': `final;${part}` };
    expectError(await tus.begin(4, xx, { headers }), 400, 'BAD_REQUEST', /Upload-Length/);
  });

  it('413: all parts together are too large; 422: empty, or no language; 400: an unknown one', async () => {
    const parts = [await sendPart(content), await sendPart(content)];
    expectError(await concatenate(parts), 413, 'FILE_TOO_LARGE', /400000/);
    const empty = await sendPart(Buffer.alloc(0));
    expectError(await concatenate([empty]), 422, 'VALIDATION_ERROR', /empty/);
    expectError(await concatenate(parts.slice(0, 1), { filename: 'a' }), 422, 'VALIDATION_ERROR', /language/);
    expectError(await concatenate(parts.slice(0, 1), { language: 'tlh' }), 400, 'INVALID_LANGUAGE');
    expectError(await concatenate(parts.slice(0, 1), { ...xx, sha256: 'x' }), 422, 'VALIDATION_ERROR', /sha256/);
    await expectArrived(locationOf(await concatenate(parts.slice(0, 1))));
  });

  it('410: a part whose time is over', async () => {
    const part = await sendPart(Buffer.from('part'));
    const expires_at = new Date(Date.now() - 1000);
    await server.running.ctx.db.updateTable('uploads').set({ expires_at }).where('id', '=', idOf(part)).execute();
    expectError(await concatenate([part]), 410, 'UPLOAD_GONE');
  });

  it('460: a file that is not the announced one: nothing is kept', async () => {
    const parts = await sendParts(100_000);
    const before = await readdir(uploads());
    const answer = await concatenate(parts, { ...xx, sha256: 'a'.repeat(64) });
    expectError(answer, 460, 'CHECKSUM_MISMATCH', new RegExp(sha256));
    expect(await readdir(uploads())).toHaveLength(before.length - 2);
    expect((await tus.ask('HEAD', parts[0] as string)).status).toBe(404);
  });
});

describe('an end while parts are put together', () => {
  let parts: string[];
  let final: string;
  /** What a server leaves that has written down which parts make a file, and ended before it touched any of them. */
  beforeEach(async () => {
    parts = await sendParts(100_000, 180_000);
    const { db } = server.running.ctx;
    final = `${FILES}/${createHash('md5').update(parts.join()).digest('hex')}`;
    const row = await db
      .selectFrom('uploads')
      .selectAll()
      .where('id', '=', idOf(parts[0] as string))
      .executeTakeFirst();
    if (!row) throw new Error('the part is gone');
    await db
      .insertInto('uploads')
      .values({
        ...row,
        id: idOf(final),
        size: content.length,
        metadata: JSON.stringify(xx),
        concat: `final;${parts.join(' ')}`,
      })
      .execute();
    for (const [part_index, part] of parts.entries()) {
      const facts = { part_of: idOf(final), part_index, completed_at: new Date() };
      await db.updateTable('uploads').set(facts).where('id', '=', idOf(part)).execute();
    }
  });

  const states: [string, () => Promise<void>][] = [
    ['before the first byte', async () => {}],
    ['after the first part became the file', () => rename(fileNamed(parts[0] as string), fileNamed(final))],
    [
      'in the middle of the second part',
      async () => {
        await rename(fileNamed(parts[0] as string), fileNamed(final));
        await appendFile(fileNamed(final), content.subarray(100_000, 123_457));
      },
    ],
    [
      'before the parts were removed',
      async () => {
        await rename(fileNamed(parts[0] as string), fileNamed(final));
        await appendFile(fileNamed(final), content.subarray(100_000));
      },
    ],
  ];

  it.each(states)('%s: the next request finishes it', async (_, happened) => {
    await happened();
    const again = await concatenate(parts);
    expect(locationOf(again)).toBe(final);
    await expectArrived(final);
    for (const part of parts) await expect(readFile(fileNamed(part))).rejects.toThrow('ENOENT');
  });

  it('HEAD of the final upload finishes it', async () => {
    await states[2]?.[1]();
    const head = await tus.ask('HEAD', final);
    expect([head.status, head.headers.get('upload-offset')]).toEqual([200, '300000']);
    await expectArrived(final);
  });

  it('the next start of a worker finishes it', async () => {
    await states[2]?.[1]();
    await server.restart(undefined, { PARLANCE_ROLES: 'api,worker' });
    await expect.poll(() => tus.fileOf(final), CLEANED_UP).toMatchObject({ sha256, session_id: expect.any(String) });
    await server.restart();
  });
});

describe('expiry', () => {
  it('of parts nobody used: gone with their bytes; of used ones: their rows only', async () => {
    const unused = await sendPart(Buffer.from('unused'));
    const parts = await sendParts(100_000);
    const final = locationOf(await concatenate(parts));
    const unfinished = await sendParts(100_000);
    const { db } = server.running.ctx;
    await db
      .updateTable('uploads')
      .set({ expires_at: new Date(Date.now() - 1000) })
      .execute();
    expect((await tus.ask('HEAD', unused)).status).toBe(410);
    await server.restart(undefined, { PARLANCE_ROLES: 'api,worker' });
    for (const gone of [unused, ...parts, ...unfinished]) {
      await expect.poll(async () => (await tus.ask('HEAD', gone)).status, CLEANED_UP).toBe(404);
      await expect.poll(() => existsSync(fileNamed(gone)), CLEANED_UP).toBe(false);
    }
    expect((await tus.fileOf(final)).sha256).toBe(sha256);
    await server.restart();
  });
});
