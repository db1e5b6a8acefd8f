import { readFile } from 'node:fs/promises';
import { type AddressInfo, createConnection, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';
import type { RunningServer } from '../../start.ts';

const SESSIONS = '/api/v3/speech-to-text/session';

let server: TestServer;
let beside: RunningServer;
let wire: Server;
let lost = 0;
beforeAll(async () => {
  server = await startTestServer();
  const databaseUrl = new URL(server.running.ctx.config.databaseUrl as string);
  wire = await startWire(databaseUrl);
  databaseUrl.search = '';
  databaseUrl.host = `127.0.0.1:${(wire.address() as AddressInfo).port}`;
  beside = await server.startBeside({ DATABASE_URL: databaseUrl.href, PARLANCE_ROLES: 'api' });
});
afterAll(async () => {
  await server.stop();
  wire.close();
});

/** The way to PostgreSQL, which breaks when a session has been given its media: the commit arrives, its answer does not. */
async function startWire(to: URL): Promise<Server> {
  const directory = to.searchParams.get('host');
  const port = Number(to.port || 5432);
  const open = createServer((client) => {
    const database = createConnection(
      directory ? { path: `${directory}/.s.PGSQL.${port}` } : { host: to.hostname, port },
    );
    let hasMedia = false;
    let isCommitting = false;
    client.on('data', (bytes) => {
      const text = bytes.toString('latin1');
      hasMedia ||= /update "sessions" set .*"media_key" =/.test(text);
      isCommitting ||= hasMedia && /commit/i.test(text);
      database.write(bytes);
    });
    database.on('data', (bytes) => {
      if (!isCommitting) return void client.write(bytes);
      lost++;
      client.destroy();
    });
    for (const [one, other] of [
      [client, database],
      [database, client],
    ] as const) {
      one.on('error', () => {});
      one.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => open.listen(0, '127.0.0.1', resolve));
  return open;
}

describe('the answer to a commit is lost', () => {
  it('a file whose session may have it is kept: the session is transcribed though its upload was answered with 5xx', async () => {
    const created = await server.call('POST', SESSIONS, { key: server.keys.batch, json: { language: 'xx' } });
    const id: string = created.body.session_id;
    const sent = await server.call('PUT', `${beside.url}${SESSIONS}/${id}`, {
      key: server.keys.batch,
      headers: { 'content-type': 'audio/wav' },
      body: await readFile(READING),
    });
    expect(lost).toBe(1);
    expect(sent.status).toBeGreaterThanOrEqual(500);
    expect(await server.ended(id)).toMatchObject({ status: 'completed', error: null });
  });
});
