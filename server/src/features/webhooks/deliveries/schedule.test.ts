import path from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestServer, type TestServer } from '../../../../test/test-server.ts';
import { type Received, startWebhookReceiver, type WebhookReceiver } from '../../../../test/webhook-receiver.ts';
import { queueDueDeliveries } from './run-delivery.service.ts';
import { nextAttemptAt, readRetryAfter } from './schedule.ts';

const WEBHOOKS = '/api/v3/organization/webhooks';
const NOT_MEDIA = path.join(import.meta.dirname, '../../../../test/samples/list.sh');
const MINUTE_MS = 60_000;

let server: TestServer;
let receiver: WebhookReceiver;
let secret: string;
/** The server's clock stands still unless a test moves it. */
let clockMs = Date.now();
beforeAll(async () => {
  receiver = await startWebhookReceiver();
  server = await startTestServer({ PARLANCE_OUTBOUND_ALLOW: '127.0.0.1' }, { now: () => new Date(clockMs) });
  secret = (await call('POST', `${WEBHOOKS}/secret`)).body.secret;
});
afterAll(async () => {
  await server.stop();
  await receiver.close();
});

const call = (method: string, target: string) => server.call(method, target, { key: server.keys.batch });

/** The delivery once so many attempts have been made and written down. */
async function attempted(received: Received, count: number) {
  const target = `${WEBHOOKS}/deliveries/${received.headers['webhook-id']}`;
  await expect
    .poll(async () => (await call('GET', target)).body.attempts_made, { timeout: 60_000, interval: 20 })
    .toBe(count);
  return (await call('GET', target)).body;
}

/** Nothing is queued at this moment, and no later moment comes unless the clock is moved. */
async function expectNothingDue(delivery: { id: string; attempts_made: number }) {
  await queueDueDeliveries(server.running.ctx);
  const row = await server.running.ctx.db
    .selectFrom('webhook_deliveries')
    .select(['queued', 'attempts_made'])
    .where('id', '=', delivery.id)
    .executeTakeFirstOrThrow();
  expect(row).toEqual({ queued: false, attempts_made: delivery.attempts_made });
}

