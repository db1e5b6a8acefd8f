import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../../test/test-server.ts';
import { type Received, startWebhookReceiver, type WebhookReceiver } from '../../../../test/webhook-receiver.ts';
import { readConfig } from '../../../config.ts';
import { SHARES } from './run-delivery.service.ts';

const WEBHOOKS = '/api/v3/organization/webhooks';
const NOT_MEDIA = path.join(import.meta.dirname, '../../../../test/samples/list.sh');

let server: TestServer;
let receiver: WebhookReceiver;
beforeAll(async () => {
  receiver = await startWebhookReceiver();
  server = await startTestServer({ PARLANCE_OUTBOUND_ALLOW: '127.0.0.1', PARLANCE_WEBHOOK_TIMEOUT_SECONDS: '1' });
});
afterAll(async () => {
  await receiver.close();
  await server.stop();
});

const call = (method: string, target: string) => server.call(method, target, { key: server.keys.batch });
const idOf = (received: Received) => received.headers['webhook-id'] as string;

/** The delivery of a session that has ended, to this address, after its first attempt. */
async function attempted(url: string) {
  const session = await server.transcribe(NOT_MEDIA, { webhook_url: url });
  const list = `${WEBHOOKS}/deliveries?session_id=${session}`;
  const made = async () => (await call('GET', list)).body.result[0]?.attempts_made;
  await expect.poll(made, { timeout: 60_000 }).toBe(1);
  return (await call('GET', list)).body.result[0];
}

const retried = { status: 'pending', next_attempt_at: expect.any(String), last_attempt: { outcome: 'retried' } };

describe('receivers that are away', () => {
  it('nobody listens: tried again', async () => {
    const closed = await startWebhookReceiver();
    await closed.close();
    const delivery = await attempted(`${closed.url}/hook`);
    expect(delivery).toMatchObject(retried);
    expect(delivery.last_attempt).toMatchObject({ response_status: null, error: 'The host refuses connections.' });
  });

  it('no answer in time (20 seconds, if nothing else is set): tried again', async () => {
    expect(readConfig({}).webhookTimeoutSeconds).toBe(20);
    receiver.answer('/silent', () => {});
    const delivery = await attempted(`${receiver.url}/silent`);
    expect(delivery).toMatchObject(retried);
    expect(delivery.last_attempt.error).toMatch(/no answer within 1 second/);
    expect(delivery.last_attempt.duration_ms).toBeGreaterThanOrEqual(990);
  });

  it('an answer that is cut off, or is no HTTP: tried again', async () => {
    receiver.answer('/cut', (response) => response.socket?.destroy());
    receiver.answer('/garbage', (response) => response.socket?.end('220 smtp.example.org ESMTP\r\n'));
    expect(await attempted(`${receiver.url}/cut`)).toMatchObject(retried);
    const garbage = await attempted(`${receiver.url}/garbage`);
    expect(garbage.last_attempt.error).toBe('The host does not answer in proper HTTP.');
  });

  it('more header than any answer needs: tried again', async () => {
    receiver.answer('/headers', (response) => response.writeHead(200, { 'x-long': 'a'.repeat(100_000) }).end());
    expect(await attempted(`${receiver.url}/headers`)).toMatchObject(retried);
  });
});

describe('receivers that lead elsewhere', () => {
  it.each([301, 302, 303, 307, 308])('%i: a failure, and nobody follows', async (status) => {
    const from = `/from-${status}`;
    receiver.answer(from, (response) => response.writeHead(status, { location: `${receiver.url}/inside` }).end());
    const delivery = await attempted(receiver.url + from);
    expect(delivery).toMatchObject(retried);
    expect(delivery.last_attempt).toMatchObject({
      response_status: status,
      error: `The receiver answered ${status}: redirects are not followed.`,
    });
    expect(receiver.at('/inside')).toEqual([]);
  });

  it('an address that is no longer allowed when it is dialled: nothing is sent', async () => {
    receiver.answer('/private', (response) => response.writeHead(500).end());
    const { id } = await attempted(`${receiver.url}/private`);
    await server.restart(undefined, { PARLANCE_OUTBOUND_ALLOW: '' });
    await call('POST', `${WEBHOOKS}/deliveries/${id}/redeliver`);
    const target = `${WEBHOOKS}/deliveries/${id}`;
    await expect.poll(async () => (await call('GET', target)).body.attempts_made, { timeout: 60_000 }).toBe(2);
    const { last_attempt } = (await call('GET', target)).body;
    expect(last_attempt).toMatchObject({ outcome: 'retried', response_status: null });
    expect(last_attempt.error).toMatch(/127\.0\.0\.1/);
    expect(receiver.at('/private')).toHaveLength(1);
    await server.restart();
  });
});

describe('answers too long', () => {
  it('an endless body: a success by its status; the beginning is kept, the connection is cut', async () => {
    let closed = false;
    receiver.answer('/endless', (response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      const more = () => {
        while (!response.destroyed && response.write('all work and no play '.repeat(1_000)));
      };
      response.on('drain', more).on('close', () => {
        closed = true;
      });
      more();
    });
    const delivery = await attempted(`${receiver.url}/endless`);
    expect(delivery).toMatchObject({ status: 'delivered', last_attempt: { response_truncated: true, error: null } });
    expect(delivery.last_attempt.response_body).toHaveLength(4_096);
    await expect.poll(() => closed).toBe(true);
  });

  it('a body that does not come: a success by its status, and it is not waited for', async () => {
    receiver.answer('/trickle', (response) => response.writeHead(200, { 'content-length': '10' }).write('begun'));
    const delivery = await attempted(`${receiver.url}/trickle`);
    expect(delivery).toMatchObject({
      status: 'delivered',
      last_attempt: { response_body: 'begun', response_truncated: true },
    });
  });

  it('bytes that no database takes: kept as far as they can be', async () => {
    receiver.answer('/bytes', (response) => response.end(Buffer.from([0x61, 0x00, 0xff, 0xc3, 0x28, 0x62])));
    const { last_attempt } = await attempted(`${receiver.url}/bytes`);
    expect(last_attempt.response_body).toBe('a\ufffd\ufffd\ufffd(b');
  });
});

describe('a slow receiver', () => {
  it('holds up neither others nor itself beyond its share', async () => {
    const slow = await startWebhookReceiver();
    const held: ServerResponse[] = [];
    let open = false;
    slow.answer('/slow', (response) => (open ? response.end() : held.push(response)));
    await server.restart(undefined, { PARLANCE_WEBHOOK_TIMEOUT_SECONDS: '60' });
    const many = 8;
    for (let index = 0; index < many; index++) await server.transcribe(NOT_MEDIA, { webhook_url: `${slow.url}/slow` });
    await slow.nth('/slow', SHARES.perDestination);
    const quick = await server.transcribe(NOT_MEDIA, { webhook_url: `${receiver.url}/quick` });
    expect((await receiver.nth('/quick', 1)).headers['x-scriptix-session']).toBe(quick);
    expect(slow.received).toHaveLength(SHARES.perDestination);
    open = true;
    for (const response of held) response.end();
    await slow.nth('/slow', many);
    expect(new Set(slow.received.map(idOf)).size).toBe(many);
    await slow.close();
  });
});
