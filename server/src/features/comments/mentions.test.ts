import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../../test/mail-server.ts';
import { startTestServer, type TestServer } from '../../../test/test-server.ts';
import { insertOrganization } from '../organizations/index.ts';

const SESSIONS = '/api/v3/speech-to-text/session';
type Person = Awaited<ReturnType<TestServer['createPerson']>>;

let mails: MailServer;
let server: TestServer;
let session: string;
let comments: string;
let author: Person;
let reader: Person;

beforeAll(async () => {
  mails = await startMailServer();
  server = await startTestServer({ PARLANCE_SMTP_URL: mails.url });
  author = await server.createPerson({ roles: ['CONTRIBUTOR'] });
  reader = await server.createPerson({ roles: ['CONTRIBUTOR'] });
  const options = { key: server.keys.batch };
  const json = { language: 'xx', session_mode: 'upload' };
  session = (await server.call('POST', SESSIONS, { ...options, json })).body.session_id;
  const document = [{ id: 'one', start: 0, stop: 1_000, text: '<b>words</b> =1+1' }];
  const filename = '<script>alert(1)</script> talk';
  const made = await server.call('POST', `${SESSIONS}/${session}/document`, {
    ...options,
    json: { filename, document },
  });
  comments = `${SESSIONS}/${session}/document/${made.body.result.id}/comments`;
});
afterAll(async () => {
  await server.stop();
  await mails.stop();
});

const say = (json: object, key = author.token) => server.call('POST', comments, { key, json });
const mailsTo = ({ email }: Person) => mails.mails.filter(({ recipients }) => recipients.includes(email));