describe('the schedule', () => {
  it('0, 1, 3, 8, 23 and 53 minutes after the event, then abandoned: one id, one body, a fresh signature each time', async () => {
    const path = '/never';
    receiver.answer(path, (response) => response.writeHead(503).end());
    const eventMs = clockMs;
    await server.transcribe(NOT_MEDIA, { webhook_url: receiver.url + path });
    let delivery = await attempted(await receiver.nth(path, 1), 1);
    for (const [index, minutes] of [1, 3, 8, 23, 53].entries()) {
      const dueMs = eventMs + minutes * MINUTE_MS;
      expect(delivery).toMatchObject({ status: 'pending', next_attempt_at: new Date(dueMs).toISOString() });
      clockMs = dueMs - 1;
      await expectNothingDue(delivery);
      clockMs = dueMs;
      delivery = await attempted(await receiver.nth(path, index + 2), index + 2);
    }
    expect(delivery).toMatchObject({
      status: 'abandoned',
      reason: 'The receiver answered 503.',
      next_attempt_at: null,
      finished_at: new Date(clockMs).toISOString(),
    });
    const attempts = delivery.attempts.toReversed() as { started_at: string; outcome: string }[];
    expect(attempts.map(({ started_at }) => (Date.parse(started_at) - eventMs) / MINUTE_MS)).toEqual([
      0, 1, 3, 8, 23, 53,
    ]);
    expect(attempts.map(({ outcome }) => outcome)).toEqual([...Array(5).fill('retried'), 'abandoned']);

    clockMs += 24 * 60 * MINUTE_MS;
    await expectNothingDue(delivery);
    const received = receiver.at(path);
    expect(received).toHaveLength(6);
    expect(new Set(received.map(({ body, headers }) => body + headers['webhook-id'])).size).toBe(1);
    expect(new Set(received.map(({ headers }) => headers['webhook-signature'])).size).toBe(6);
    for (const [index, { body, headers }] of received.entries()) {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(attempts[index]?.started_at as string) });
      try {
        expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual(JSON.parse(body));
      } finally {
        vi.useRealTimers();
      }
    }

    // By hand it goes through the schedule once more.
    expect((await call('POST', `${WEBHOOKS}/deliveries/${delivery.id}/redeliver`)).status).toBe(202);
    const again = await attempted(await receiver.nth(path, 7), 7);
    expect(again).toMatchObject({ status: 'pending', next_attempt_at: new Date(clockMs + MINUTE_MS).toISOString() });
  });

  it('ends with the first success', async () => {
    const path = '/second';
    receiver.answer(path, (response) => response.writeHead(receiver.at(path).length === 1 ? 500 : 204).end());
    await server.transcribe(NOT_MEDIA, { webhook_url: receiver.url + path });
    await attempted(await receiver.nth(path, 1), 1);
    clockMs += MINUTE_MS;
    const delivery = await attempted(await receiver.nth(path, 2), 2);
    expect(delivery).toMatchObject({ status: 'delivered', reason: null, next_attempt_at: null });
    clockMs += 60 * MINUTE_MS;
    await expectNothingDue(delivery);
  });

  it('Retry-After puts the next attempt off', async () => {
    const path = '/busy';
    receiver.answer(path, (response) => response.writeHead(429, { 'retry-after': '150' }).end());
    await server.transcribe(NOT_MEDIA, { webhook_url: receiver.url + path });
    const delivery = await attempted(await receiver.nth(path, 1), 1);
    expect(delivery.next_attempt_at).toBe(new Date(clockMs + 150_000).toISOString());
    clockMs += 149_999;
    await expectNothingDue(delivery);
    clockMs += 1;
    const second = await attempted(await receiver.nth(path, 2), 2);
    expect(second.next_attempt_at, 'the third at 3 minutes would be too soon').toBe(
      new Date(clockMs + 150_000).toISOString(),
    );
  });

  it('410: stopped for good; an endpoint is switched off with everything that waits for it', async () => {
    const path = '/gone';
    receiver.answer(path, (response) => response.writeHead(receiver.at(path).length < 2 ? 500 : 410).end());
    const json = { url: receiver.url + path };
    const { id } = (await server.call('POST', WEBHOOKS, { key: server.keys.batch, json })).body;
    await server.transcribe(NOT_MEDIA);
    const waiting = await attempted(await receiver.nth(path, 1), 1);
    await server.transcribe(NOT_MEDIA);
    const gone = await attempted(await receiver.nth(path, 2), 1);
    expect(gone).toMatchObject({ status: 'stopped', reason: 'The receiver answered 410 Gone.', next_attempt_at: null });
    expect((await call('GET', `${WEBHOOKS}/deliveries/${waiting.id}`)).body).toMatchObject({ status: 'stopped' });
    expect((await call('GET', `${WEBHOOKS}/${id}`)).body).toMatchObject({
      is_active: false,
      inactive_reason: 'The receiver answered 410 Gone.',
    });
    clockMs += 60 * MINUTE_MS;
    await expectNothingDue(gone);
    await expectNothingDue(waiting);
    const before = receiver.at(path).length;
    const session = await server.transcribe(NOT_MEDIA, { webhook_url: `${receiver.url}/own-gone` });
    receiver.answer('/own-gone', (response) => response.writeHead(410).end());
    expect((await attempted(await receiver.nth('/own-gone', 1), 1)).status).toBe('stopped');
    expect((await call('GET', `${WEBHOOKS}/deliveries?session_id=${session}`)).body.total_results).toBe(1);
    expect(receiver.at(path)).toHaveLength(before);
  });
});

describe('nextAttemptAt', () => {
  const at = (minutes: number) => new Date(minutes * MINUTE_MS);
  const next = (attempts: number, startedMinutes: number, retryAfter: Date | null = null) => {
    const due = nextAttemptAt(
      { started_at: at(0), attempts },
      { started_at: at(startedMinutes), retry_after: retryAfter },
    );
    return due && due.getTime() / MINUTE_MS;
  };

  it('keeps to the minutes after the event, however long attempts take', () => {
    expect([next(1, 0.1), next(2, 1.3), next(3, 3.3), next(4, 8), next(5, 23), next(6, 53)]).toEqual([
      1,
      3,
      8,
      23,
      53,
      null,
    ]);
  });

  it('after a time the server was away, attempts do not come in a burst', () => {
    expect([next(1, 90), next(2, 91), next(3, 93), next(4, 98), next(5, 113)]).toEqual([91, 93, 98, 113, 143]);
  });

  it('is put off by the receiver for an hour at most, and never brought forward', () => {
    expect(next(1, 0, at(2))).toBe(2);
    expect(next(1, 0, at(0.5))).toBe(1);
    expect(next(1, 0, at(100_000))).toBe(60);
  });
});

describe('readRetryAfter', () => {
  const now = new Date('2026-01-01T00:00:00Z');
  it.each([
    ['120', '2026-01-01T00:02:00.000Z'],
    ['0', '2026-01-01T00:00:00.000Z'],
    ['Thu, 01 Jan 2026 00:10:00 GMT', '2026-01-01T00:10:00.000Z'],
    ['soon', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['99999999999999999999', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j', (value, wanted) => expect(readRetryAfter(value, now)?.toISOString()).toBe(wanted));
});
