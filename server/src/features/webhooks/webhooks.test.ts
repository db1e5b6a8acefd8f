import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../test/test-server.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../../test/webhook-receiver.ts';

const WEBHOOKS = '/api/v3/organization/webhooks';
const NOT_MEDIA = path.join(import.meta.dirname, '../../../test/samples/list.sh');

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

/** No endpoint of one test is told of the sessions of the next, or calls anything outside. */
afterEach(async () => {
  await server.running.ctx.db.deleteFrom('webhooks').execute();
});

const call = (method: string, target: string, json?: unknown, key: string | undefined = server.keys.batch) =>
  server.call(method, target, { ...(key ? { key } : {}), ...(json === undefined ? {} : { json }) });
const create = async (path: string, more: Record<string, unknown> = {}) =>
  (await call('POST', WEBHOOKS, { url: receiver.url + path, ...more })).body;

describe('createWebhook', () => {
  it('201: everything by default, in both shapes; headers that look secret are masked', async () => {
    const answer = await call('POST', WEBHOOKS, {
      url: 'https://example.org/hook?token=abc',
      headers: ['X-Api-Key: k', 'X-Env: prod', 'X-Odd: Zm9vYmFyMTIzNDU2Nzg5MA', 'X-Scriptix-Event: mine'],
      description: 'to the archive',
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      url: 'https://example.org/hook?token=abc',
      method: 'POST',
      headers: ['X-Api-Key: ***', 'X-Env: prod', 'X-Odd: ***'],
      events: [
        'transcription.completed',
        'transcription.failed',
        'document.created',
        'document.updated',
        'document.deleted',
      ],
      description: 'to the archive',
      is_active: true,
      inactive_reason: null,
    });
    expect(answer.body.result.id).toBe(answer.body.id);
  });

  it('201 for a person with the role DEVELOPER', async () => {
    const { token } = await server.createPerson({ roles: ['DEVELOPER'] });
    const json = { url: 'https://example.org/person' };
    expect((await server.call('POST', WEBHOOKS, { key: token, json })).status).toBe(201);
  });

  it('422 names the field', async () => {
    const { status, body } = await call('POST', WEBHOOKS, { url: 'hook' });
    expect([status, body.error_code, body.details.field]).toEqual([422, 'VALIDATION_ERROR', 'url']);
  });

  it('401 without a key, 403 with one of another kind', async () => {
    const json = { url: 'https://example.org/' };
    expect((await server.call('POST', WEBHOOKS, { json })).status).toBe(401);
    expect((await call('POST', WEBHOOKS, json, server.keys.realtime)).body.error_code).toBe('WRONG_TOKEN_TYPE');
  });

  it('409: fifty are enough', async () => {
    const foreign = server.keys.foreign;
    const json = { url: 'https://example.org/' };
    const made = await Promise.all(Array.from({ length: 50 }, () => call('POST', WEBHOOKS, json, foreign)));
    expect(new Set(made.map(({ status }) => status))).toEqual(new Set([201]));
    expect((await call('POST', WEBHOOKS, json, foreign)).status).toBe(409);
  });
});

describe('listWebhooks, getWebhook', () => {
  it('200: the newest first, in pages; 404 for foreign and unknown ids', async () => {
    await create('/older');
    const { id } = await create('/listed');
    const list = await call('GET', `${WEBHOOKS}?limit=1`);
    expect(list.body).toMatchObject({ count: 1, total_results: 2, result: [{ id }] });
    expect((await call('GET', `${WEBHOOKS}/${id}`)).body).toMatchObject({ id, url: `${receiver.url}/listed` });
    expect((await call('GET', `${WEBHOOKS}/${id}`, undefined, server.keys.foreign)).body.error_code).toBe(
      'WEBHOOK_NOT_FOUND',
    );
    expect((await call('GET', WEBHOOKS, undefined, server.keys.foreign)).body.total_results).toBe(0);
    expect((await call('GET', `${WEBHOOKS}/2147483647`)).status).toBe(404);
    expect((await call('GET', `${WEBHOOKS}/x`)).status).toBe(422);
    expect((await server.call('GET', `${WEBHOOKS}/${id}`)).status).toBe(401);
  });
});

describe('an endpoint of the organisation', () => {
  it('is told of the events it asked for, of every session, with its own headers', async () => {
    const all = await create('/all', { method: 'PUT', headers: ['Authorization: Bearer one'] });
    const completed = await create('/completed', { events: ['transcription.completed'] });
    const off = await create('/off', { is_active: false });
    const first = await server.transcribe(NOT_MEDIA, { webhook_url: `${receiver.url}/session` });
    const received = await receiver.nth('/all', 1);
    expect([received.method, received.headers.authorization]).toEqual(['PUT', 'Bearer one']);
    expect(received.headers['x-scriptix-session']).toBe(first);
    const own = await receiver.nth('/session', 1);
    expect(own.headers['webhook-id']).not.toBe(received.headers['webhook-id']);
    expect(own.body).toBe(received.body);
    const { body } = await call('GET', `${WEBHOOKS}/deliveries?session_id=${first}`);
    const told = body.result.map((one: { webhook_id: number }) => one.webhook_id);
    expect(told).toContain(all.id);
    expect(told).toContain(null);
    for (const { id } of [completed, off]) expect(told).not.toContain(id);
  });
});