describe('mentions', () => {
  it('are told by mail, once, with everything escaped, and by the event', async () => {
    await server.running.ctx.db
      .updateTable('users')
      .set({ first_name: '<img src=x onerror=alert(1)>', last_name: '=?utf-8?q?=0ABcc:x@y.example?=' })
      .where('id', '=', author.id)
      .execute();
    const text = `<script>alert("a")</script> & ${'long '.repeat(200)}`;
    const { status, body } = await say({ text, mentions: [reader.id, reader.id, author.id] });
    expect(status).toBe(201);
    expect(body.mentions.map(({ id }: Person) => id)).toEqual([reader.id, author.id]);
    const mail = await mails.mailTo(reader.email, /mentioned you/);
    expect(mail.html).not.toMatch(/<script|<img/);
    expect(mail.html).toContain('&lt;script&gt;alert(&quot;a&quot;)&lt;/script&gt; &amp;');
    expect(mail.text).toContain('<script>alert("a")</script> & long');
    expect(mail.text).toContain('…');
    expect(mail.text?.length).toBeLessThan(1_200);
    expect(mail.text).toContain('answer in Parlance only');
    expect(mail.text).toContain(server.url);
    expect(mail.headers.some(({ key }) => key === 'bcc')).toBe(false);
    expect(mail.recipients).toEqual([reader.email]);
    await expect
      .poll(() => server.events().find((event) => 'comment_id' in event && event.comment_id === body.id))
      .toMatchObject({ mentions: [reader.id, author.id] });

    const third = await server.createPerson({ roles: ['CUSTOMER'] });
    const change = (json: object) => server.call('PUT', `${comments}/${body.id}`, { key: author.token, json });
    expect((await change({ text: 'Other words' })).status).toBe(200);
    expect((await change({ mentions: [] })).body.mentions).toEqual([]);
    expect((await change({ mentions: [reader.id, third.id] })).body.mentions).toHaveLength(2);
    await mails.mailTo(third.email, /mentioned you/);
    // All are handed over in order: whoever was mailed twice would have been so by now.
    expect([mailsTo(reader).length, mailsTo(author).length, mailsTo(third).length]).toEqual([1, 0, 1]);
  });

  it('404 for foreign, deleted, inactive and unknown people; nothing is said then', async () => {
    const other = await insertOrganization(server.running.ctx.db, 'Elsewhere');
    const foreign = await server.createPerson({ roles: ['CONTRIBUTOR'], organization_id: other.id });
    const [inactive, deleted] = [
      await server.createPerson({ roles: ['CONTRIBUTOR'] }),
      await server.createPerson({ roles: ['CONTRIBUTOR'] }),
    ];
    const { db } = server.running.ctx;
    await db.updateTable('users').set({ is_active: false }).where('id', '=', inactive.id).execute();
    await db.updateTable('users').set({ deleted_at: new Date() }).where('id', '=', deleted.id).execute();
    const before = await db.selectFrom('comments').select('id').execute();
    for (const id of [foreign.id, inactive.id, deleted.id, 2_147_483_647]) {
      const { status, body } = await say({ text: 'x', mentions: [reader.id, id] });
      expect([status, body.error_code]).toEqual([404, 'USER_NOT_FOUND']);
    }
    expect(await db.selectFrom('comments').select('id').execute()).toEqual(before);
    const { body } = await say({ text: 'x' });
    const json = { mentions: [foreign.id] };
    expect((await server.call('PUT', `${comments}/${body.id}`, { key: author.token, json })).status).toBe(404);
  });

  it('422 for somebody who may not see the folder, or may see no session at all', async () => {
    const { db } = server.running.ctx;
    const operator = await server.createPerson({ roles: ['SYSOP'] });
    expect((await say({ text: 'x', mentions: [operator.id] })).status).toBe(422);
    const folder = await server.createFolder();
    await db.updateTable('folders').set({ is_private: true, access_root: folder }).where('id', '=', folder).execute();
    await db.updateTable('sessions').set({ folder_id: folder }).where('session_id', '=', session).execute();
    const admin = await server.login();
    const { status, body } = await say({ text: 'x', mentions: [reader.id] }, admin);
    expect([status, body.details]).toEqual([
      422,
      { field: 'mentions', issue: expect.any(String), user_ids: [reader.id] },
    ]);
    const grant = { folder_id: folder, grantee: `user:${reader.id}`, permission: 1 };
    await db
      .insertInto('folder_grants')
      .values({ ...grant, organization_id: server.organizationId })
      .execute();
    expect((await say({ text: 'x', mentions: [reader.id] }, admin)).status).toBe(201);
    await db.updateTable('sessions').set({ folder_id: null }).where('session_id', '=', session).execute();
  });

  it('are forgotten with the person, as is who wrote and resolved; what was said stays', async () => {
    const gone = await server.createPerson({ roles: ['CONTRIBUTOR'] });
    const [own, about] = [
      (await say({ text: 'Of theirs' }, gone.token)).body,
      (await say({ text: 'Of them', mentions: [gone.id] })).body,
    ];
    const json = { resolved: true };
    await server.call('PUT', `${comments}/${about.id}`, { key: gone.token, json });
    const admin = await server.login();
    expect((await server.call('DELETE', `/api/v3/organization/user/${gone.id}`, { key: admin })).status).toBe(204);
    const find = async (id: number) =>
      (await server.call('GET', `${comments}/${id}`, { key: author.token })).body.result;
    await expect.poll(() => find(own.id), { timeout: 15_000 }).toMatchObject({ text: 'Of theirs', author: null });
    expect(await find(own.id)).toMatchObject({ user: null });
    expect(await find(about.id)).toMatchObject({ resolved: true, resolved_by: null, mentions: [] });
    const { db } = server.running.ctx;
    const rows = await db
      .selectFrom('comments')
      .select(['notified', 'resolved_by'])
      .where('id', '=', about.id)
      .execute();
    expect(rows).toEqual([{ notified: [], resolved_by: null }]);
  });
});

describe('comments as a file', () => {
  it('200 CSV without formulas, HTML without scripts', async () => {
    const { body } = await say({
      text: '=HYPERLINK("http://x.example")\n<script>alert(1)</script>',
      segment_id: 'one',
    });
    await say({ text: '<img src=x onerror=alert(1)>', parent_id: body.id });
    const get = (format: string) => server.call('GET', `${comments}?format=${format}`, { key: author.token });
    const csv = await get('csv');
    expect([csv.status, csv.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(csv.body).toMatch(/^id,parent_id,start,stop,author,text,/);
    expect(csv.body).toContain(`"'=HYPERLINK(""http://x.example"")\n<script>`);
    expect(csv.body).toContain('<b>words</b> =1+1');
    const html = await get('html');
    expect(html.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(html.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(html.body).not.toMatch(/<script|<img|<b>words/);
    expect(html.body).toContain('&lt;img src=x onerror=alert(1)&gt;');
    const total = (await get('json')).body.total_results;
    expect(html.body.match(/<article/g)).toHaveLength(total);
    expect((await get('pdf')).status).toBe(422);
  });
});
