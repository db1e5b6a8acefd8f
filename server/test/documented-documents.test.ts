import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { READING, startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
let sessionId: string;
let documentId: string;
let file: string;
let samples: typeof import('./samples/get-document.ts');
const browsersFetch = globalThis.fetch;

beforeAll(async () => {
  server = await startTestServer();
  sessionId = await server.transcribe(READING);
  documentId = (await server.ended(sessionId)).document.id;
  // The samples run in a page of the server, where addresses may lack the host and whoever signed in needs no key.
  globalThis.fetch = (input, init = {}) =>
    browsersFetch(new URL(String(input), server.url), {
      ...init,
      headers: init.headers ?? (String(input).startsWith('/') ? { 'X-Zoom-S2T-Key': server.keys.batch } : {}),
    });
  const source = await readFile(path.join(import.meta.dirname, 'samples/get-document.ts'), 'utf8');
  file = path.join(server.dataDir, 'get-document.ts');
  await writeFile(file, source.replace('YOUR_TOKEN', server.keys.batch));
  samples = await import(/* @vite-ignore */ file);
});
afterAll(async () => {
  globalThis.fetch = browsersFetch;
  await rm(file);
  await server.stop();
});

it('getDocument() of the migration guide gives the content', async () => {
  const answer = await samples.getDocument(sessionId, documentId);
  expect(answer).toMatchObject({
    document: { document_type: 'document', content: { paragraphs: expect.any(Array) } },
    metadata: { id: documentId, language: 'xx', finished: false },
  });
});

it('and the link', async () => {
  const answer = await samples.getDocument(sessionId, documentId, 'srt', true);
  expect(answer).toMatchObject({ expiresIn: 3_600, contentType: expect.stringContaining('subrip') });
  expect(await (await browsersFetch(answer.url)).text()).toMatch(/^1\n00:00:0/);
});

it('the fetches of before and after give the same file', async () => {
  const url = `${server.url}/api/v3/speech-to-text/session/${sessionId}/document/${documentId}?format=pdf`;
  const headers = { 'X-Zoom-S2T-Key': server.keys.batch };
  const [before, after] = [await samples.oldDownload(url, headers), await samples.newDownload(url, headers)];
  expect(before.type).toBe('application/pdf');
  expect(await after.bytes()).toEqual(await before.bytes());
});

it('the fetch of the React component fills its state', async () => {
  const state: Record<string, unknown> = {};
  await samples.loadDocument(
    sessionId,
    documentId,
    (document: unknown) => Object.assign(state, { document }),
    (metadata: unknown) => Object.assign(state, { metadata }),
  );
  expect(state).toMatchObject({ document: { document_type: 'document' }, metadata: { id: documentId } });
});
