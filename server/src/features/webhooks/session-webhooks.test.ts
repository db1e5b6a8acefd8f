import { createHmac } from 'node:crypto';
import path from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';
import { type Received, startWebhookReceiver, type WebhookReceiver } from '../../../test/webhook-receiver.ts';

const SESSIONS = '/api/v3/speech-to-text/session';
const WEBHOOKS = '/api/v3/organization/webhooks';
/** A session with this as its media fails at once. */
const NOT_MEDIA = path.join(import.meta.dirname, '../../../test/samples/list.sh');

let server: TestServer;
let receiver: WebhookReceiver;
let secret: string;
beforeAll(async () => {
  receiver = await startWebhookReceiver();
  server = await startTestServer({ PARLANCE_OUTBOUND_ALLOW: '127.0.0.1' });
  secret = (await call('POST', `${WEBHOOKS}/secret`)).body.secret;
});
afterAll(async () => {
  await server.stop();
  await receiver.close();
});

const call = (method: string, target: string, json?: unknown, key = server.keys.batch) =>
  server.call(method, target, { key, ...(json === undefined ? {} : { json }) });

const verify = (received: Received) =>
  new Webhook(secret).verify(received.body, received.headers as Record<string, string>);

/** The delivery, once it has come to this end. */
async function settled(received: Received, status: string) {
  const target = `${WEBHOOKS}/deliveries/${received.headers['webhook-id']}`;
  await expect.poll(async () => (await call('GET', target)).body.status, { timeout: 60_000 }).toBe(status);
  return (await call('GET', target)).body;
}

