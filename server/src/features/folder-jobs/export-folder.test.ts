import PizZip from 'pizzip';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';
import { collectOrphans } from '../retention/index.ts';
import { expireFolderJobs } from './index.ts';

const SESSIONS = '/api/v3/speech-to-text/session';
const FOLDERS = '/api/v3/folders';
const JOBS = `${FOLDERS}/jobs`;
const WAIT = { timeout: 60_000, interval: 50 };

let server: TestServer;
let ahead = 0;
let admin: string;
beforeAll(async () => {
  server = await startTestServer({}, { now: () => new Date(Date.now() + ahead) });
  admin = await server.login();
});
afterAll(() => server.stop());

const call = (method: string, target: string, json?: unknown, key = admin) =>
  server.call(method, target, { key, ...(json === undefined ? {} : { json }) });

/** A session of documents alone, with one of a name. */
async function captions(filename: string, folder_id: number | null, key = admin) {
  const { body } = await call('POST', SESSIONS, { language: 'xx', session_mode: 'upload', folder_id }, key);
  const document = [{ start: 0, stop: 1_000, text: `Text of ${filename}.` }];
  const made = await call('POST', `${SESSIONS}/${body.session_id}/document`, { filename, document }, key);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return { session_id: body.session_id as string, document_id: made.body.result.id as string };
}

const subfolder = (name: string, parent_id: number) => server.createFolder({ name, parent_id });

/** Waits for the end of a job and returns it. */
async function ended(id: string, key = admin) {
  const look = async () => (await call('GET', `${JOBS}/${id}`, undefined, key)).body.result;
  await expect.poll(async () => (await look()).finished_at, WAIT).not.toBeNull();
  return look();
}

async function exported(folder: number | 'root', body: object, key = admin) {
  const answer = await call('POST', `${FOLDERS}/${folder}/export`, body, key);
  expect([answer.status, answer.body.result?.kind], JSON.stringify(answer.body)).toEqual([202, 'export']);
  const job = await ended(answer.body.result.id, key);
  expect(job.status, JSON.stringify(job)).toBe('completed');
  const response = await fetch(job.download_url);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/zip']);
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(bytes.length).toBe(job.size_bytes);
  const zip = new PizZip(bytes);
  return { job, names: Object.keys(zip.files).sort(), read: (name: string) => zip.file(name)?.asText() ?? '' };
}

describe('exportFolder', () => {
  it('202: documents of the folder and those below, in folders, with an index; names are safe and occur once', async () => {
    const top = await server.createFolder('Top');
    const below = await subfolder('Dienst: 2026/11', top);
    await subfolder('CON', below);
    await captions('Same', top);
    await captions('same', top);
    const evil = await captions('../../etc/passwd', below);
    await captions('=HYPERLINK("x")', below);
    await captions('index', top);
    const { job, names, read } = await exported(top, { format: 'srt' });
    expect(names).toEqual([
      'Dienst 2026 11/',
      'Dienst 2026 11/=HYPERLINK( x ).srt',
      'Dienst 2026 11/_CON/',
      'Dienst 2026 11/__ .. etc passwd.srt',
      'Same.srt',
      'index.csv',
      'index.srt',
      'same (2).srt',
    ]);
    expect(read('Same.srt')).toContain('Text of Same.');
    expect(read('same (2).srt')).toContain('Text of same.');
    expect(job).toMatchObject({ progress: 100, total: 5, done: 5, skipped: [], error: null, folder_id: top });
    const lines = read('index.csv').split('\r\n');
    expect(lines[0]).toBe('\ufeffsession_id,document_id,path,name,type,language,duration_seconds');
    expect(lines).toHaveLength(7);
    const named = lines.find((line) => line.startsWith(evil.session_id)) as string;
    expect(named).toContain(`,${evil.document_id},Dienst 2026 11/__ .. etc passwd.srt,../../etc/passwd,caption,`);
    expect(read('index.csv')).toContain(`"'=HYPERLINK(""x"")"`);
    const { db } = server.running.ctx;
    const audit = await db.selectFrom('audit_log').selectAll().where('folder_id', '=', top).execute();
    expect(audit.slice(1)).toMatchObject([{ action: 'folder.exported', details: { job: job.id, documents: 5 } }]);
  });

  it('202: an empty folder is an archive with its empty folders', async () => {
    const top = await server.createFolder('Empty');
    await subfolder('Nothing here', top);
    const { names, job } = await exported(top, { format: 'pdf' });
    expect(names).toEqual(['Nothing here/', 'index.csv']);
    expect([job.total, job.progress]).toEqual([0, 100]);
  });

  it('202: media and office formats too', async () => {
    const folder_id = await server.createFolder('Media');
    const id = await server.transcribe(READING, { keep_source: true, folder_id });
    expect((await server.ended(id)).status).toBe('completed');
    const { names } = await exported(folder_id, { format: 'docx', include_media: true });
    const title = 'sense_and_sensibility_01_austen_64kb-0880';
    expect(names).toEqual(['index.csv', `${title}.docx`, expect.stringMatching(/\.m(p4|4a)$/)]);
    const captionsOnly = await exported(folder_id, { format: 'txt', document_type: 'caption' });
    expect(captionsOnly.names).toEqual(['index.csv']);
  });

  it('only what the caller may read: a key its own sessions, people what their folders allow', async () => {
    const top = await server.createFolder('Mixed');
    const secret = await server.createFolder({ name: 'Secret', parent_id: top, is_private: true });
    await captions('Hidden', secret);
    await captions('Open', top);
    await captions('By the key', top, server.keys.batch);
    const person = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const seen = await exported(top, { format: 'txt' }, person.token);
    expect(seen.names).toEqual(['By the key.txt', 'Open.txt', 'index.csv']);
    const own = await exported(top, { format: 'txt' }, server.keys.batch);
    expect(own.names).toEqual(['By the key.txt', 'index.csv']);
    const all = await exported(top, { format: 'txt' });
    expect(all.names).toContain('Secret/Hidden.txt');
    const refused = await call('POST', `${FOLDERS}/${secret}/export`, { format: 'txt' }, person.token);
    expect([refused.status, refused.body.error_code]).toEqual([404, 'FOLDER_NOT_FOUND']);
  });

  it('refuses: no token, unknown and foreign folders, wrong formats', async () => {
    const id = await server.createFolder();
    const refused = async (target: string, body: object, key?: string) => {
      const answer = await server.call('POST', `${FOLDERS}/${target}/export`, { json: body, ...(key ? { key } : {}) });
      return [answer.status, answer.body.error_code];
    };
    expect(await refused(`${id}`, { format: 'srt' })).toEqual([401, 'UNAUTHORIZED']);
    expect(await refused(`${id}`, { format: 'srt' }, server.keys.foreign)).toEqual([404, 'FOLDER_NOT_FOUND']);
    expect(await refused('999999', { format: 'srt' }, admin)).toEqual([404, 'FOLDER_NOT_FOUND']);
    expect(await refused('9999999999', { format: 'srt' }, admin)).toEqual([404, 'FOLDER_NOT_FOUND']);
    expect(await refused('one', { format: 'srt' }, admin)).toEqual([422, 'VALIDATION_ERROR']);
    expect(await refused(`${id}`, { format: 'media' }, admin)).toEqual([422, 'VALIDATION_ERROR']);
    expect(await refused(`${id}`, {}, admin)).toEqual([422, 'VALIDATION_ERROR']);
    expect(await refused(`${id}`, { format: 'srt' }, server.keys.realtime)).toEqual([403, 'WRONG_TOKEN_TYPE']);
  });
});

