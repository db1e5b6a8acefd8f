import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LoopbackWeb, startLoopbackWeb } from '../../../test/loopback-web.ts';
import { markedFile } from '../../../test/recordings.ts';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';
import { tusRequests } from '../../../test/tus-requests.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../../test/webhook-receiver.ts';
import { librivoxRecordings, type MediaDirectory, mediaDirectory } from '../../speech/media-fixtures.ts';

const SESSIONS = '/api/v3/speech-to-text/session';
/** At the end of every recording, where no decoder looks, in every file name and in every note of a client. */
const MARK = 'erase-me-9f3c1d';
/** What the scripted engine hears first in every recording. */
const WORD = 'alpha';
const WAIT = { timeout: 60_000, interval: 50 };

let server: TestServer;
let media: MediaDirectory;
let web: LoopbackWeb;
let receiver: WebhookReceiver;
let reading: Buffer;
beforeAll(async () => {
  [web, receiver, media] = [await startLoopbackWeb(), await startWebhookReceiver(), await mediaDirectory()];
  server = await startTestServer({ PARLANCE_OUTBOUND_ALLOW: '127.0.0.1', PARLANCE_DECODERS: '2' });
  reading = Buffer.concat([await readFile(READING), Buffer.from(MARK)]);
  // A receiver that sends back what it was sent: the answer is kept with the delivery.
  receiver.answer('/echo', (response, received) => response.end(received.body));
  web.answer((request, response) => {
    response.writeHead(200, { 'content-type': 'audio/wav', 'content-length': reading.length + 1_000 });
    // The other one says half and then nothing more.
    if (request.url?.startsWith('/half')) return response.write(reading);
    response.end(Buffer.concat([reading, Buffer.alloc(1_000)]));
  });
});
afterAll(async () => {
  await server.stop();
  await Promise.all([web.stop(), receiver.close(), media.remove()]);
});

const call = (method: string, target: string, options = {}) =>
  server.call(method, target, { key: server.keys.batch, ...options });

async function newSession(body: object = {}): Promise<string> {
  const json = {
    language: 'xx',
    meta_data: { note: MARK },
    webhook_url: `${receiver.url}/echo`,
    webhook_headers: [`X-Note: ${MARK}`],
    ...body,
  };
  return (await call('POST', SESSIONS, { json })).body.session_id;
}

const view = async (id: string) => (await call('GET', `${SESSIONS}/${id}`)).body;

/** Files below the data directory, other than the key that signs links. */
async function storedFiles(): Promise<string[]> {
  const entries = await readdir(path.join(server.dataDir, 'storage'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** Those below the data directory that hold the mark in their name or in their bytes. */
async function markedFiles(): Promise<string[]> {
  const entries = await readdir(server.dataDir, { recursive: true, withFileTypes: true });
  const marked = [];
  for (const entry of entries.filter((entry) => entry.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    const bytes = await readFile(file).catch(() => Buffer.alloc(0));
    if (file.includes(MARK) || bytes.includes(MARK)) marked.push(file);
  }
  return marked;
}

/** Every row of every table, jobs included, that holds one of these texts. */
async function rowsWith(...texts: string[]): Promise<string[]> {
  const { db } = server.running.ctx;
  const { rows: tables } = await sql<{ schema: string; name: string }>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'`.execute(db);
  const found: string[] = [];
  for (const { schema, name } of tables) {
    const { rows } = await sql<{ row: string }>`
      select to_jsonb(t)::text as row from ${sql.table(`${schema}.${name}`)} t
      where to_jsonb(t)::text ilike any(${texts.map((text) => `%${text}%`)}::text[])`.execute(db);
    found.push(...rows.map(({ row }) => `${schema}.${name} ${row}`));
  }
  return found;
}

it('deleting leaves no byte in storage and no word in the database, whatever the way in and the state', async () => {
  const { beginAt, append, ask } = tusRequests(server);
  const { ctx } = server.running;

  // Completed, with a kept copy: by a resumable upload, and fetched from an address.
  const tus = await beginAt(reading.length, { language: 'xx', keep_source: 'true', filename: `${MARK}.wav` });
  await append(tus, 0, reading);
  const uploaded: string = (await call('GET', tus)).body.result.session_id;
  const fetched = await newSession({ media_source: `${web.url}/${MARK}.wav`, keep_source: true });
  for (const id of [uploaded, fetched]) {
    const { status, media_url } = await server.ended(id);
    expect([status, typeof media_url]).toEqual(['completed', 'string']);
    expect((await call('GET', `${SESSIONS}/${id}/result`)).status).toBe(200);
  }
  await receiver.nth('/echo', 1);

  // Failed, with its media kept for another try: in one request.
  const failed = await newSession();
  const noMedia = { headers: { 'content-type': 'audio/wav', 'x-filename': `${MARK}.wav` }, body: `no media ${MARK}` };
  expect((await call('PUT', `${SESSIONS}/${failed}`, noMedia)).status).toBe(200);
  expect((await server.ended(failed)).status).toBe('failed');
  await receiver.nth('/echo', 2);

  // In work, held up by a decoder that does not come to its end: by an upload link.
  const sentences = (await librivoxRecordings()).slice(0, 2);
  const file = await markedFile(ctx.speech, media, { name: 'hang.wav', behaviour: 'hang', index: 1, sentences });
  const working = await newSession({ keep_source: true });
  const { upload_url } = (await call('POST', `${SESSIONS}/${working}/upload-url`)).body;
  const body = Buffer.concat([await readFile(file), Buffer.from(MARK)]);
  expect((await server.call('PUT', upload_url, { headers: { 'content-type': 'audio/wav' }, body })).status).toBe(201);
  await expect.poll(async () => (await view(working)).progress, WAIT).toBeGreaterThan(0);

  // Half uploaded, and half fetched.
  const half = await beginAt(reading.length + 1, { language: 'xx', filename: `${MARK}.wav` });
  await append(half, 0, reading);
  const fetching = await newSession({ media_source: `${web.url}/half/${MARK}.wav` });
  await expect.poll(async () => (await markedFiles()).map((file) => file.slice(-60)), WAIT).toHaveLength(4);

  // All of it is there to be found.
  const before = (await rowsWith(MARK, WORD)).map((row) => row.split(' ')[0]);
  const tables = ['sessions', 'session_results', 'segments', 'uploads', 'webhook_attempts', 'webhook_deliveries'];
  expect([...new Set(before)].sort()).toEqual(expect.arrayContaining(tables.map((name) => `public.${name}`).sort()));
  expect((await storedFiles()).length).toBeGreaterThan(6);

  for (const id of [uploaded, fetched, failed, working, fetching]) {
    expect((await call('DELETE', `${SESSIONS}/${id}`)).status).toBe(204);
    expect((await call('GET', `${SESSIONS}/${id}`)).status).toBe(404);
  }
  expect((await ask('DELETE', half)).status).toBe(204);

  await expect.poll(storedFiles, WAIT).toEqual([]);
  await expect.poll(markedFiles, WAIT).toEqual([]);
  await expect.poll(() => rowsWith(MARK, WORD), WAIT).toEqual([]);
  // And nobody who was still at work writes anything anew.
  await expect.poll(() => ctx.speech.stats().busy, WAIT).toBe(0);
  expect([await storedFiles(), await rowsWith(MARK, WORD)]).toEqual([[], []]);
}, 240_000);
