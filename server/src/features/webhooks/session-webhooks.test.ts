import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';
import { type Received, startWebhookReceiver, type WebhookReceiver } from '../../../test/webhook-receiver.ts';

const WEBHOOKS = '/api/v3/organization/webhooks';

let server: TestServer;
let receiver: WebhookReceiver;
let secret: string;
beforeAll(async () => {
  receiver = await startWebhookReceiver();
  server = await startTestServer({ PARLANCE_OUTBOUND_ALLOW: '127.0.0.1', PARLANCE_WEBHOOK_TIMEOUT_SECONDS: '1' });
  secret = (await call('POST', `${WEBHOOKS}/secret`)).body.secret;
});
afterAll(async () => {
  await server.stop();
  await receiver.close();
});

const call = (method: string, target: string, json?: unknown, key = server.keys.batch) =>
  server.call(method, target, { key, ...(json === undefined ? {} : { json }) });

const verify = (received: Received, by = secret) =>
  new Webhook(by).verify(received.body, received.headers as Record<string, string>);

/** The delivery to this address has come to this end. */
async function settled(webhookId: string, status: string) {
  const target = `${WEBHOOKS}/deliveries/${webhookId}`;
  await expect.poll(async () => (await call('GET', target)).body.status, { timeout: 10_000 }).toBe(status);
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
    const delivery = await settled(received.headers['webhook-id'] as string, 'delivered');
    expect(delivery).toMatchObject({ session_id: id, webhook_id: null, attempts_made: 1, next_attempt_at: null });
  });
});
