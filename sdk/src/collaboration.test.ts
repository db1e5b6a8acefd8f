import { afterAll, beforeAll, expect, it } from 'vitest';
import { createParlance, type Parlance, type ParlanceError } from './index.ts';
import { startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
let parlance: Parlance;
let session: string;
let document: string;

beforeAll(async () => {
  server = await startTestServer();
  parlance = createParlance(server);
  session = (await parlance.createSession({ language: 'en', session_mode: 'upload' })).session_id;
  const file = new Blob(['WEBVTT\n\n00:01.000 --> 00:02.000\nGood morning\n']);
  document = (await parlance.importDocument(session, file, { filename: 'morning.vtt' })).id;
});
afterAll(() => server?.stop());

it('folders are made, filled, listed, changed and dissolved', async () => {
  const clients = await parlance.createFolder({ name: 'Clients' });
  const year = await parlance.createFolder({ name: '2026', parent_id: clients.id });
  expect(await parlance.moveSessions(clients.id, [session])).toBe(1);
  const contents = await parlance.getFolder(clients.id, { limit: 10 });
  expect([contents.name, contents.total]).toEqual(['Clients', 2]);
  expect(contents.folders.map(({ id }) => id)).toEqual([year.id]);
  expect(contents.sessions.map(({ session_id }) => session_id)).toEqual([session]);
  const loop = parlance.updateFolder(clients.id, { parent_id: year.id });
  await expect(loop).rejects.toMatchObject({ status: 422 } satisfies Partial<ParlanceError>);
  expect((await parlance.updateFolder(year.id, { name: '2027' })).name).toBe('2027');
  await parlance.deleteFolder(clients.id);
  const { items, total } = await parlance.listFolders({ parent_id: 'root' });
  expect([items.map(({ name }) => name), total]).toEqual([['2027'], 1]);
  expect((await parlance.getFolder(null)).sessions.map(({ session_id }) => session_id)).toEqual([session]);
  await parlance.deleteFolder(year.id, { contents: 'delete' });
  expect((await parlance.listFolders()).items).toEqual([]);
});

it('a document is commented and shared', async () => {
  const comment = await parlance.createComment(session, document, { text: 'Afternoon?', start: 1_000, stop: 2_000 });
  await parlance.updateComment(session, document, comment.id, { resolved: true });
  const { items } = await parlance.listComments(session, document);
  expect(items).toMatchObject([{ id: comment.id, text: 'Afternoon?', resolved: true }]);
  await parlance.deleteComment(session, document, comment.id);
  expect((await parlance.listComments(session, document)).total).toBe(0);

  const share = await parlance.createShare(session, document, { permission: 'view', expires_in_days: 7 });
  const shared = `${server.url}/api/v3/speech-to-text/session/${session}/shared/document/${document}?token=${share.token}`;
  expect((await fetch(shared)).status).toBe(200);
  expect((await parlance.listShares(session, document)).items).toMatchObject([{ id: share.id, permission: 'view' }]);
  const mailed = await parlance.mailShare(session, document, { emails: ['guest@example.org'] });
  expect(mailed).toMatchObject({ emails_sent: ['guest@example.org'], success: true });
  await parlance.revokeShare(session, document, share.id);
  expect((await fetch(shared)).status).toBe(401);
});
