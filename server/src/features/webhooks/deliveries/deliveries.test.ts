import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../../test/test-server.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../../../test/webhook-receiver.ts';
import { purgeDeliveries } from './run-delivery.service.ts';

const WEBHOOKS = '/api/v3/organization/webhooks';
const NOT_MEDIA = path.join(import.meta.dirname, '../../../../test/samples/list.sh');
const DAY_MS = 86_400_000;

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

describe('testWebhook', () => {
  it('200: sends a signed webhook.test at once and shows what came back', async () => {
    receiver.answer(PATH, (response) => {
      response.writeHead(202, { 'x-answer': 'yes', 'set-cookie': 'session=abc' }).end('thanks');
    });
    const delivery = await test();
    expect(delivery).toMatchObject({
      webhook_id: webhook,
      session_id: null,
      event: 'webhook.test',
      method: 'POST',
      url: `${receiver.url}/hook?token=***`,
      status: 'delivered',
      reason: null,
      attempts_made: 1,
      next_attempt_at: null,
      attempts: [
        {
          number: 1,
          outcome: 'delivered',
          response_status: 202,
          response_body: 'thanks',
          response_truncated: false,
          error: null,
          request_headers: { 'X-Auth': '***', 'X-Env': 'test', 'X-Scriptix-Event': 'webhook.test' },
          response_headers: { 'x-answer': 'yes', 'set-cookie': '***' },
        },
      ],
    });
    const received = receiver.received.at(-1);
    expect(received?.headers['webhook-id']).toBe(delivery.id);
    expect(received?.body).toBe(delivery.request_body);
    expect(JSON.parse(delivery.request_body)).toMatchObject({ event: 'webhook.test', sessionId: null, document: null });
    expect(JSON.stringify(delivery)).not.toMatch(/in-the-query|in-a-header|session=abc/);
  });

  it('200: a failure is shown and not tried again; the endpoint stays as it is', async () => {
    receiver.answer(PATH, (response) => response.writeHead(410).end());
    const delivery = await test();
    expect(delivery).toMatchObject({
      status: 'abandoned',
      reason: 'The receiver answered 410.',
      next_attempt_at: null,
      last_attempt: { outcome: 'abandoned', response_status: 410 },
    });
    expect((await call('GET', `${WEBHOOKS}/${webhook}`)).body.is_active).toBe(true);
  });

  it('401, 404', async () => {
    const target = `${WEBHOOKS}/${webhook}/test`;
    expect((await server.call('POST', target)).status).toBe(401);
    expect((await call('POST', target, server.keys.foreign)).body.error_code).toBe('WEBHOOK_NOT_FOUND');
  });
});

describe('listWebhookDeliveries, listDeliveries', () => {
  it('200: the newest first, in pages, by status and event; 401, 404, 422', async () => {
    receiver.answer(PATH, (response) => response.end());
    const [first, second] = [await test(), await test()];
    const target = `${WEBHOOKS}/${webhook}/deliveries`;
    const { body } = await call('GET', `${target}?limit=2`);
    expect(body).toMatchObject({ count: 2, result: [{ id: second.id }, { id: first.id }] });
    expect(body.result[0].last_attempt).toMatchObject({ number: 1, response_status: 200 });
    expect(body.result[0].attempts).toBeUndefined();
    const abandoned = await call('GET', `${target}?status=abandoned&event=webhook.test`);
    expect(abandoned.body).toMatchObject({ total_results: 1, result: [{ status: 'abandoned' }] });
    expect((await call('GET', `${target}?event=transcription.failed`)).body.total_results).toBe(0);
    expect((await call('GET', `${target}?status=lost`)).status).toBe(422);
    expect((await server.call('GET', target)).status).toBe(401);
    expect((await call('GET', target, server.keys.foreign)).status).toBe(404);

    const all = await call('GET', `${WEBHOOKS}/deliveries?limit=1`);
    expect(all.body).toMatchObject({ count: 1, total_results: body.total_results, result: [{ id: second.id }] });
    expect((await call('GET', `${WEBHOOKS}/deliveries`, server.keys.foreign)).body.total_results).toBe(0);
    expect((await call('GET', `${WEBHOOKS}/deliveries?session_id=${'0'.repeat(26)}`)).body.total_results).toBe(0);
    expect((await server.call('GET', `${WEBHOOKS}/deliveries`)).status).toBe(401);
    expect((await call('GET', `${WEBHOOKS}/deliveries?limit=0`)).status).toBe(422);
  });
});

describe('getDelivery', () => {
  it('200; 401; 404 for foreign and unknown ids', async () => {
    const { id } = await test();
    const target = `${WEBHOOKS}/deliveries/${id}`;
    expect((await call('GET', target)).body).toMatchObject({ id, attempts: [{ number: 1 }] });
    expect((await server.call('GET', target)).status).toBe(401);
    expect((await call('GET', target, server.keys.foreign)).body.error_code).toBe('DELIVERY_NOT_FOUND');
    expect((await call('GET', `${WEBHOOKS}/deliveries/msg_0`)).status).toBe(404);
  });
});

