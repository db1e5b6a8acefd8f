import { afterAll, beforeAll, expect, it } from 'vitest';
import { createParlance, type Parlance, type ParlanceError } from './index.ts';
import { openFile } from './node.ts';
import { SHORT_RECORDING, startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
let parlance: Parlance;
let sessionId: string;
let documentId: string;

beforeAll(async () => {
  server = await startTestServer();
  parlance = createParlance(server);
  const { session } = await parlance.transcribe(await openFile(SHORT_RECORDING), { language: 'en', punctuation: true });
  sessionId = session.session_id;
  documentId = session.document?.id as string;
});
afterAll(() => server?.stop());

it('a transcript is read, edited where nobody else was, restored, closed', async () => {
  const { document, revision } = await parlance.getDocument(sessionId, documentId);
  if (document.document_type !== 'document') throw new Error('it should be a transcript');
  const [first] = document.content.paragraphs;
  expect(first?.text).toMatch(/^He was not/);
  const changes = [{ id: first?.id as string, text: 'She was not.' }];
  const edited = await parlance.updateDocument(sessionId, documentId, { changes }, { ifRevision: revision });
  expect(edited.revision).toBe(revision + 1);
  const other = [{ id: first?.id as string, text: 'We were not.' }];
  const late = parlance.updateDocument(sessionId, documentId, { changes: other }, { ifRevision: revision });
  await expect(late).rejects.toMatchObject({
    errorCode: 'EDIT_CONFLICT',
    status: 409,
  } satisfies Partial<ParlanceError>);
  await parlance.restoreRevision(sessionId, documentId, revision);
  expect((await parlance.getDocument(sessionId, documentId)).document).toEqual(document);
  await parlance.clearText(sessionId, documentId);
  await parlance.resetToOriginal(sessionId, documentId);
  const { items, total } = await parlance.listRevisions(sessionId, documentId, { limit: 2 });
  expect([total, items.map(({ action }) => action)]).toEqual([5, ['reset', 'cleared']]);
  expect((await parlance.getDocument(sessionId, documentId, { revision: 2 })).document).not.toEqual(document);
  expect((await parlance.setFinishedStatus(sessionId, documentId, true)).finished).toBe(true);
  await expect(parlance.clearText(sessionId, documentId)).rejects.toMatchObject({ errorCode: 'DOCUMENT_FINISHED' });
  expect((await parlance.setFinishedStatus(sessionId, documentId, false)).finished).toBe(false);
});

it('captions are made, judged, exported as a stream and by link, copied, merged and removed', async () => {
  const captions = await parlance.createDocument(sessionId, {
    document_type: 'caption',
    profile: 'netflix',
    filename: 'Été',
  });
  expect(await parlance.getDocumentQuality(sessionId, captions.id)).toMatchObject({ passed: true, profile: 'own' });
  const file = await parlance.exportDocument(sessionId, captions.id, { format: 'vtt' });
  expect(file).toMatchObject({ filename: 'Été.vtt', contentType: 'text/vtt; charset=utf-8' });
  const text = await (await file.blob()).text();
  expect(text).toMatch(/^WEBVTT/);
  expect(file.size).toBe(new TextEncoder().encode(text).length);
  const link = await parlance.getDownloadLink(sessionId, captions.id, { format: 'vtt' });
  expect(await (await fetch(link.download_url)).text()).toBe(text);
  const imported = await parlance.importDocument(sessionId, new Blob([text]), { filename: 'again.vtt' });
  expect(imported).toMatchObject({ type: 'caption', filename: 'again', repairs: [] });
  const documents = [captions, imported].map(({ id }) => ({ session_id: sessionId, document_id: id }));
  const merged = await parlance.mergeDocuments({ documents, gap_ms: 500 });
  expect((await parlance.listDocuments(merged.session_id)).total).toBe(1);
  await parlance.deleteDocument(sessionId, captions.id);
  await expect(parlance.getDocument(sessionId, captions.id)).rejects.toMatchObject({ errorCode: 'DOCUMENT_NOT_FOUND' });
  const wrong = parlance.exportDocument(sessionId, documentId, { format: 'song' });
  await expect(wrong).rejects.toMatchObject({ errorCode: 'INVALID_FORMAT', status: 400 });
});
