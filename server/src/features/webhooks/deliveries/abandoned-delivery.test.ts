import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../../test/test-server.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../../../test/webhook-receiver.ts';

const WEBHOOKS = '/api/v3/organization/webhooks';

let server: TestServer;
let receiver: WebhookReceiver;
let webhook: number;
beforeAll(async () => {
  receiver = await startWebhookReceiver();
  server = await startTestServer({ PARLANCE_OUTBOUND_ALLOW: '127.0.0.1' });
  const json = { url: `${receiver.url}/hook?token=in-the-query`, headers: ['X-Auth: in-a-header', 'X-Env: test'] };
  webhook = (await server.call('POST', WEBHOOKS, { key: server.keys.batch, json })).body.id;
});
afterAll(async () => {
  await server.stop();
  await receiver.close();
});

const PATH = '/hook?token=in-the-query';
const call = (method: string, target: string, key = server.keys.batch) => server.call(method, target, { key });
const test = async () => (await call('POST', `${WEBHOOKS}/${webhook}/test`)).body;

describe('a delivery that cannot even be attempted', () => {
  it('is abandoned after its tries, with a reason, and does not wait for ever', async () => {
    const { id } = await test();
    await server.restart(undefined, { PARLANCE_ROLES: 'api' });
    expect((await call('POST', `${WEBHOOKS}/deliveries/${id}/redeliver`)).body.status).toBe('pending');
    const { db } = server.running.ctx;
    // What no address check lets in, and nothing can be sent to.
    await db.updateTable('webhooks').set({ url: 'nonsense' }).where('id', '=', webhook).execute();
    await sql`update pgboss.job set retry_limit = 0 where name = 'webhooks.attempt'`.execute(db);
    await server.restart();
    const target = `${WEBHOOKS}/deliveries/${id}`;
    await expect.poll(async () => (await call('GET', target)).body.status, { timeout: 20_000 }).toBe('abandoned');
    expect((await call('GET', target)).body).toMatchObject({
      reason: expect.stringMatching(/on our side/),
      next_attempt_at: null,
    });
    const json = { url: receiver.url + PATH };
    await server.call('PUT', `${WEBHOOKS}/${webhook}`, { key: server.keys.batch, json });
  });
});