describe('redeliver, redeliverToWebhook', () => {
  it('202: the same id and body once more, with a signature of its own time; the answer is logged', async () => {
    const session = await server.transcribe(NOT_MEDIA);
    await receiver.nth(PATH, 1);
    const log = `${WEBHOOKS}/${webhook}/deliveries?event=transcription.failed`;
    await expect
      .poll(async () => (await call('GET', log)).body.result[0]?.status, { timeout: 60_000 })
      .toBe('delivered');
    const { id } = (await call('GET', log)).body.result[0];
    const [before] = receiver.received.filter(({ headers }) => headers['webhook-id'] === id);
    for (const target of [`${WEBHOOKS}/${webhook}/deliveries/${id}`, `${WEBHOOKS}/deliveries/${id}`]) {
      const count = receiver.at(PATH).length;
      const answer = await call('POST', `${target}/redeliver`);
      expect([answer.status, answer.body.status]).toEqual([202, 'pending']);
      const again = await receiver.nth(PATH, count + 1);
      expect([again.headers['webhook-id'], again.body]).toEqual([id, before?.body]);
      expect(again.headers['x-scriptix-session']).toBe(session);
      await expect
        .poll(async () => (await call('GET', `${WEBHOOKS}/deliveries/${id}`)).body.status, { timeout: 60_000 })
        .toBe('delivered');
    }
    const { body } = await call('GET', `${WEBHOOKS}/deliveries/${id}`);
    expect(body.attempts.map(({ number }: { number: number }) => number)).toEqual([3, 2, 1]);
  });

  it('401, 404', async () => {
    const { id } = await test();
    const other = { url: `${receiver.url}/other`, is_active: false };
    const { body } = await server.call('POST', WEBHOOKS, { key: server.keys.batch, json: other });
    for (const target of [
      `${WEBHOOKS}/${webhook}/deliveries/${id}/redeliver`,
      `${WEBHOOKS}/deliveries/${id}/redeliver`,
    ]) {
      expect((await server.call('POST', target)).status).toBe(401);
      expect((await call('POST', target, server.keys.foreign)).status).toBe(404);
    }
    const elsewhere = await call('POST', `${WEBHOOKS}/${body.id}/deliveries/${id}/redeliver`);
    expect(elsewhere.body.error_code).toBe('DELIVERY_NOT_FOUND');
  });
});

describe('several processes', () => {
  it('share the deliveries: each is attempted once', async () => {
    const beside = await server.startBeside();
    const made = await Promise.all(Array.from({ length: 20 }, test));
    const count = receiver.received.length;
    const answers = await Promise.all(made.map(({ id }) => call('POST', `${WEBHOOKS}/deliveries/${id}/redeliver`)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    const pending = async () => (await call('GET', `${WEBHOOKS}/deliveries?status=pending`)).body.total_results;
    await expect.poll(pending, { timeout: 60_000 }).toBe(0);
    for (const { id } of made) {
      expect((await call('GET', `${WEBHOOKS}/deliveries/${id}`)).body).toMatchObject({
        status: 'delivered',
        attempts_made: 2,
      });
    }
    expect(receiver.received).toHaveLength(count + made.length);
    // What follows is about one process.
    await beside.stop();
  });
});

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
    await expect.poll(async () => (await call('GET', target)).body.status, { timeout: 60_000 }).toBe('abandoned');
    expect((await call('GET', target)).body).toMatchObject({
      reason: expect.stringMatching(/on our side/),
      next_attempt_at: null,
    });
    const json = { url: receiver.url + PATH };
    await server.call('PUT', `${WEBHOOKS}/${webhook}`, { key: server.keys.batch, json });
  });
});

describe('purgeDeliveries', () => {
  it('removes what ended 30 days ago, with its attempts; what is younger or waits stays', async () => {
    const { ctx } = server.running;
    const [old, young, waiting] = [await test(), await test(), await test()];
    const change = (id: string, changes: object) =>
      ctx.db.updateTable('webhook_deliveries').set(changes).where('id', '=', id).execute();
    const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
    await change(old.id, { created_at: ago(30.01) });
    await change(young.id, { created_at: ago(29.99) });
    await change(waiting.id, { created_at: ago(40), status: 'pending', next_attempt_at: ago(-1) });
    expect(await purgeDeliveries(ctx)).toBe(1);
    const statuses = await Promise.all(
      [old, young, waiting].map(async ({ id }) => (await call('GET', `${WEBHOOKS}/deliveries/${id}`)).status),
    );
    expect(statuses).toEqual([404, 200, 200]);
    const attempts = await ctx.db
      .selectFrom('webhook_attempts')
      .where('delivery_id', '=', old.id)
      .selectAll()
      .execute();
    expect(attempts).toEqual([]);
  });
});