describe('the webhook of a session', () => {
  it('transcription.completed: every documented key and header, and both signatures verify', async () => {
    const id = await server.transcribe(READING, {
      webhook_url: `${receiver.url}/done`,
      webhook_headers: ['Authorization: Bearer of-the-receiver', 'X-Two: a', 'X-Two: b'],
    });
    const session = await server.ended(id);
    const received = await receiver.nth('/done', 1);
    expect(received.method).toBe('POST');
    const documentId = session.document.id;
    expect(JSON.parse(received.body)).toEqual({
      sessionId: id,
      documentId,
      session_id: id,
      zoom_id: id,
      document_id: documentId,
      event: 'transcription.completed',
      status: 'completed',
      timestamp: session.finished_at,
      error: null,
      document: session.document,
      data: {
        id,
        session_id: id,
        status: 'completed',
        document_id: documentId,
        duration_seconds: session.duration,
        language: 'xx',
      },
    });
    expect(received.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(received.body)),
      'x-scriptix-session': id,
      'x-scriptix-document': documentId,
      'x-scriptix-event': 'transcription.completed',
      authorization: 'Bearer of-the-receiver',
      'x-two': 'a, b',
    });
    expect(received.headers['user-agent']).toMatch(/^Parlance\/\d+\.\d+\.\d+$/);
    expect(verify(received)).toEqual(JSON.parse(received.body));
    const hex = createHmac('sha256', secret).update(received.body).digest('hex');
    expect(received.headers['x-scriptix-signature']).toBe(`sha256=${hex}`);
    const delivery = await settled(received, 'delivered');
    expect(delivery).toMatchObject({ session_id: id, webhook_id: null, attempts_made: 1, next_attempt_at: null });
    expect((await server.call('GET', '/metrics')).body).toMatch(
      /^parlance_webhook_attempts_total\{outcome="delivered"\} \d+$/m,
    );
  });

  it('transcription.failed, by PUT: the reason, and no document', async () => {
    const id = await server.transcribe(NOT_MEDIA, { webhook_url: `${receiver.url}/failed`, webhook_method: 'PUT' });
    const { error } = await server.ended(id);
    const received = await receiver.nth('/failed', 1);
    expect(received.method).toBe('PUT');
    expect(verify(received)).toMatchObject({
      sessionId: id,
      documentId: null,
      event: 'transcription.failed',
      status: 'failed',
      error,
      document: null,
      data: { status: 'failed', duration_seconds: 0 },
    });
    expect(received.headers['x-scriptix-document']).toBeUndefined();
  });

  it('the address given with the document is called too, and one that is given twice only once', async () => {
    const document = { webhook_url: `${receiver.url}/document`, webhook_method: 'PUT', webhook_headers: ['X-Of: doc'] };
    const both = await server.transcribe(NOT_MEDIA, { webhook_url: `${receiver.url}/own`, document });
    expect((await receiver.nth('/own', 1)).headers['x-of']).toBeUndefined();
    const received = await receiver.nth('/document', 1);
    expect([received.method, received.headers['x-of']]).toEqual(['PUT', 'doc']);
    const same = await server.transcribe(NOT_MEDIA, { webhook_url: document.webhook_url, document });
    expect(JSON.parse((await receiver.nth('/document', 2)).body).sessionId).toBe(same);
    for (const [id, count] of [
      [both, 2],
      [same, 1],
    ] as const) {
      expect((await call('GET', `${WEBHOOKS}/deliveries?session_id=${id}`)).body.total_results).toBe(count);
    }
  });

  it('headers of ours stand over custom ones, without an error', async () => {
    await server.transcribe(NOT_MEDIA, {
      webhook_url: `${receiver.url}/ours`,
      webhook_headers: [
        'X-Scriptix-Session: forged',
        'x-scriptix-signature: sha256=00',
        'Content-Type: text/html',
        'User-Agent: curl',
        'Webhook-Id: msg_forged',
        'X-Mine: yes',
      ],
    });
    const received = await receiver.nth('/ours', 1);
    expect(received.headers).toMatchObject({ 'content-type': 'application/json', 'x-mine': 'yes' });
    expect(received.headers['x-scriptix-session']).toMatch(/^[0-9a-f]{26}$/);
    expect(received.headers['user-agent']).toMatch(/^Parlance/);
    verify(received);
  });

  it('nothing secret lies in the database in clear, or is shown', async () => {
    const { db } = server.running.ctx;
    const words = ['of-the-receiver', secret, secret.slice('whsec_'.length)];
    const hidden = Buffer.from(words[0] as string).toString('hex');
    for (const table of [
      'sessions',
      'webhooks',
      'webhook_secrets',
      'webhook_deliveries',
      'webhook_attempts',
    ] as const) {
      const rows = JSON.stringify(await db.selectFrom(table).selectAll().execute());
      for (const word of [...words, hidden]) expect(rows, table).not.toContain(word);
    }
    const { body } = await call('GET', `${WEBHOOKS}/deliveries?limit=100`);
    const shown = body.result.find((one: { url: string }) => one.url.endsWith('/done'));
    expect(shown.last_attempt.request_headers).toMatchObject({
      Authorization: '***',
      'X-Two': 'a, b',
      'X-Scriptix-Signature': 'sha256=***',
      'webhook-signature': 'v1,***',
      'webhook-id': shown.id,
    });
    expect(JSON.stringify(body)).not.toContain('of-the-receiver');
  });
});

describe('deleting a session', () => {
  it('stops what still waits to be sent and erases what was sent; it cannot be sent again', async () => {
    receiver.answer('/later', (response) => response.writeHead(503).end('quoting you: secret words'));
    const id = await server.transcribe(NOT_MEDIA, { webhook_url: `${receiver.url}/later` });
    const received = await receiver.nth('/later', 1);
    const target = `${WEBHOOKS}/deliveries/${received.headers['webhook-id']}`;
    await expect.poll(async () => (await call('GET', target)).body.attempts_made, { timeout: 60_000 }).toBe(1);
    expect((await call('GET', target)).body.attempts[0].response_body).toContain('secret words');

    expect((await call('DELETE', `${SESSIONS}/${id}`)).status).toBe(204);
    expect((await call('GET', target)).body).toMatchObject({
      status: 'stopped',
      reason: 'The session was deleted.',
      request_body: null,
      next_attempt_at: null,
      attempts: [{ number: 1, response_status: 503, response_body: null }],
    });
    const again = await call('POST', `${target}/redeliver`);
    expect([again.status, again.body.error_code]).toEqual([409, 'CONFLICT']);
    expect(again.body.detail).toMatch(/session was deleted/);
  });
});
