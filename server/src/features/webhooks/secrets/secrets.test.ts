import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../../test/test-server.ts';
import { type Received, startWebhookReceiver, type WebhookReceiver } from '../../../../test/webhook-receiver.ts';

const WEBHOOKS = '/api/v3/organization/webhooks';
const SECRET = `${WEBHOOKS}/secret`;
const HOUR_MS = 3_600_000;

let server: TestServer;
let receiver: WebhookReceiver;
let webhook: number;
let clockMs = Date.now();
beforeAll(async () => {
  receiver = await startWebhookReceiver();
  server = await startTestServer({ PARLANCE_OUTBOUND_ALLOW: '127.0.0.1' }, { now: () => new Date(clockMs) });
  const json = { url: `${receiver.url}/hook` };
  webhook = (await server.call('POST', WEBHOOKS, { key: server.keys.batch, json })).body.id;
});
afterAll(async () => {
  await server.stop();
  await receiver.close();
});

const call = (method: string, target: string, key = server.keys.batch) => server.call(method, target, { key });
const rotate = async () => (await call('POST', SECRET)).body;

/** What the endpoint is sent now. */
async function sent(): Promise<Received> {
  const { body } = await call('POST', `${WEBHOOKS}/${webhook}/test`);
  expect(body.status).toBe('delivered');
  return receiver.received.at(-1) as Received;
}

/** Whether a receiver with this secret takes it. Its clock is the real one, so the time is left out of the question. */
function takes(secret: string, { headers, body }: Received): boolean {
  const at = new Date(Number(headers['webhook-timestamp']) * 1000);
  const wanted = new Webhook(secret).sign(headers['webhook-id'] as string, at, body);
  return String(headers['webhook-signature']).split(' ').includes(wanted);
}

describe('listWebhookSecrets', () => {
  it('200: none before anything is signed; then one nobody has seen, without the secret', async () => {
    expect((await call('GET', SECRET)).body).toEqual({ count: 0, total_results: 0, result: [] });
    await sent();
    const { body } = await call('GET', SECRET);
    expect(body).toMatchObject({ count: 1, result: [{ expires_at: null }] });
    expect(Object.keys(body.result[0])).toEqual(['id', 'preview', 'created_at', 'expires_at']);
    expect(body.result[0].preview).toMatch(/^whsec_...….{4}$/);
  });

  it('401 without a key, 403 for one of another kind; another organisation sees its own', async () => {
    expect((await server.call('GET', SECRET)).status).toBe(401);
    expect((await call('GET', SECRET, server.keys.realtime)).status).toBe(403);
    expect((await call('GET', SECRET, server.keys.foreign)).body.total_results).toBe(0);
  });
});

describe('rotateWebhookSecret', () => {
  it('201: shown once; the one before signs along for 24 hours', async () => {
    const first = await rotate();
    expect(first.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(first.result.secret).toBe(first.secret);
    const second = await rotate();
    expect((await call('GET', SECRET)).body.result).toMatchObject([
      { id: second.id, expires_at: null },
      { id: first.id, expires_at: new Date(clockMs + 24 * HOUR_MS).toISOString() },
    ]);

    const both = await sent();
    expect([takes(first.secret, both), takes(second.secret, both)]).toEqual([true, true]);
    clockMs += 23 * HOUR_MS;
    expect(takes(first.secret, await sent())).toBe(true);
    clockMs += HOUR_MS;
    const late = await sent();
    expect([takes(first.secret, late), takes(second.secret, late)]).toEqual([false, true]);
    expect((await call('GET', SECRET)).body.result).toMatchObject([{ id: second.id }]);
  });

  it('201: two sign at once, never three', async () => {
    const [first, second, third] = [await rotate(), await rotate(), await rotate()];
    const received = await sent();
    expect([first, second, third].map(({ secret }) => takes(secret, received))).toEqual([false, true, true]);
  });

  it('201 or 409 for requests at the same time, and one secret is the newest', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => call('POST', SECRET)));
    const made = answers.filter(({ status }) => status === 201);
    expect(made.length).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status !== 201).every(({ status }) => status === 409)).toBe(true);
    const { result } = (await call('GET', SECRET)).body;
    expect(result.filter((one: { expires_at: string | null }) => one.expires_at === null)).toHaveLength(1);
  });

  it('401 without a key', async () => {
    expect((await server.call('POST', SECRET)).status).toBe(401);
  });
});

describe('deleteWebhookSecret', () => {
  it('204: a rotated one ends at once; 409 for the newest; 404 for foreign and unknown ones', async () => {
    const [first, second] = [await rotate(), await rotate()];
    const target = `${SECRET}/${first.id}`;
    expect((await server.call('DELETE', target)).status).toBe(401);
    expect((await call('DELETE', target, server.keys.foreign)).body.error_code).toBe('WEBHOOK_SECRET_NOT_FOUND');
    expect((await call('DELETE', target)).status).toBe(204);
    expect((await call('DELETE', target)).status).toBe(404);
    expect((await call('DELETE', `${SECRET}/x`)).status).toBe(422);
    expect((await call('DELETE', `${SECRET}/${second.id}`)).status).toBe(409);
    const received = await sent();
    expect([takes(first.secret, received), takes(second.secret, received)]).toEqual([false, true]);
  });
});
