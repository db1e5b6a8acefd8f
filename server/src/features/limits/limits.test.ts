import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../test/test-server.ts';
import { readConfig } from '../../config.ts';
import type { AppError } from '../../platform/errors.ts';
import { addressBlock } from './address-block.ts';
import { organizationLimits } from './index.ts';

const LIMITS = '/api/v3/limits';
const SESSIONS = '/api/v3/speech-to-text/session';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    PARLANCE_RATE_PROFILE: 'silver',
    PARLANCE_RATE_PROFILES: JSON.stringify({ silver: { requests_per_minute: 70, requests_per_day: null } }),
    PARLANCE_MAX_UPLOAD_BYTES: '5000',
    PARLANCE_MAX_QUEUED_SESSIONS: '77',
    PARLANCE_UNAUTHENTICATED_PER_MINUTE: '33',
  });
});
afterAll(() => server.stop());

describe('getLimits', () => {
  it('200: every limit in force, and how much of it is used', async () => {
    const key = await server.createKey({ type: 'batch' });
    for (let index = 0; index < 3; index++) {
      expect((await server.call('POST', SESSIONS, { key, json: { language: 'xx' } })).status).toBe(200);
    }
    await server.call('GET', LIMITS);
    const { status, body } = await server.call('GET', LIMITS, { key });
    const reset_at = expect.stringMatching(/^\d{4}-.*Z$/);
    const idle = { used: 0, reset_at: null };
    expect([status, body.count, body.total_results]).toEqual([200, 1, 1]);
    expect(body.result).toEqual({
      profile: 'silver',
      requests: [
        { name: 'requests_per_minute', window_seconds: 60, limit: 70, used: 4, remaining: 66, reset_at },
        { name: 'requests_per_hour', window_seconds: 3_600, limit: 2_000, used: 4, remaining: 1_996, reset_at },
        { name: 'requests_per_day', window_seconds: 86_400, limit: null, remaining: null, ...idle },
      ],
      sub_limits: [
        { name: 'creations_per_minute', window_seconds: 60, limit: 60, used: 3, remaining: 57, reset_at },
        { name: 'custom_models_per_minute', window_seconds: 60, limit: 30, remaining: 30, ...idle },
        { name: 'reseller_per_minute', window_seconds: 60, limit: 100, remaining: 100, ...idle },
        { name: 'webhooks_per_minute', window_seconds: 60, limit: 30, remaining: 30, ...idle },
        { name: 'tokens_per_minute', window_seconds: 60, limit: 30, remaining: 30, ...idle },
        { name: 'realtime_per_minute', window_seconds: 60, limit: 60, remaining: 60, ...idle },
      ],
      unauthenticated: {
        name: 'unauthenticated_per_minute',
        window_seconds: 60,
        limit: 33,
        used: 1,
        remaining: 32,
        reset_at,
      },
      uploads: {
        max_upload_bytes: 5_000,
        max_duration_seconds: 86_400,
        upload_expiry_seconds: 86_400,
        max_json_body_bytes: 1_048_576,
        max_filename_length: 200,
      },
      queue: { concurrent_sessions: { limit: 10, used: 0 }, unfinished_sessions: { limit: 77, used: 0 } },
      accepting: { new_work: true, disk: true, queue: true, memory: true },
      events: { streams_per_key: 100 },
      realtime: {
        concurrent: { limit: 10, used: 0 },
        ...{ max_seconds: 43_200, idle_seconds: 300, reconnect_seconds: 30 },
      },
      webhooks: { attempt_minutes: [0, 1, 3, 8, 23, 53], timeout_seconds: 20 },
      idempotency: { max_key_length: 255, kept_seconds: 86_400 },
    });
  });

  it('200 for any kind of key and for people, each with a use of their own', async () => {
    for (const role of ['DEVELOPER', 'CONTRIBUTOR'] as const) {
      const { token } = await server.createPerson({ roles: [role] });
      const { status, body } = await server.call('GET', LIMITS, { key: token });
      expect([status, body.result.requests[0].used]).toEqual([200, 1]);
    }
    for (const type of ['realtime', 'reseller'] as const) {
      const { status, body } = await server.call('GET', LIMITS, { key: await server.createKey({ type }) });
      expect([status, body.result.requests[0].used]).toEqual([200, 1]);
    }
  });

  it('401 without a key and with a wrong one', async () => {
    expect((await server.call('GET', LIMITS)).body.error_code).toBe('UNAUTHORIZED');
    expect((await server.call('GET', LIMITS, { key: 'guess' })).body.error_code).toBe('INVALID_TOKEN');
  });
});

