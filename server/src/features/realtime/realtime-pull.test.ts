import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isFinal, isListening, isStopped, openLive, refusalOf } from '../../../test/live-client.ts';
import { fileAnswer, type LoopbackWeb, startLoopbackWeb } from '../../../test/loopback-web.ts';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';

let server: TestServer;
let web: LoopbackWeb;
beforeAll(async () => {
  web = await startLoopbackWeb({ host: '127.0.0.2' });
  server = await startTestServer({ PARLANCE_OUTBOUND_ALLOW: '127.0.0.2' });
  const file = fileAnswer(await readFile(READING), { type: 'audio/wav' });
  web.answer((request, response) => {
    if (request.url?.startsWith('/recording.wav')) file(request, response);
    else response.writeHead(404).end();
  });
});
afterAll(async () => {
  await server?.stop();
  await web?.stop();
});

const open = (url: string | undefined, key = server.keys.realtime) =>
  openLive(server.url, `/v2/client/${key}?language=xx${url === undefined ? '' : `&url=${encodeURIComponent(url)}`}`);

describe('a stream that the server fetches', () => {
  it('needs no start: listening, words, stopped at its end', async () => {
    const client = await open(`${web.url}/recording.wav`);
    await client.until(isListening);
    await client.until(isStopped);
    expect((await client.closed).code).toBe(1000);
    expect(client.words().length).toBeGreaterThan(3);
    const row = await server.running.ctx.db
      .selectFrom('realtime_sessions')
      .selectAll()
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ source: 'pull' });
  });

  it('is ended by stop, and takes no audio', async () => {
    const client = await open(`${web.url}/recording.wav`);
    await client.until(isListening);
    client.send({ action: 'stop' });
    expect((await client.closed).code).toBe(1000);
    const other = await open(`${web.url}/recording.wav`);
    other.audio(Buffer.alloc(100));
    expect((await other.closed).code).toBe(4400);
    expect(other.messages.filter(isFinal).length).toBeLessThan(20);
  });

  it('that cannot be had: told, then closed', async () => {
    const client = await open(`${web.url}/nothing`);
    const { code } = await client.closed;
    expect([code, client.messages.at(-1).error_code]).toEqual([4400, 'MEDIA_FETCH_FAILED']);
  });

  it.each([
    ['no address', undefined, 'VALIDATION_ERROR'],
    ['an address within', 'http://127.0.0.1:1/', 'ADDRESS_NOT_ALLOWED'],
    ['another scheme', 'file:///etc/passwd', 'ADDRESS_NOT_ALLOWED'],
  ])('422 for %s, before the upgrade', async (_, url, code) => {
    const { status, body } = await refusalOf(open(url));
    expect([status, body.error_code]).toEqual([422, code]);
  });

  it('401 and 403 for keys that do not open it', async () => {
    expect((await refusalOf(open(`${web.url}/recording.wav`, 'wrong'))).status).toBe(401);
    expect((await refusalOf(open(`${web.url}/recording.wav`, server.keys.batch))).status).toBe(403);
  });
});
