import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailServer, secretIn, startMailServer } from '../../../test/mail-server.ts';
import { startTestServer, type TestServer } from '../../../test/test-server.ts';

const SESSIONS = '/api/v3/speech-to-text/session';
let server: TestServer;
let mails: MailServer;
const now = () => new Date();
beforeAll(async () => {
  mails = await startMailServer();
  server = await startTestServer(
    { PARLANCE_SMTP_URL: mails.url, PARLANCE_SHARE_MAILS_PER_DAY: '8' },
    { now: () => now() },
  );
});
afterAll(async () => {
  await server?.stop();
  await mails?.stop();
});

type Options = Parameters<TestServer['call']>[2];
const call = (method: string, path: string, options: Options = {}) =>
  server.call(method, path, { key: server.keys.batch, ...options });

/** A document in a session of its own. */
async function make(key = server.keys.batch) {
  const { body } = await call('POST', SESSIONS, { key, json: { language: 'xx', session_mode: 'upload' } });
  const { session_id } = body;
  const json = { filename: 'Interview', document: [{ start: 0, stop: 1_000, text: 'It was said.' }] };
  const made = await call('POST', `${SESSIONS}/${session_id}/document`, { key, json });
  const document_id: string = made.body.result.id;
  const path = `${SESSIONS}/${session_id}/document/${document_id}`;
  return { session_id, document_id, path, shared: `${SESSIONS}/${session_id}/shared` };
}
const audit = (action: string) =>
  server.running.ctx.db.selectFrom('audit_log').selectAll().where('action', '=', action).orderBy('id').execute();
const inADay = () => new Date(Date.now() + 86_400_000).toISOString();

/** Those that no route may answer otherwise. */
async function refusesOthers(method: string, path: string, json?: unknown) {
  const nobody = await server.call(method, path, { json });
  expect([nobody.status, nobody.body.error_code]).toEqual([401, 'UNAUTHORIZED']);
  expect((await call(method, path, { json, key: server.keys.foreign })).status).toBe(404);
  expect((await call(method, path, { json, key: server.keys.secondBatch })).status).toBe(401);
  const customer = await server.createPerson({ roles: ['CUSTOMER'] });
  expect((await call(method, path, { json, key: customer.token })).status).toBe(403);
}

