import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';
import { type RawEntry, rawZip } from '../../../test/zip-archives.ts';

const SESSIONS = '/api/v3/speech-to-text/session';
const FOLDERS = '/api/v3/folders';
const JOBS = `${FOLDERS}/jobs`;
const WAIT = { timeout: 60_000, interval: 50 };
const SRT = '1\n00:00:01,000 --> 00:00:02,500\nWords of a caption.\n';
const ZIP = { 'content-type': 'application/zip' };

let server: TestServer;
let admin: string;
let reading: Buffer;
beforeAll(async () => {
  server = await startTestServer({ PARLANCE_MAX_UPLOAD_BYTES: String(32 * 1024 * 1024) });
  [admin, reading] = [await server.login(), await readFile(READING)];
});
afterAll(() => server.stop());

const call = (method: string, target: string, key = admin) => server.call(method, target, { key });

const send = (folder: number | 'root', body: Buffer, query = 'language=xx', key = admin) =>
  server.call('POST', `${FOLDERS}/${folder}/import?${query}`, { key, headers: ZIP, body });

async function imported(folder: number | 'root', entries: readonly RawEntry[], query = 'language=xx') {
  const answer = await send(folder, rawZip(entries), query);
  expect([answer.status, answer.body.result?.kind], JSON.stringify(answer.body)).toEqual([202, 'import']);
  return ended(answer.body.result.id);
}

async function ended(id: string, key = admin) {
  const look = async () => (await call('GET', `${JOBS}/${id}`, key)).body.result;
  await expect.poll(async () => (await look()).finished_at, WAIT).not.toBeNull();
  return look();
}

/** What lies in a folder and below it, by path. */
async function contents(folder: number | null, path = ''): Promise<Record<string, { session_id: string }>> {
  const { db } = server.running.ctx;
  const sessions = await db
    .selectFrom('sessions')
    .select(['session_id', 'filename', 'session_mode', 'status', 'duration'])
    .where('folder_id', folder === null ? 'is' : '=', folder)
    .where('deleted_at', 'is', null)
    .execute();
  const children = await db
    .selectFrom('folders')
    .select(['id', 'name'])
    .where('parent_id', folder === null ? 'is' : '=', folder)
    .execute();
  const below = await Promise.all(children.map(({ id, name }) => contents(id, `${path}${name}/`)));
  const folders = children.map(({ name }) => [`${path}${name}/`, { session_id: '' }]);
  const files = sessions.map((session) => [`${path}${session.filename}`, session]);
  return Object.assign({}, Object.fromEntries([...folders, ...files]), ...below);
}

const documentsOf = async (session_id: string) =>
  (await call('GET', `${SESSIONS}/${session_id}/document`)).body.result as { type: string; filename: string }[];

