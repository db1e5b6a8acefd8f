import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../../test/webhook-receiver.ts';

const SESSIONS = '/api/v3/speech-to-text/session';

let server: TestServer;
let receiver: WebhookReceiver;
beforeAll(async () => {
  receiver = await startWebhookReceiver();
  server = await startTestServer({ PARLANCE_OUTBOUND_ALLOW: '127.0.0.1' });
});
afterAll(async () => {
  await server.stop();
  await receiver.close();
});

const call = (method: string, target: string, json?: unknown) =>
  server.call(method, target, { key: server.keys.batch, ...(json === undefined ? {} : { json }) });

describe('the webhooks of a document', () => {
  it('created, updated, deleted: told to its own address, with the documented ids', async () => {
    const session = await server.transcribe(READING);
    await server.ended(session);
    const created = await call('POST', `${SESSIONS}/${session}/document`, {
      document_type: 'caption',
      filename: 'Told',
      webhook_url: `${receiver.url}/own`,
      webhook_method: 'PUT',
      webhook_headers: ['X-Mine: yes'],
    });
    const { id } = created.body.result;
    const path = `${SESSIONS}/${session}/document/${id}`;
    const events = ['document.created', 'document.updated', 'document.deleted'];
    const steps = [() => call('PUT', path, { filename: 'Other' }), () => call('DELETE', path)];
    for (const [index, event] of events.entries()) {
      const received = await receiver.nth('/own', index + 1);
      expect(received.method).toBe('PUT');
      expect(received.headers).toMatchObject({
        'x-scriptix-session': session,
        'x-scriptix-document': id,
        'x-scriptix-event': event,
        'x-mine': 'yes',
      });
      expect(JSON.parse(received.body)).toMatchObject({
        ...{ sessionId: session, documentId: id, event },
        document: { id, name: index === 0 ? 'Told' : 'Other', type: 'caption' },
      });
      await steps[index]?.();
    }
    expect((await call('PUT', path, { filename: 'Gone' })).status).toBe(404);
  });

  it('those of the organisation hear of the document that a session makes; its own address hears of the session', async () => {
    await call('POST', '/api/v3/organization/webhooks', { url: `${receiver.url}/all`, events: ['document.created'] });
    const document = { webhook_url: `${receiver.url}/asked`, filename: 'Asked for' };
    const session = await server.transcribe(READING, { document });
    const { document: named } = await server.ended(session);
    expect(JSON.parse((await receiver.nth('/all', 1)).body)).toMatchObject({
      ...{ event: 'document.created', sessionId: session, documentId: named.id },
      document: { name: 'Asked for', type: 'transcript' },
    });
    expect(JSON.parse((await receiver.nth('/asked', 1)).body).event).toBe('transcription.completed');
    await call('PUT', `${SESSIONS}/${session}/document/${named.id}`, { filename: 'New' });
    expect(JSON.parse((await receiver.nth('/asked', 2)).body).event).toBe('document.updated');
  });
});