describe('updateWebhook', () => {
  it('200: changes what is given; a masked header keeps its value; what waits goes to the new address', async () => {
    receiver.answer('/wrong', (response) => response.writeHead(404).end());
    const { id } = await create('/wrong', { headers: ['Authorization: Bearer kept', 'X-Env: test'] });
    await server.transcribe(NOT_MEDIA);
    const first = await receiver.nth('/wrong', 1);
    const target = `${WEBHOOKS}/${id}/deliveries`;
    await expect
      .poll(async () => (await call('GET', target)).body.result[0].attempts_made, { timeout: 60_000 })
      .toBe(1);

    const changes = { url: `${receiver.url}/right`, headers: ['authorization: ***', 'X-Env: live'] };
    const updated = await call('PUT', `${WEBHOOKS}/${id}`, changes);
    expect(updated).toMatchObject({ status: 200, body: { id, method: 'POST', url: changes.url } });
    expect(updated.body.headers).toEqual(['Authorization: ***', 'X-Env: live']);

    const delivery = `${target}/${first.headers['webhook-id']}/redeliver`;
    expect((await call('POST', delivery)).status).toBe(202);
    const second = await receiver.nth('/right', 1);
    expect(second.headers).toMatchObject({
      authorization: 'Bearer kept',
      'x-env': 'live',
      'webhook-id': first.headers['webhook-id'],
    });
    expect(second.body).toBe(first.body);
  });

  it('200: switched off, what waits is stopped and cannot be sent again until it is switched on', async () => {
    receiver.answer('/busy', (response) => response.writeHead(500).end());
    const { id } = await create('/busy');
    await server.transcribe(NOT_MEDIA);
    const { headers } = await receiver.nth('/busy', 1);
    const target = `${WEBHOOKS}/${id}/deliveries`;
    await expect
      .poll(async () => (await call('GET', target)).body.result[0].attempts_made, { timeout: 60_000 })
      .toBe(1);
    expect((await call('PUT', `${WEBHOOKS}/${id}`, { is_active: false })).body.is_active).toBe(false);
    const [stopped] = (await call('GET', target)).body.result;
    expect(stopped).toMatchObject({
      status: 'stopped',
      reason: 'The webhook was switched off.',
      next_attempt_at: null,
    });
    const redeliver = `${target}/${headers['webhook-id']}/redeliver`;
    expect((await call('POST', redeliver)).status).toBe(409);
    await call('PUT', `${WEBHOOKS}/${id}`, { is_active: true });
    expect((await call('POST', redeliver)).status).toBe(202);
    await receiver.nth('/busy', 2);
  });

  it('401, 404, 422', async () => {
    const { id } = await create('/errors');
    const target = `${WEBHOOKS}/${id}`;
    expect((await server.call('PUT', target, { json: {} })).status).toBe(401);
    expect((await call('PUT', target, {}, server.keys.foreign)).status).toBe(404);
    expect((await call('PUT', target, { url: 'http://10.0.0.1' })).body.details.field).toBe('url');
    expect((await call('PUT', target, { headers: ['Host: x'] })).body.details.field).toBe('headers.0');
    expect((await call('GET', target)).body.url).toBe(`${receiver.url}/errors`);
  });
});

describe('after a change of PARLANCE_SECRET_KEY', () => {
  it('attempts say what is wrong; a new secret and the headers given anew mend it', async () => {
    const headers = ['Authorization: Bearer again'];
    const { id } = await create('/mended', { headers });
    const test = async () => (await call('POST', `${WEBHOOKS}/${id}/test`)).body.last_attempt;
    expect((await test()).error).toBeNull();
    await server.restart(undefined, { PARLANCE_SECRET_KEY: 'another secret' });
    expect((await test()).error).toMatch(/PARLANCE_SECRET_KEY/);
    expect((await call('GET', `${WEBHOOKS}/${id}`)).body.headers).toEqual(['Authorization: ***']);
    expect((await call('POST', `${WEBHOOKS}/secret`)).status).toBe(201);
    expect((await test()).error).toMatch(/PARLANCE_SECRET_KEY/);
    expect((await call('PUT', `${WEBHOOKS}/${id}`, { headers })).status).toBe(200);
    expect((await test()).error).toBeNull();
    expect(receiver.at('/mended')).toHaveLength(2);
    expect(receiver.at('/mended')[1]?.headers.authorization).toBe('Bearer again');
  });
});

describe('deleteWebhook', () => {
  it('204: gone, nothing more is sent to it, its log stays', async () => {
    receiver.answer('/gone-soon', (response) => response.writeHead(500).end());
    const { id } = await create('/gone-soon');
    const session = await server.transcribe(NOT_MEDIA);
    await receiver.nth('/gone-soon', 1);
    const target = `${WEBHOOKS}/${id}`;
    expect((await call('DELETE', target, undefined, server.keys.foreign)).status).toBe(404);
    expect((await server.call('DELETE', target)).status).toBe(401);
    expect((await call('DELETE', target)).status).toBe(204);
    expect((await call('DELETE', target)).status).toBe(404);
    expect((await call('GET', `${target}/deliveries`)).status).toBe(404);
    const log = `${WEBHOOKS}/deliveries?session_id=${session}`;
    await expect.poll(async () => (await call('GET', log)).body.result[0].attempts_made, { timeout: 60_000 }).toBe(1);
    const [left] = (await call('GET', log)).body.result;
    expect(left).toMatchObject({ status: 'stopped', reason: 'The webhook was deleted.', webhook_id: id });
    expect((await call('POST', `${WEBHOOKS}/deliveries/${left.id}/redeliver`)).status).toBe(409);
  });
});