describe('organizationLimits', () => {
  it('says what an organisation may ask for: its own profile or that of the installation', async () => {
    const { ctx } = server.running;
    const find = () => organizationLimits(ctx, server.organizationId);
    expect(await find()).toMatchObject({ profile: 'silver', requests_per_minute: 70, concurrent_sessions: 10 });
    await ctx.db.updateTable('organizations').set({ rate_profile: 'gold' }).execute();
    expect(await find()).toMatchObject({ profile: 'gold', requests_per_minute: 120, concurrent_sessions: 20 });
    await ctx.db.updateTable('organizations').set({ rate_profile: null }).execute();
  });
});

describe('rate profiles', () => {
  const profiles = (text: string) => readConfig({ PARLANCE_RATE_PROFILES: text }).rateProfiles;

  it('are the documented plans, and 600 requests a minute for a server of one’s own', () => {
    const { rateProfile, rateProfiles } = readConfig({});
    const plan = ({
      requests_per_minute: a,
      requests_per_hour: b,
      requests_per_day: c,
      concurrent_sessions: d,
    }: never) => [a, b, c, d];
    expect(rateProfile).toBe('self-hosted');
    expect(Object.fromEntries(Object.entries(rateProfiles).map(([name, each]) => [name, plan(each as never)]))).toEqual(
      {
        free: [10, 100, 1_000, 2],
        bronze: [30, 500, 5_000, 5],
        silver: [60, 2_000, 20_000, 10],
        gold: [120, 5_000, 50_000, 20],
        enterprise: [600, null, null, null],
        'self-hosted': [600, null, null, null],
      },
    );
  });

  it('change where they are told to, and nowhere else', () => {
    const changed = profiles('{"gold":{"requests_per_hour":null,"concurrent_sessions":8}}');
    expect(changed.gold).toEqual({
      ...readConfig({}).rateProfiles.gold,
      requests_per_hour: null,
      concurrent_sessions: 8,
    });
    expect(changed.silver).toEqual(readConfig({}).rateProfiles.silver);
  });

  it.each([
    ['{', /must be JSON/],
    ['[]', /must be a JSON object/],
    ['{"glod":{}}', /knows the profiles free, bronze.*not "glod"/],
    ['{"__proto__":{"x":1}}', /knows the profiles/],
    ['{"gold":5}', /must have an object for "gold"/],
    ['{"gold":{"requests":5}}', /knows the fields requests_per_minute,.*not "gold.requests"/],
    ['{"gold":{"requests_per_minute":0}}', /a whole number from 1 to 1000000000 in "gold.requests_per_minute"/],
    ['{"gold":{"requests_per_minute":null}}', /whole number .* in "gold.requests_per_minute"$/],
    ['{"gold":{"requests_per_hour":1.5}}', /whole number .* in "gold.requests_per_hour", or null/],
    ['{"gold":{"requests_per_hour":"9"}}', /whole number/],
  ])('refuse %s', (text, problem) => {
    let thrown: unknown;
    try {
      profiles(text);
    } catch (error) {
      thrown = error;
    }
    expect((thrown as AppError).detail).toMatch(problem);
    expect((thrown as AppError).detail).toMatch(/^PARLANCE_RATE_PROFILES /);
  });

  it.each(['10.0.0.0/33', 'proxy', '::1/129', '10.0.0.1/', '1.2.3.4/8/9'])('refuse the proxy %s', (value) => {
    expect(() => readConfig({ PARLANCE_TRUSTED_PROXIES: value })).toThrow();
    expect(readConfig({ PARLANCE_TRUSTED_PROXIES: '10.0.0.0/8, ::1' }).trustedProxies).toEqual(['10.0.0.0/8', '::1']);
  });
});

describe('addresses', () => {
  it('of IPv6 are counted by the network of a customer', () => {
    expect(addressBlock('2001:db8:1:2:3:4:5:6')).toBe(addressBlock('2001:db8:1:2:ffff::'));
    expect(addressBlock('2001:db8:1:2::')).not.toBe(addressBlock('2001:db8:1:3::'));
    expect(addressBlock('::ffff:192.0.2.7')).toBe('192.0.2.7');
    expect(addressBlock('192.0.2.8')).toBe('192.0.2.8');
  });

  it('are those that a trusted proxy names, and no other', async () => {
    const ask = async (url: string) => {
      const { headers } = await server.call('GET', `${url}/health/live`, {
        headers: { 'x-forwarded-for': '198.51.100.7' },
      });
      return Number(headers.get('x-ratelimit-remaining'));
    };
    const trusting = await server.startBeside({ PARLANCE_TRUSTED_PROXIES: '127.0.0.0/8' });
    await server.call('GET', `${trusting.url}/api/v3/nothing`);
    expect(await ask(trusting.url)).toBe(33);
    await server.call('GET', '/api/v3/nothing', { headers: { 'x-forwarded-for': '198.51.100.7' } });
    expect(await ask(server.url)).toBeLessThan(33);
  });
});
