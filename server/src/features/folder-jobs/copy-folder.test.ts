import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';

const SESSIONS = '/api/v3/speech-to-text/session';
const FOLDERS = '/api/v3/folders';
const WAIT = { timeout: 60_000, interval: 50 };

let server: TestServer;
let admin: string;
beforeAll(async () => {
  server = await startTestServer();
  admin = await server.login();
});
afterAll(() => server.stop());

const call = (method: string, target: string, json?: unknown, key = admin) =>
  server.call(method, target, { key, ...(json === undefined ? {} : { json }) });

async function copied(folder: number, body: object = {}, key = admin) {
  const answer = await call('POST', `${FOLDERS}/${folder}/copy`, body, key);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  const look = async () => (await call('GET', `${FOLDERS}/jobs/${answer.body.job_id}`, undefined, key)).body.result;
  await expect.poll(async () => (await look()).finished_at, WAIT).not.toBeNull();
  return { id: answer.body.id as number, job: await look() };
}

const sessionsOf = async (folder: number) =>
  (await call('GET', `${SESSIONS}?folder_id=${folder}&sort=name&direction=asc`)).body.result;

async function captions(filename: string, folder_id: number) {
  const { body } = await call('POST', SESSIONS, { language: 'xx', session_mode: 'upload', folder_id });
  for (const name of [filename, `${filename} once more`]) {
    const document = [{ start: 0, stop: 1_000, text: `Text of ${name}.` }];
    await call('POST', `${SESSIONS}/${body.session_id}/document`, { filename: name, document });
  }
  return body.session_id as string;
}

describe('copyFolder', () => {
  it('201: the completed sessions of all folders of the tree, with result, media and documents as they are now', async () => {
    const top = await server.createFolder('Top');
    const below = await server.createFolder({ name: 'Below', parent_id: top });
    const heard = await server.transcribe(READING, {
      keep_source: true,
      folder_id: below,
      meta_data: { note: 'kept' },
    });
    expect((await server.ended(heard)).status).toBe('completed');
    const upload = await captions('By hand', top);
    const [first] = (await call('GET', `${SESSIONS}/${upload}/document`)).body.result;
    const edit = { document: [{ start: 0, stop: 1_000, text: 'Edited since.' }], filename: 'New name' };
    expect((await call('PUT', `${SESSIONS}/${upload}/document/${first.id}`, edit)).status).toBe(200);
    await call('POST', SESSIONS, { language: 'xx', folder_id: top });

    const { id, job } = await copied(top, { name: 'Copy' });
    expect(job).toMatchObject({ status: 'completed', kind: 'copy', folder_id: id, done: 2, total: 2, skipped: [] });
    const [copy, ...others] = await sessionsOf(id);
    expect(others).toEqual([]);
    expect(copy).toMatchObject({ session_mode: 'upload', status: 'completed' });
    const { result: documents } = (await call('GET', `${SESSIONS}/${copy.session_id}/document`)).body;
    expect(documents.map(({ filename }: { filename: string }) => filename)).toEqual(['New name', 'By hand once more']);
    const content = await call('GET', `${SESSIONS}/${copy.session_id}/document/${documents[0].id}?format=txt`);
    expect(content.body).toContain('Edited since.');

    const children = (await call('GET', `${FOLDERS}/${id}`)).body.result.folders;
    expect(children).toMatchObject([{ name: 'Below', session_count: 1 }]);
    const [again] = await sessionsOf(children[0].id);
    const original = (await call('GET', `${SESSIONS}/${heard}`)).body;
    const same = ['filename', 'duration', 'language', 'meta_data', 'keep_source', 'status', 'model'];
    for (const name of same) expect(again[name], name).toEqual(original[name]);
    const heardIn = async (id: string) => (await call('GET', `${SESSIONS}/${id}/result`)).body.result.results;
    expect(await heardIn(again.session_id)).toEqual(await heardIn(heard));
    expect((await heardIn(heard)).length).toBeGreaterThan(0);
    expect((await call('DELETE', `${SESSIONS}/${heard}`)).status).toBe(204);
    const media = await fetch(again.media_url);
    expect([media.status, media.headers.get('content-type')]).toEqual([200, original.media_url ? 'audio/mp4' : '']);
    expect((await media.arrayBuffer()).byteLength).toBeGreaterThan(1_000);

    expect((await call('GET', `${FOLDERS}/${id}`)).body.result.session_count).toBe(1);
    const { db } = server.running.ctx;
    const rows = await db.selectFrom('folder_job_items').select('job').where('job', '=', job.id).execute();
    expect(rows).toEqual([]);
  });

  it('201: a key copies its own sessions, people what they may read', async () => {
    const top = await server.createFolder('Rights');
    const secret = await server.createFolder({ name: 'Secret', parent_id: top, is_private: true });
    await captions('Hidden', secret);
    await captions('Open', top);
    const person = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const { id, job } = await copied(top, {}, person.token);
    expect(job.done).toBe(1);
    expect((await call('GET', `${FOLDERS}/${id}`)).body.result).toMatchObject({ folder_count: 0, session_count: 1 });
    const byKey = await copied(top, {}, server.keys.batch);
    expect(byKey.job).toMatchObject({ status: 'completed', done: 0 });
  });
});