describe('getFolderJob, listFolderJobs, deleteFolderJob', () => {
  it('own jobs only; administrators see all of their organisation, nobody those of another', async () => {
    const id = await server.createFolder();
    const person = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const { job } = await exported(id, { format: 'txt' }, person.token);
    const status = async (key: string, method = 'GET') =>
      (await call(method, `${JOBS}/${job.id}`, undefined, key)).status;
    expect(await status(person.token)).toBe(200);
    expect(await status(admin)).toBe(200);
    for (const key of [server.keys.batch, server.keys.foreign]) {
      expect(await status(key)).toBe(404);
      expect(await status(key, 'DELETE')).toBe(404);
    }
    expect((await server.call('GET', `${JOBS}/${job.id}`)).status).toBe(401);
    expect((await call('GET', `${JOBS}/no-uuid`)).body.error_code).toBe('FOLDER_JOB_NOT_FOUND');
    const own = (await call('GET', `${JOBS}?limit=1`, undefined, person.token)).body;
    expect([own.total_results, own.result[0].id]).toEqual([1, job.id]);
    const all = (await call('GET', `${JOBS}?kind=export&status=completed&limit=100`)).body;
    expect(all.result.map((one: { id: string }) => one.id)).toContain(job.id);
    expect((await call('GET', JOBS, undefined, server.keys.foreign)).body.result).toEqual([]);
    expect((await call('GET', `${JOBS}?kind=theft`)).status).toBe(422);
  });

  it('the link: parts of the archive, for a day, not bent to others', async () => {
    const id = await server.createFolder();
    const [{ job }, other] = [await exported(id, { format: 'txt' }), await exported(id, { format: 'txt' })];
    const part = await fetch(job.download_url, { headers: { range: 'bytes=0-1' } });
    expect([part.status, await part.text()]).toEqual([206, 'PK']);
    expect((await fetch(job.download_url.replace(job.id, other.job.id))).status).toBe(404);
    expect((await fetch(job.download_url.replace(/signature=./, 'signature=_'))).status).toBe(404);
    const key = `archives/${job.id}.zip`;
    expect(await server.running.ctx.storage.size(key)).toBe(job.size_bytes);
    const never = new AbortController().signal;
    await expireFolderJobs(server.running.ctx, never);
    expect(await server.running.ctx.storage.size(key)).toBe(job.size_bytes);
    try {
      ahead = 25 * 3_600_000;
      expect((await fetch(job.download_url)).status).toBe(404);
      const token = await server.login();
      const view = async () => (await call('GET', `${JOBS}/${job.id}`, undefined, token)).body.result;
      expect((await view()).download_url).toBeNull();
      await collectOrphans(server.running.ctx, never);
      expect(await server.running.ctx.storage.size(key), 'a job names it').toBe(job.size_bytes);
      expect((await expireFolderJobs(server.running.ctx, never)).count).toBeGreaterThan(1);
      expect(await server.running.ctx.storage.size(key)).toBeUndefined();
      expect((await view()).status).toBe('completed');
      ahead = 9 * 86_400_000;
      await expireFolderJobs(server.running.ctx, never);
      expect((await call('GET', `${JOBS}/${job.id}`, undefined, await server.login())).status).toBe(404);
    } finally {
      ahead = 0;
      admin = await server.login();
    }
  });

  it('DELETE removes the archive of a job that is done', async () => {
    const { job } = await exported(await server.createFolder(), { format: 'txt' });
    expect((await call('DELETE', `${JOBS}/${job.id}`)).status).toBe(204);
    expect((await fetch(job.download_url)).status).toBe(404);
    expect(await server.running.ctx.storage.size(`archives/${job.id}.zip`)).toBeUndefined();
    expect(await ended(job.id)).toMatchObject({ status: 'completed', download_url: null });
  });
});
