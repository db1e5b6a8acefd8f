import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, startTestServer, type TestServer } from './test-server.ts';

/**
 * What somebody tries who wants into accounts of others. Codes that are replayed are in the tests of the second factor, redirects
 * and forged answers in those of single sign-on, roles in those of people and of the account.
 */
const LOGIN = '/api/v3/auth/login';
const ME = '/api/v3/account/me';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ PARLANCE_TRUSTED_PROXIES: '127.0.0.1' });
});
afterAll(() => server.stop());

let address = 0;
/** An address nobody has used, as a proxy tells it. */
const anywhere = () => `198.51.${100 + Math.floor(++address / 250)}.${1 + (address % 250)}`;
const signIn = (username: string, password: string, from = anywhere(), extra: Record<string, string> = {}) =>
  server.call('POST', LOGIN, { json: { username, password }, headers: { 'x-forwarded-for': from, ...extra } });
const codeOf = async (key: string) => (await server.call('GET', ME, { key })).body.error_code;
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;

describe('finding out who has an account', () => {
  it('by time: an unknown address takes as long as a wrong password', async () => {
    const { email } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const times: Record<string, number[]> = { known: [], unknown: [] };
    for (let round = 0; round < 25; round++) {
      for (const [who, username] of [
        ['known', email],
        ['unknown', `nobody${round}@people.example`],
      ] as const) {
        const started = performance.now();
        expect((await signIn(username, 'Wrong-Horse-1')).status).toBe(401);
        times[who]?.push(performance.now() - started);
      }
    }
    // Without the work done for nobody it would be a tenth.
    const ratio = median(times.unknown as number[]) / median(times.known as number[]);
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.7);
  });
});

describe('guessing passwords', () => {
  it('stops after ten from one place, though the right one comes; elsewhere the owner gets in', async () => {
    const { email } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const place = anywhere();
    const answers = [];
    for (let guess = 0; guess < 11; guess++) answers.push(await signIn(email, `Guess-Horse-${guess}`, place));
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(10).fill(401), 429]);
    expect(answers.at(-1)?.headers.get('retry-after')).toMatch(/^[1-9]\d?$/);
    expect((await signIn(email, PASSWORD, place)).status).toBe(429);
    expect((await signIn(email, PASSWORD)).status).toBe(200);
    expect((await signIn((await server.createPerson({ roles: ['CONTRIBUTOR'] })).email, PASSWORD, place)).status).toBe(
      200,
    );
  });

  it('stops for fifty guesses that come at once too', async () => {
    const { email } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const place = anywhere();
    const guesses = Array.from({ length: 50 }, (_, guess) => signIn(email, `Guess-Horse-${guess}`, place));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(11);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(39);
  });

  it('from all over the world shuts out strangers, not those who are known where they are', async () => {
    const { email } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const home = anywhere();
    expect((await signIn(email, PASSWORD, home)).status).toBe(200);
    for (let round = 0; round < 10; round++) {
      const place = anywhere();
      await Promise.all(Array.from({ length: 10 }, (_, guess) => signIn(email, `Guess-${round}-${guess}`, place)));
    }
    expect((await signIn(email, PASSWORD)).status).toBe(429);
    expect((await signIn(email, PASSWORD, home)).status).toBe(200);
  });

  it('of many accounts from one place stops too', async () => {
    const place = anywhere();
    const statuses = [];
    for (let guess = 0; guess < 31; guess++) {
      statuses.push((await signIn(`person${guess}@people.example`, 'Password1234', place)).status);
    }
    expect(statuses.slice(0, 30)).toEqual(Array<number>(30).fill(401));
    expect(statuses[30]).toBe(429);
  });
});