describe('importFolder', () => {
  it('202: folders, media with its captions, captions and text alone; what is litter or unknown is left out', async () => {
    const folder = await server.createFolder('Target');
    const job = await imported(folder, [
      { name: 'talks/' },
      { name: 'talks/day 1/reading.wav', data: reading, deflate: true },
      { name: 'talks/day 1/Reading.en.srt', data: SRT },
      { name: 'alone.srt', data: SRT },
      { name: 'notes.txt', data: 'Somebody wrote this.' },
      { name: 'empty/', mode: 0o040755 },
      { name: '__MACOSX/talks/._reading.wav', data: 'x' },
      { name: '.DS_Store', data: 'x' },
      { name: 'talks/Thumbs.db', data: 'x' },
      { name: 'slides.pdf', data: 'x' },
      { name: 'nested.zip', data: rawZip([{ name: 'a.srt', data: SRT }]) },
      { name: 'broken.srt', data: Buffer.alloc(100) },
    ]);
    expect(job).toMatchObject({ status: 'completed', progress: 100, total: 5, done: 5, skipped_count: 3 });
    expect(job.skipped).toEqual([
      { path: 'slides.pdf', reason: 'is neither media nor captions nor text' },
      { path: 'nested.zip', reason: 'is neither media nor captions nor text' },
      { path: 'broken.srt', reason: expect.any(String) },
    ]);
    const found = await contents(folder);
    expect(Object.keys(found).sort()).toEqual([
      'alone.srt',
      'empty/',
      'notes.txt',
      'talks/',
      'talks/day 1/',
      'talks/day 1/reading.wav',
    ]);
    expect(found['alone.srt']).toMatchObject({ session_mode: 'upload', status: 'completed', duration: 2.5 });
    const { session_id } = found['talks/day 1/reading.wav'] as { session_id: string };
    expect((await server.ended(session_id, admin)).status).toBe('completed');
    const documents = await documentsOf(session_id);
    expect(documents.map(({ type, filename }) => [type, filename]).sort()).toEqual([
      ['caption', 'Reading.en'],
      ['document', 'reading'],
    ]);
    const { db, storage } = server.running.ctx;
    expect(await storage.size(`archives/${job.id}.zip`), 'the archive is gone').toBeUndefined();
    const items = await db.selectFrom('folder_job_items').select('job').where('job', '=', job.id).execute();
    expect(items).toEqual([]);
    const audit = await db.selectFrom('audit_log').selectAll().where('folder_id', '=', folder).execute();
    expect(audit.at(-1)).toMatchObject({ action: 'folder.imported', details: { job: job.id, sessions: 3 } });
  });

  it('202: by a form too, into the top, and by a key', async () => {
    const form = new FormData();
    form.append('language', 'xx');
    form.append('keep_source', 'true');
    form.append('file', new Blob([new Uint8Array(rawZip([{ name: 'top of all.srt', data: SRT }]))]), 'a.zip');
    const answer = await server.call('POST', `${FOLDERS}/root/import`, { key: server.keys.batch, body: form });
    expect(answer.status, JSON.stringify(answer.body)).toBe(202);
    const job = await ended(answer.body.result.id, server.keys.batch);
    expect(job).toMatchObject({ status: 'completed', folder_id: null, skipped: [] });
    expect(Object.keys(await contents(null))).toContain('top of all.srt');
  });

  it('names as programs write them: Windows, code page 437, UTF-8 with and without its mark', async () => {
    const folder = await server.createFolder();
    await imported(folder, [
      { name: 'C+\\Fran\u00e7ais\\b.srt', data: SRT },
      { name: Buffer.from('M\x81nchen.srt', 'latin1'), data: SRT, flags: 0 },
      { name: 'Z\u00fcrich.srt', data: SRT, flags: 0 },
      { name: './\u6771\u4eac.srt', data: SRT },
    ]);
    expect(Object.keys(await contents(folder)).sort()).toEqual(
      [
        'C+/',
        'C+/Fran\u00e7ais/',
        'C+/Fran\u00e7ais/b.srt',
        'M\u00fcnchen.srt',
        'Z\u00fcrich.srt',
        '\u6771\u4eac.srt',
      ].sort(),
    );
  });

  it('what is dangerous is left out, with the reason', async () => {
    const folder = await server.createFolder();
    const zeros = Buffer.alloc(10 * 1024 * 1024);
    const job = await imported(
      folder,
      [
        { name: '../evil.srt', data: SRT },
        { name: 'a/../../evil.srt', data: SRT },
        { name: '/etc/evil.srt', data: SRT },
        { name: '\\\\host\\evil.srt', data: SRT },
        { name: 'C:\\evil.srt', data: SRT },
        { name: 'nul\0.srt', data: SRT },
        { name: 'link.srt', data: '/etc/passwd', mode: 0o120777 },
        { name: 'secret.srt', data: SRT, flags: 0x801 },
        { name: 'zeros.wav', data: zeros, deflate: true },
        { name: 'lies.srt', data: SRT.repeat(1_000), deflate: true, bytes: 100 },
        { name: 'bent.srt', data: SRT, crc: 1 },
        { name: 'nothing.srt' },
        { name: 'good.srt', data: SRT },
      ].map((entry) => ({ ...entry, name: entry.name })),
    );
    expect(Object.keys(await contents(folder))).toEqual(['good.srt']);
    const reasons = Object.fromEntries(
      job.skipped.map((item: { path: string; reason: string }) => [item.path, item.reason]),
    );
    expect(reasons).toEqual({
      '../evil.srt': 'its path leads out of the archive',
      'a/../../evil.srt': 'its path leads out of the archive',
      '/etc/evil.srt': 'its path is absolute',
      '//host/evil.srt': 'its path is absolute',
      'C:/evil.srt': 'its path is absolute',
      'nul\ufffd.srt': 'its name holds control characters',
      'link.srt': 'is a link or a device, not a file',
      'secret.srt': 'is encrypted',
      'zeros.wav': 'is packed more than 200 to 1, which no recording is',
      'lies.srt': expect.stringMatching(/^is damaged: /),
      'bent.srt': 'is damaged: the checksum is wrong',
      'nothing.srt': 'is empty',
    });
  });

  it('422: archives that are none, cut off, too many, too much, too deep, or a bomb', async () => {
    const folder = await server.createFolder();
    const good = rawZip([{ name: 'a.srt', data: SRT }]);
    const refused = async (body: Buffer) => {
      const answer = await send(folder, body);
      expect([answer.status, answer.body.error_code], JSON.stringify(answer.body)).toEqual([422, 'IMPORT_INVALID']);
      return answer.body.detail as string;
    };
    expect(await refused(Buffer.from('no archive'))).toContain('no ZIP');
    expect(await refused(Buffer.alloc(0))).toContain('no ZIP');
    expect(await refused(good.subarray(0, -10))).toContain('no ZIP');
    expect(await refused(Buffer.concat([good.subarray(20)]))).toContain('cannot be read');
    const many = Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}.srt`, data: 'x' }));
    expect(await refused(rawZip(many))).toContain('more than 10000 entries');
    const data = randomBytes(1_000);
    expect(
      await refused(
        rawZip([
          { name: 'a.wav', data },
          { name: 'b.wav', data, offsetOf: 0 },
        ]),
      ),
    ).toContain('overlap');
    expect(await refused(rawZip([{ name: `${'a/'.repeat(101)}b.srt`, data: SRT }]))).toContain('100 deep');
    const huge = Array.from({ length: 5 }, (_, index) => ({
      ...{ name: `${index}.wav`, data: randomBytes(200_000), deflate: true },
      bytes: 31 * 1024 * 1024,
    }));
    expect(await refused(rawZip(huge))).toContain('unpacked');
    const { rows } = await folderArchives();
    expect(rows, 'nothing of them is left').toEqual([]);
  });

  const folderArchives = async () => {
    const rows: string[] = [];
    for await (const { key } of server.running.ctx.storage.list('archives')) rows.push(key);
    return { rows };
  };

  it('202: zip64, an archive without entries, and ten thousand of them', async () => {
    const folder = await server.createFolder();
    const zip64 = await send(folder, rawZip([{ name: '64.srt', data: SRT }], { zip64: true }));
    expect((await ended(zip64.body.result.id)).done).toBe(1);
    expect(await imported(folder, [])).toMatchObject({ status: 'completed', total: 0, progress: 100 });
    const many = Array.from({ length: 9_999 }, (_, index) => ({ name: `${index}.bin`, data: 'x' }));
    const job = await imported(folder, [...many, { name: 'last.srt', data: SRT }]);
    expect([job.skipped_count, job.skipped.length, job.done]).toEqual([9_999, 1_000, 1]);
    expect(Object.keys(await contents(folder)).sort()).toEqual(['64.srt', 'last.srt']);
  });

  it('refuses: no token, unknown and foreign folders, languages, values, and what is too large', async () => {
    const id = await server.createFolder();
    const good = rawZip([{ name: 'a.wav', data: reading }]);
    const refused = async (folder: number, query: string, key: string, body = good) => {
      const answer = await send(folder, body, query, key);
      return [answer.status, answer.body.error_code];
    };
    const none = await server.call('POST', `${FOLDERS}/${id}/import?language=xx`, { headers: ZIP, body: good });
    expect(none.status).toBe(401);
    expect(await refused(id, 'language=xx', server.keys.foreign)).toEqual([404, 'FOLDER_NOT_FOUND']);
    expect(await refused(999_999, 'language=xx', admin)).toEqual([404, 'FOLDER_NOT_FOUND']);
    expect(await refused(id, '', admin)).toEqual([422, 'VALIDATION_ERROR']);
    expect(await refused(id, 'language=klingon', admin)).toEqual([400, 'INVALID_LANGUAGE']);
    expect(await refused(id, 'language=xx&speaker_count=99', admin)).toEqual([422, 'VALIDATION_ERROR']);
    expect(await refused(id, 'language=xx', admin, Buffer.alloc(33 * 1024 * 1024))).toEqual([413, 'FILE_TOO_LARGE']);
    const customer = await server.createPerson({ roles: ['CUSTOMER'] });
    expect(await refused(id, 'language=xx', customer.token)).toEqual([403, 'INSUFFICIENT_ROLE']);
    const json = await server.call('POST', `${FOLDERS}/${id}/import?language=xx`, { key: admin, json: {} });
    expect(json.status).toBe(415);
    const form = new FormData();
    form.append('language', 'xx');
    expect((await server.call('POST', `${FOLDERS}/${id}/import`, { key: admin, body: form })).status).toBe(422);
    expect((await folderArchives()).rows).toEqual([]);
  });
});

describe('a folder that is exported and imported', () => {
  it('is the same in another place', async () => {
    const from = await server.createFolder('From');
    await imported(
      from,
      [
        { name: 'a/reading.wav', data: reading },
        { name: 'a/b/alone.srt', data: SRT },
        { name: 'c/', mode: 0o040755 },
      ],
      'language=xx&keep_source=true',
    );
    const media = (await contents(from))['a/reading.wav'] as { session_id: string };
    expect((await server.ended(media.session_id, admin)).status).toBe('completed');
    const asked = await server.call('POST', `${FOLDERS}/${from}/export`, {
      key: admin,
      json: { format: 'srt', include_media: true },
    });
    const { download_url } = await ended(asked.body.result.id);
    const archive = Buffer.from(await (await fetch(download_url)).arrayBuffer());
    const to = await server.createFolder('To');
    const answer = await send(to, archive);
    expect(await ended(answer.body.result.id)).toMatchObject({ status: 'completed', skipped: [] });
    const found = await contents(to);
    const names = Object.keys(found).map((name) => name.replace(/\.m(p4|4a)$/, '.wav'));
    expect(names.sort()).toEqual(['a/', 'a/b/', 'a/b/alone.srt', 'a/reading.wav', 'c/']);
    const [again] = Object.entries(found).flatMap(([name, { session_id }]) =>
      /reading\.m/.test(name) ? [session_id] : [],
    );
    expect((await server.ended(again as string, admin)).status).toBe('completed');
    expect(await documentsOf(again as string)).toHaveLength(2);
  });
});
