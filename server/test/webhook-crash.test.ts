import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, type ServerProcess, startServerProcess } from './server-process.ts';
import { type Received, startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';

const SESSIONS = '/api/v3/speech-to-text/session';
const WEBHOOKS = '/api/v3/organization/webhooks';

let directory: string;
let environment: Record<string, string>;
let server: ServerProcess;
let url: string;
let key: string;
let receiver: WebhookReceiver;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'parlance-webhook-crash-'));
  receiver = await startWebhookReceiver();
  environment = {
    PARLANCE_DATA_DIR: path.join(directory, 'data'),
    PARLANCE_PORT: String(await freePort()),
    PARLANCE_DEMO: '0',
    PARLANCE_ENGINES: 'scripted',
    PARLANCE_DECODERS: '1',
    PARLANCE_OUTBOUND_ALLOW: '127.0.0.1',
  };
  await start();
  key = JSON.parse(await readFile(path.join(directory, 'data', 'first-run.json'), 'utf8')).batch_key;
});
afterAll(async () => {
  process.kill(server.pid, 'SIGTERM');
  await server.exited;
  await receiver.close();
  await rm(directory, { recursive: true, force: true });
});

async function start() {
  server = startServerProcess(environment);
  url = await server.ready;
}

async function call(method: string, target: string, json?: unknown) {
  const headers = { 'x-zoom-s2t-key': key, ...(json === undefined ? {} : { 'content-type': 'application/json' }) };
  const response = await fetch(url + target, {
    method,
    headers,
    body: json === undefined ? null : JSON.stringify(json),
  });
  return response.json();
}

/** A session that fails at once, as its media is none. */
async function endedSession(hook: string): Promise<string> {
  const { session_id } = await call('POST', SESSIONS, { language: 'xx', webhook_url: receiver.url + hook });
  const form = new FormData();
  form.append('upload', new Blob(['no media']), 'a.wav');
  const headers = { 'x-zoom-s2t-key': key };
  await fetch(`${url}${SESSIONS}/${session_id}`, { method: 'POST', headers, body: form });
  await expect
    .poll(async () => (await call('GET', `${SESSIONS}/${session_id}`)).status, { timeout: 60_000 })
    .toBe('failed');
  return session_id;
}

const idOf = ({ headers }: Received) => headers['webhook-id'];

describe('kill -9 of the server', () => {
  it('between the event and its delivery, and during a delivery: everything arrives, under the same ids', {
    timeout: 240_000,
  }, async () => {
    const { secret } = await call('POST', `${WEBHOOKS}/secret`);
    // The receiver takes requests and does not answer: three deliveries are under way, the others wait for their turn.
    receiver.answer('/hook', () => {});
    const sessions: string[] = [];
    for (let index = 0; index < 5; index++) sessions.push(await endedSession('/hook'));
    await receiver.nth('/hook', 3);
    const { result } = await call('GET', `${WEBHOOKS}/deliveries?status=pending`);
    const ids = result.map(({ id }: { id: string }) => id).sort();
    expect(ids).toHaveLength(5);
    const begun = receiver.at('/hook');
    expect(begun).toHaveLength(3);

    await server.kill();
    receiver.answer('/hook', (response) => response.end());
    await start();

    const delivered = async () => (await call('GET', `${WEBHOOKS}/deliveries?status=delivered`)).total_results;
    await expect.poll(delivered, { timeout: 60_000 }).toBe(5);
    const after = receiver.at('/hook').slice(begun.length);
    expect(after.map(idOf).sort()).toEqual(ids);
    expect(after.map(({ headers }) => headers['x-scriptix-session']).sort()).toEqual(sessions.sort());
    for (const first of begun) {
      const second = after.find((one) => idOf(one) === idOf(first));
      expect(second?.body, 'the very same bytes').toBe(first.body);
    }
    for (const { headers, body } of after) {
      expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual(JSON.parse(body));
    }
  });
});