describe('tokens', () => {
  const jwt = (header: object, payload: object, secret?: string) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part(header)}.${part(payload)}`;
    return `${text}.${secret === undefined ? '' : createHmac('sha256', secret).update(text).digest('base64url')}`;
  };

  it('that are forged, not signed, or made of what the database keeps open nothing', async () => {
    const { id, token } = await server.createPerson({ roles: ['ORGADMIN'] });
    const claims = { sub: String(id), user_id: id, roles: ['SYSOP'], exp: 4_000_000_000 };
    const hash = createHash('sha256').update(token).digest();
    for (const forged of [
      jwt({ alg: 'none', typ: 'JWT' }, claims),
      jwt({ alg: 'None' }, claims),
      jwt({ alg: 'HS256' }, claims, ''),
      jwt({ alg: 'HS256' }, claims, 'secret'),
      `parlance_login_${hash.toString('base64url')}`,
      `parlance_login_${'A'.repeat(43)}`,
      token.toUpperCase(),
      `${token.slice(0, -1)}`,
      `${token}x`,
      `parlance_login_${"' or '1'='1".padEnd(43, 'x')}`.replaceAll(' ', '+'),
    ]) {
      const answer = await server.call('GET', ME, { headers: { authorization: `Bearer ${forged}` } });
      expect([answer.status, answer.body.error_code], forged).toEqual([401, 'INVALID_TOKEN']);
    }
    expect((await server.call('GET', `${ME}?token=${token}`)).status, 'in the address').toBe(401);
    expect((await server.call('GET', ME, { headers: { cookie: `parlance=${token}` } })).status, 'as a cookie').toBe(
      200,
    );
  });

  it('that were stolen end with the login, in every process within a second', async () => {
    const beside = await server.startBeside();
    const { token } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const there = async () =>
      (await fetch(`${beside.url}${ME}`, { headers: { authorization: `Bearer ${token}` } })).status;
    expect([await codeOf(token), await there()]).toEqual([undefined, 200]);
    expect((await server.call('POST', '/api/v3/auth/logout', { key: token })).status).toBe(204);
    const ended = Date.now();
    await expect.poll(there, { interval: 20, timeout: 3_000 }).toBe(401);
    expect(Date.now() - ended).toBeLessThanOrEqual(1_100);
    expect(await codeOf(token)).toBe('INVALID_TOKEN');
  });

  it('are not in logs of requests, audit or mails', async () => {
    const { token } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const { db } = server.running.ctx;
    const audit = await db.selectFrom('audit_log').selectAll().execute();
    expect(JSON.stringify(audit)).not.toContain(token.slice(15));
    expect(JSON.stringify(audit)).not.toContain(PASSWORD);
  });
});

describe('pages of others', () => {
  const cookieLogin = (username: string, headers: Record<string, string>) =>
    server.call('POST', `${LOGIN}?login_type=cookie`, {
      body: new URLSearchParams({ username, password: PASSWORD }),
      headers: { 'x-forwarded-for': anywhere(), ...headers },
    });

  it('cannot sign anybody in to an account of theirs', async () => {
    const { email } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ] as Record<string, string>[]) {
      const answer = await cookieLogin(email, headers);
      expect([answer.status, answer.body.error_code]).toEqual([403, 'CROSS_SITE']);
      expect(answer.headers.get('set-cookie')).toBeNull();
    }
    expect((await cookieLogin(email, { origin: server.url })).status).toBe(200);
  });

  it('cannot fix the session: signing in gives a new token, whatever cookie came', async () => {
    const [victim, attacker] = [
      await server.createPerson({ roles: ['CONTRIBUTOR'] }),
      await server.createPerson({ roles: ['CONTRIBUTOR'] }),
    ];
    const planted = [`parlance=${attacker.token}`, `parlance=parlance_login_${'A'.repeat(43)}`];
    for (const cookie of planted) {
      const { headers } = await cookieLogin(victim.email, { cookie });
      const given = /parlance=([^;]+)/.exec(headers.get('set-cookie') ?? '')?.[1] as string;
      expect(cookie).not.toContain(given);
      expect((await server.call('GET', ME, { key: given })).body.email).toBe(victim.email);
    }
    // One browser, one login: what was planted is over.
    expect((await server.call('GET', ME, { key: attacker.token })).status).toBe(401);
  });
});