describe('createShare', () => {
  it('makes a link to edit by, without a body; its token lies in the fragment and is stored as a hash', async () => {
    const { path, session_id, document_id } = await make();
    const { status, body } = await call('POST', `${path}/share`);
    expect(status).toBe(201);
    const { link, id, token, ...rest } = body.result;
    expect(rest).toEqual({ permission: 'edit', expires_at: null, has_password: false });
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(link).toBe(`${server.url}/shared/${session_id}/${document_id}#token=${token}`);
    const row = await server.running.ctx.db
      .selectFrom('shares')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row.token_hash).toEqual(createHash('sha256').update(token).digest());
    expect(JSON.stringify(row)).not.toContain(token);
    expect((await audit('share.created')).at(-1)).toMatchObject({ document_id, target: `share:${id}` });
    expect(JSON.stringify(await audit('share.created'))).not.toContain(token);
  });

  it.each([
    ['a body that is announced and empty', { headers: { 'content-type': 'application/json' } }],
    ['the ids of the page before', { json: { sessionId: 'x', documentId: 'y' } }],
    ['null', { json: null }],
  ])('takes %s', async (_name, options) => {
    const { path } = await make();
    expect((await call('POST', `${path}/share`, options)).status).toBe(201);
  });

  it('takes what the link may do, how long, a password and a label', async () => {
    const { path } = await make();
    const json = { permissions: 'view', expires_in_days: 3, password: 'open sesame', name: 'For the lawyer' };
    const { body } = await call('POST', `${path}/share`, { json });
    expect(body.result).toMatchObject({ permission: 'view', has_password: true });
    const days = (Date.parse(body.result.expires_at) - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(3, 2);
    const listed = (await call('GET', `${path}/share`)).body.result[0];
    expect(listed).toMatchObject({ name: 'For the lawyer', permission: 'view', has_password: true, is_expired: false });
    const at = inADay();
    expect((await call('POST', `${path}/share`, { json: { expires_at: at } })).body.result.expires_at).toBe(at);
  });

  it.each([
    [{ permission: 'own' }],
    [{ permission: 'view', permissions: 'edit' }],
    [{ expires_in_days: 0 }],
    [{ expires_in_days: 366 }],
    [{ expires_in_days: 1, expires_at: inADay() }],
    [{ expires_at: '2020-01-01T00:00:00Z' }],
    [{ expires_at: 'tomorrow' }],
    [{ password: 'short' }],
    [{ password: 'x'.repeat(201) }],
    [{ name: 'x'.repeat(101) }],
    [{ name: 'a\nb' }],
    [[]],
  ])('refuses %j', async (json) => {
    const { path } = await make();
    const { status, body } = await call('POST', `${path}/share`, { json });
    expect([status, body.error_code]).toEqual([422, 'VALIDATION_ERROR']);
  });

  it('refuses others, and folders that may only be read', async () => {
    const { path, session_id } = await make();
    await refusesOthers('POST', `${path}/share`);
    const { db } = server.running.ctx;
    const folder_id = await server.createFolder();
    const reader = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const organization_id = server.organizationId;
    await db
      .updateTable('folders')
      .set({ is_private: true, access_root: folder_id })
      .where('id', '=', folder_id)
      .execute();
    await db
      .insertInto('folder_grants')
      .values({ folder_id, organization_id, grantee: `user:${reader.id}`, permission: 1 })
      .execute();
    await db.updateTable('sessions').set({ folder_id }).where('session_id', '=', session_id).execute();
    expect((await call('POST', `${path}/share`, { key: reader.token })).status).toBe(403);
    const stranger = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    expect((await call('POST', `${path}/share`, { key: stranger.token })).status).toBe(404);
  });

  it('shares a finished document, for reading', async () => {
    const { path, shared } = await make();
    await call('POST', `${path}/finished_status?status=true`);
    const { status, body } = await call('POST', `${path}/share`);
    expect(status).toBe(201);
    const seen = await server.call('GET', `${shared}?token=${body.result.token}`);
    expect(seen.body.result.share).toMatchObject({ permission: 'edit', finished: true, can_edit: false });
  });

  it('is made once for an Idempotency-Key', async () => {
    const { path } = await make();
    const headers = { 'idempotency-key': path };
    const [first, second] = [
      await call('POST', `${path}/share`, { headers, json: {} }),
      await call('POST', `${path}/share`, { headers, json: {} }),
    ];
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect((await call('GET', `${path}/share`)).body.total_results).toBe(1);
  });

  it('makes no more than 200 that work, however many ask at once', async () => {
    const { path, document_id } = await make();
    const { db } = server.running.ctx;
    const { id } = await db
      .selectFrom('documents')
      .select('id')
      .where('document_id', '=', document_id)
      .executeTakeFirstOrThrow();
    const row = (index: number, rest: object) => ({
      ...{ organization_id: server.organizationId, document: id, permission: 'view' as const, ...rest },
      token_hash: createHash('sha256').update(`${path} ${index}`).digest(),
    });
    const ended = { expires_at: new Date(Date.now() - 1_000) };
    const rows = [...Array(198).keys()].map((index) => row(index, {}));
    await db
      .insertInto('shares')
      .values([...rows, row(1_000, ended), row(1_001, { revoked_at: new Date() })])
      .execute();
    const answers = await Promise.all(Array.from({ length: 5 }, () => call('POST', `${path}/share`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409]);
  });
});

describe('listShares', () => {
  it('tells of the links of a document what everybody may know, the newest first', async () => {
    const { path } = await make();
    const person = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const first = await call('POST', `${path}/share`, { json: { name: 'one', expires_in_days: 1 } });
    await call('POST', `${path}/share`, { json: { name: 'two' }, key: person.token });
    const { status, body } = await call('GET', `${path}/share`);
    expect([status, body.count, body.total_results]).toEqual([200, 2, 2]);
    expect(Object.keys(body.result[0]).sort()).toEqual(
      [
        'created_at',
        'created_by',
        'expires_at',
        'has_password',
        'id',
        'is_expired',
        'last_used_at',
        'name',
        'permission',
        'use_count',
      ].sort(),
    );
    expect(body.result.map(({ name }: { name: string }) => name)).toEqual(['two', 'one']);
    expect(body.result[0]).toMatchObject({ created_by: `user:${person.id}`, last_used_at: null, use_count: 0 });
    expect(body.result[1].created_by).toMatch(/^key:\d+$/);
    expect(JSON.stringify(body)).not.toContain(first.body.result.token);
    const paged = await call('GET', `${path}/share?offset=1&limit=1`);
    expect([paged.body.count, paged.body.total_results, paged.body.result[0].name]).toEqual([1, 2, 'one']);
    expect((await call('GET', `${path}/share?offset=-1`)).status).toBe(422);
    await server.running.ctx.db
      .updateTable('shares')
      .set({ expires_at: new Date(Date.now() - 1_000) })
      .where('id', '=', first.body.result.id)
      .execute();
    expect((await call('GET', `${path}/share`)).body.result[1].is_expired).toBe(true);
  });

  it('refuses others', async () => refusesOthers('GET', `${(await make()).path}/share`));
});

describe('revokeShare', () => {
  it('ends a link at once, in every process, and only once', async () => {
    const beside = await server.startBeside();
    const { path, shared } = await make();
    const { id, token } = (await call('POST', `${path}/share`)).body.result;
    const open = (url: string) => server.call('GET', `${url}${shared}?token=${token}`);
    expect([(await open(server.url)).status, (await open(beside.url)).status]).toEqual([200, 200]);
    expect((await call('DELETE', `${path}/share/${id}`)).status).toBe(204);
    expect([(await open(server.url)).status, (await open(beside.url)).status]).toEqual([401, 401]);
    const again = await call('DELETE', `${path}/share/${id}`);
    expect([again.status, again.body.error_code]).toEqual([404, 'SHARE_NOT_FOUND']);
    expect((await call('GET', `${path}/share`)).body.result).toEqual([]);
    expect((await audit('share.revoked')).at(-1)?.target).toBe(`share:${id}`);
  });

  it('refuses others, and links of other documents', async () => {
    const [mine, other] = [await make(), await make()];
    const { id } = (await call('POST', `${mine.path}/share`)).body.result;
    await refusesOthers('DELETE', `${mine.path}/share/${id}`);
    expect((await call('DELETE', `${other.path}/share/${id}`)).status).toBe(404);
    expect((await call('DELETE', `${mine.path}/share/none`)).status).toBe(422);
    expect((await call('DELETE', `${mine.path}/share/${id}`)).status).toBe(204);
  });
});

describe('mailShare', () => {
  it('sends one link to several people, a mail to each, with nothing of it believed', async () => {
    const { path, shared } = await make();
    const { id, token } = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    await server.running.ctx.db
      .updateTable('users')
      .set({ first_name: 'Ada\r\nBcc: victim@people.example', last_name: '<script>alert(1)</script>' })
      .where('id', '=', id)
      .execute();
    const json = {
      emails: ['one@guests.example', 'two@guests.example'],
      message: 'Please look.\n<script>alert(2)</script>',
      permission: 'view',
      password: 'open sesame',
    };
    const { status, body } = await call('POST', `${path}/share/email`, { key: token, json });
    expect([status, body.result]).toEqual([
      200,
      expect.objectContaining({ emails_sent: json.emails, success: true, id: expect.any(Number), permission: 'view' }),
    ]);
    const [one, two] = [
      await mails.mailTo('one@guests.example', /shares a transcript/),
      await mails.mailTo('two@guests.example', /shares a transcript/),
    ];
    for (const mail of [one, two]) {
      expect(mail.recipients).toHaveLength(1);
      expect(mail.headers.filter(({ key }) => key === 'bcc')).toEqual([]);
      expect(mail.text).toContain('Please look.');
      expect(mail.html).not.toContain('<script');
      expect(mail.raw).not.toContain('open sesame');
      expect(body.result.link.endsWith(`#token=${secretIn(mail)}`)).toBe(true);
    }
    const opened = await server.call('GET', shared, {
      headers: { 'x-share-token': secretIn(one), 'x-share-password': 'open%20sesame' },
    });
    expect(opened.status).toBe(200);
    const noted = (await audit('share.mailed')).at(-1);
    expect(noted).toMatchObject({ actor: `user:${id}`, details: { mails: 2 } });
    expect(JSON.stringify(noted)).not.toContain('guests.example');
  });

  it.each([
    [{}],
    [{ emails: [] }],
    [{ emails: ['nobody'] }],
    [{ emails: ['a@guests.example\r\nBcc: b@guests.example'] }],
    [{ emails: ['a@guests.example', 'A@guests.example'] }],
    [{ emails: Array.from({ length: 51 }, (_, index) => `${index}@guests.example`) }],
    [{ emails: ['a@guests.example'], message: 'x'.repeat(501) }],
    [{ emails: ['a@guests.example'], expires_in_days: 0 }],
  ])('refuses %j', async (json) => {
    const { path } = await make();
    const { status, body } = await call('POST', `${path}/share/email`, { json });
    expect([status, body.error_code]).toEqual([422, 'VALIDATION_ERROR']);
    expect((await call('GET', `${path}/share`)).body.result).toEqual([]);
  });

  it('refuses others', async () => {
    await refusesOthers('POST', `${(await make()).path}/share/email`, { emails: ['a@guests.example'] });
  });

  it('is no cannon: so many a day, then nothing is made and nothing sent', async () => {
    const { path } = await make();
    const emails = Array.from({ length: 5 }, (_, index) => `cannon-${index}@guests.example`);
    expect((await call('POST', `${path}/share/email`, { json: { emails } })).status).toBe(200);
    const { status, body, headers } = await call('POST', `${path}/share/email`, { json: { emails } });
    expect([status, body.error_code, body.detail]).toEqual([
      429,
      'RATE_LIMIT_EXCEEDED',
      expect.stringContaining('8 links by mail a day, and 1 are left'),
    ]);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await call('GET', `${path}/share`)).body.total_results).toBe(1);
  });
});

describe('links', () => {
  it('go with their document, and 30 days after they ended', async () => {
    const { path } = await make();
    const { db } = server.running.ctx;
    const of = (ids: number[]) => db.selectFrom('shares').select('id').where('id', 'in', ids).orderBy('id').execute();
    const made = async (json: object) => (await call('POST', `${path}/share`, { json })).body.result.id as number;
    const ids = [
      await made({ expires_in_days: 1 }),
      await made({}),
      await made({ expires_in_days: 2 }),
      await made({}),
    ];
    await call('DELETE', `${path}/share/${ids[3]}`);
    const { purgeShares } = await import('./index.ts');
    const later = (days: number) => ({ ...server.running.ctx, now: () => new Date(Date.now() + days * 86_400_000) });
    await purgeShares(later(29));
    expect(await of(ids)).toHaveLength(4);
    await purgeShares(later(31.5));
    expect((await of(ids)).map(({ id }) => id)).toEqual([ids[1], ids[2]]);
    await call('DELETE', path);
    expect(await of(ids)).toEqual([]);
  });
});
