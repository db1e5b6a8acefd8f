import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CallOptions, startTestServer, type TestServer } from '../../../test/test-server.ts';

const SESSIONS = '/api/v3/speech-to-text/session';
const TEXT = [
  { id: 'one', start: 0, stop: 4_000, text: 'The quick brown fox jumps' },
  { id: 'two', start: 4_000, stop: 8_000, text: 'over the lazy dog again' },
];

let server: TestServer;
let admin: string;
let author: Awaited<ReturnType<TestServer['createPerson']>>;
let other: typeof author;
let viewer: typeof author;
let comments: string;
let document: { session_id: string; id: string };

beforeAll(async () => {
  server = await startTestServer();
  admin = await server.login();
  author = await server.createPerson({ roles: ['CONTRIBUTOR'] });
  other = await server.createPerson({ roles: ['CONTRIBUTOR'] });
  viewer = await server.createPerson({ roles: ['CUSTOMER'] });
  document = await makeDocument();
  comments = pathOf(document);
});
afterAll(() => server.stop());

async function makeDocument(segments: unknown = TEXT): Promise<{ session_id: string; id: string }> {
  const options = { key: server.keys.batch };
  const json = { language: 'xx', session_mode: 'upload' };
  const { session_id } = (await server.call('POST', SESSIONS, { ...options, json })).body;
  const made = await server.call('POST', `${SESSIONS}/${session_id}/document`, {
    ...options,
    json: { filename: 'A talk', document: segments, document_type: 'document' },
  });
  return { session_id, id: made.body.result.id };
}
const pathOf = ({ session_id, id }: { session_id: string; id: string }) =>
  `${SESSIONS}/${session_id}/document/${id}/comments`;

const say = (json: Record<string, unknown>, key = author.token, path = comments) =>
  server.call('POST', path, { key, json });
const made = async (json: Record<string, unknown>, key = author.token, path = comments) => {
  const { status, body } = await say(json, key, path);
  expect(status, JSON.stringify(body)).toBe(201);
  return body.result;
};
const list = async (path: string, query = '') => {
  const { status, body } = await server.call('GET', `${path}?${query}`, { key: author.token });
  expect(status).toBe(200);
  return body;
};
const texts = (body: { result: { text: string }[] }) => body.result.map(({ text }) => text);

/** The same answers for whoever may not, of every operation. */
async function refuses(method: string, path: string, options: CallOptions = {}): Promise<void> {
  const foreign = { ...options, key: server.keys.foreign };
  expect((await server.call(method, path, options)).body.error_code).toBe('UNAUTHORIZED');
  expect((await server.call(method, path, foreign)).body.error_code).toBe('SESSION_NOT_FOUND');
  const otherKey = await server.call(method, path, { ...options, key: server.keys.secondBatch });
  expect(otherKey.body.error_code).toBe('WRONG_SESSION_TOKEN');
  const unknown = path.replace(document.id, '00000000-0000-4000-8000-000000000000');
  expect((await server.call(method, unknown, { ...options, key: author.token })).body.error_code).toBe(
    'DOCUMENT_NOT_FOUND',
  );
}

/** Somebody who may only read the folder of a session, and somebody who may not see it. */
async function inPrivateFolder(session_id: string) {
  const { db } = server.running.ctx;
  const { organizationId: organization_id } = server;
  const folder = await server.createFolder();
  await db.updateTable('folders').set({ is_private: true, access_root: folder }).where('id', '=', folder).execute();
  const reader = await server.createPerson({ roles: ['CONTRIBUTOR'] });
  const stranger = await server.createPerson({ roles: ['CONTRIBUTOR'] });
  await db
    .insertInto('folder_grants')
    .values({ folder_id: folder, grantee: `user:${reader.id}`, organization_id, permission: 1 })
    .execute();
  await db.updateTable('sessions').set({ folder_id: folder }).where('session_id', '=', session_id).execute();
  return { folder, reader, stranger };
}

describe('createComment', () => {
  it('201 on the whole document, with who said it', async () => {
    const { status, body } = await say({ text: 'Well said.' });
    expect(status).toBe(201);
    expect(body.result).toEqual({
      id: expect.any(Number),
      ...{ document_id: document.id, session_id: document.session_id, text: 'Well said.' },
      ...{ start: null, stop: null, segment_id: null, quote: null, parent_id: null },
      ...{ resolved: false, resolved_by: null, resolved_at: null },
      user: { id: author.id, first_name: null, last_name: null, email: author.email },
      ...{ author: `user:${author.id}`, mentions: [], is_edited: false, edited_at: null, is_deleted: false },
      ...{ is_detached: false, reply_count: 0, created_at: expect.any(String), last_modified: expect.any(String) },
    });
    expect(body.id).toBe(body.result.id);
  });

  it('201 on a time, a segment, a part of a segment, with the words it is about', async () => {
    const { words } = (await server.call('GET', comments.replace('/comments', ''), { key: author.token })).body.result
      .document.content.paragraphs[0];
    const [, start, stop] = words[2];
    expect(await made({ text: 'Which fox?', start, stop })).toMatchObject({
      ...{ start, stop, segment_id: 'one', quote: 'brown', is_detached: false },
    });
    expect(await made({ text: 'At once', start })).toMatchObject({ start, stop: start, quote: 'brown' });
    expect(await made({ text: 'All of it', segment_id: 'two' })).toMatchObject({
      ...{ start: 4_000, stop: 8_000, segment_id: 'two', quote: 'over the lazy dog again' },
    });
    expect(await made({ text: 'A part', segment_id: 'one', start: 0, stop: start })).toMatchObject({
      ...{ start: 0, stop: start, segment_id: 'one', quote: 'The quick' },
    });
    expect(await made({ text: 'Over both', start: 0, stop: 8_000 })).toMatchObject({
      ...{ segment_id: 'one', quote: 'The quick brown fox jumps …' },
    });
    expect(await made({ text: 'Behind all', start: 100_000, stop: 100_001 })).toMatchObject({
      ...{ start: 100_000, segment_id: null, quote: null },
    });
  });

  it('201 for answers: all of a thread stand where its first comment stands', async () => {
    const first = await made({ text: 'Is it?', segment_id: 'two' });
    const second = await made({ text: 'It is.', parent_id: first.id }, other.token);
    const third = await made({ text: 'Good.', parent_id: second.id, segment_id: 'one' });
    for (const answer of [second, third]) {
      expect(answer).toMatchObject({ parent_id: first.id, segment_id: 'two', start: 4_000 });
    }
    const path = `${comments}/${first.id}`;
    expect((await server.call('GET', path, { key: author.token })).body.reply_count).toBe(2);
  });

  it('201 by a key, which is nobody, and on a finished document', async () => {
    const finished = await makeDocument();
    const path = pathOf(finished);
    await server.call('POST', path.replace('comments', 'finished_status?status=true'), { key: server.keys.batch });
    const comment = await made({ text: 'Late' }, server.keys.batch, path);
    expect(comment).toMatchObject({ user: null, author: expect.stringMatching(/^key:\d+$/) });
    expect(
      (await server.call('PUT', `${path}/${comment.id}`, { key: server.keys.batch, json: { text: 'x' } })).status,
    ).toBe(200);
  });

  it('201 once for one Idempotency-Key', async () => {
    const path = pathOf(await makeDocument());
    const options = { key: author.token, json: { text: 'Once' }, headers: { 'idempotency-key': 'once' } };
    const [first, second] = [await server.call('POST', path, options), await server.call('POST', path, options)];
    expect([first.status, second.body.id]).toEqual([201, first.body.id]);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect((await list(path)).total_results).toBe(1);
  });

  it('keeps a script as it is, and tells of the comment in the log and by an event', async () => {
    const text = '<script>alert("hi")</script> & \u0007 [x](javascript:1) 世界 👩‍👩‍👧';
    const comment = await made({ text });
    expect(comment.text).toBe(text);
    await expect
      .poll(() => server.events().find((event) => 'comment_id' in event && event.comment_id === comment.id))
      .toMatchObject({ type: 'comment.created', document_id: document.id, actor: `user:${author.id}` });
    const entry = await server.running.ctx.db
      .selectFrom('audit_log')
      .selectAll()
      .where('target', '=', `comment:${comment.id}`)
      .executeTakeFirstOrThrow();
    expect(entry).toMatchObject({ action: 'comment.created', document_id: document.id, details: {} });
    expect(entry.session).not.toBeNull();
  });

  it('422 for what is no comment', async () => {
    const long = 'x'.repeat(5_001);
    for (const [json, field] of [
      [{}, 'text'],
      [{ text: '' }, 'text'],
      [{ text: ' \n ' }, 'text'],
      [{ text: long }, 'text'],
      [{ text: 'a\u0000b' }, 'text'],
      [{ text: 'x', start: -1 }, 'start'],
      [{ text: 'x', start: 2, stop: 1 }, 'stop'],
      [{ text: 'x', stop: 1 }, 'start'],
      [{ text: 'x', start: 1e12 }, 'start'],
      [{ text: 'x', segment_id: 'three' }, 'segment_id'],
      [{ text: 'x', segment_id: 'one', start: 6_000 }, 'start'],
      [{ text: 'x', mentions: Array.from({ length: 51 }, (_, at) => at + 1) }, 'mentions'],
    ] as const) {
      const { status, body } = await say(json);
      expect([status, body.error_code], JSON.stringify(json).slice(0, 80)).toEqual([422, 'VALIDATION_ERROR']);
      expect(body.details.field).toContain(field);
      expect(body.message).not.toContain(long);
    }
    expect((await say({ text: 'x'.repeat(1_000_000) })).status).toBe(422);
    expect((await say({ text: 'x'.repeat(2_000_000) })).body.error_code).toBe('FILE_TOO_LARGE');
  });

  it('422 behind the end of the media', async () => {
    const { session_id, id } = await makeDocument();
    await server.running.ctx.db
      .updateTable('sessions')
      .set({ duration: 7.5 })
      .where('session_id', '=', session_id)
      .execute();
    const path = pathOf({ session_id, id });
    expect((await say({ text: 'x', start: 7_000, stop: 7_501 }, author.token, path)).body.details.field).toBe('stop');
    await made({ text: 'x', start: 7_000, stop: 7_500 }, author.token, path);
  });

  it('404 for a parent of another document, 409 when there are too many', async () => {
    const elsewhere = pathOf(await makeDocument());
    const foreign = await made({ text: 'There' }, author.token, elsewhere);
    expect((await say({ text: 'x', parent_id: foreign.id })).body.error_code).toBe('COMMENT_NOT_FOUND');
    const { db } = server.running.ctx;
    const row = await db.selectFrom('comments').selectAll().where('id', '=', foreign.id).executeTakeFirstOrThrow();
    const { organization_id, document } = row;
    const more = Array.from({ length: 9_999 }, () => ({ organization_id, document, author: null, text: 'x' }));
    for (let at = 0; at < more.length; at += 5_000) {
      await db
        .insertInto('comments')
        .values(more.slice(at, at + 5_000))
        .execute();
    }
    expect((await say({ text: 'x' }, author.token, elsewhere)).body.error_code).toBe('CONFLICT');
  });

  it('401, 403 and 404 for whoever may not', async () => {
    await refuses('POST', comments, { json: { text: 'x' } });
    expect((await say({ text: 'x' }, viewer.token)).body.error_code).toBe('INSUFFICIENT_ROLE');
  });
});

describe('listComments', () => {
  let path: string;
  beforeAll(async () => {
    path = pathOf(await makeDocument());
    const late = await made({ text: 'late', segment_id: 'two' }, author.token, path);
    const early = await made({ text: 'early', start: 100, stop: 200 }, author.token, path);
    await made({ text: 'of all' }, author.token, path);
    await made({ text: 'to late', parent_id: late.id }, author.token, path);
    await made({ text: 'to early', parent_id: early.id }, author.token, path);
    await made({ text: 'to late again', parent_id: late.id }, author.token, path);
    await server.call('PUT', `${path}/${late.id}`, { key: other.token, json: { resolved: true } });
  });

  it('200 by place in the recording, answers below what they answer, or by when they were made', async () => {
    const late = ['late', 'to late', 'to late again'];
    const early = ['early', 'to early'];
    expect(texts(await list(path))).toEqual(['of all', ...early, ...late]);
    expect(texts(await list(path, 'direction=desc'))).toEqual(['of all', ...late, ...early]);
    const made = ['late', 'early', 'of all', 'to late', 'to early', 'to late again'];
    expect(texts(await list(path, 'sort=created_at'))).toEqual(made);
    expect(texts(await list(path, 'sort=created_at&direction=desc'))).toEqual(made.toReversed());
  });

  it('200 in pages, by whether threads are resolved, and one thread alone', async () => {
    const body = await list(path, 'offset=1&limit=2');
    expect([texts(body), body.count, body.total_results]).toEqual([['early', 'to early'], 2, 6]);
    expect(texts(await list(path, 'resolved=true'))).toEqual(['late', 'to late', 'to late again']);
    const open = await list(path, 'resolved=false');
    expect([texts(open), open.total_results]).toEqual([['of all', 'early', 'to early'], 3]);
    const { id, reply_count } = (await list(path, 'resolved=true')).result[0];
    expect(reply_count).toBe(2);
    expect(texts(await list(path, `parent_id=${id}`))).toEqual(['to late', 'to late again']);
  });

  it('asks the database as often for a hundred as for one', async () => {
    const counted = async (target: string) => {
      const executor = server.running.ctx.db.getExecutor();
      const { executeQuery } = executor;
      let queries = 0;
      executor.executeQuery = (query, ...rest) => {
        if (/comments|first_name/.test(query.sql)) queries++;
        return executeQuery.call(executor, query, ...rest) as never;
      };
      await list(target, 'limit=100');
      executor.executeQuery = executeQuery;
      return queries;
    };
    const few = pathOf(await makeDocument());
    await made({ text: 'one' }, author.token, few);
    const many = pathOf(await makeDocument());
    for (let index = 0; index < 30; index++) {
      const { id } = await made({ text: 'one' }, index % 2 ? author.token : other.token, many);
      await made({ text: 'two', parent_id: id, mentions: [viewer.id] }, index % 2 ? admin : author.token, many);
    }
    expect(await counted(few)).toBe(4);
    expect(await counted(many)).toBe(4);
  });

  it('422 for an order there is not; 401 and 404 for whoever may not; viewers may', async () => {
    expect((await server.call('GET', `${path}?sort=text`, { key: author.token })).status).toBe(422);
    expect((await server.call('GET', `${path}?limit=0`, { key: author.token })).status).toBe(422);
    await refuses('GET', comments);
    expect((await server.call('GET', comments, { key: viewer.token })).status).toBe(200);
  });
});

describe('getComment', () => {
  it('200 one of them', async () => {
    const comment = await made({ text: 'This one' });
    const { body } = await server.call('GET', `${comments}/${comment.id}`, { key: viewer.token });
    expect(body.result).toEqual(comment);
  });

  it('404 for one of another document or none, 422 for no number, 401 and 404 for whoever may not', async () => {
    const comment = await made({ text: 'This one' });
    const elsewhere = pathOf(await makeDocument());
    for (const path of [`${elsewhere}/${comment.id}`, `${comments}/2147483647`]) {
      expect((await server.call('GET', path, { key: author.token })).body.error_code).toBe('COMMENT_NOT_FOUND');
    }
    expect((await server.call('GET', `${comments}/x`, { key: author.token })).status).toBe(422);
    await refuses('GET', `${comments}/${comment.id}`);
  });
});

describe('updateComment', () => {
  const change = (id: number, json: object, key = author.token) =>
    server.call('PUT', `${comments}/${id}`, { key, json });

  it('200: its author rewrites it, and it says so', async () => {
    const { id } = await made({ text: 'First' });
    const { status, body } = await change(id, { text: 'Second' });
    expect(status).toBe(200);
    expect(body.result).toMatchObject({ text: 'Second', is_edited: true, edited_at: expect.any(String) });
    const again = await change(id, { text: 'Second' });
    expect(again.body.last_modified).toBe(body.last_modified);
    expect((await change(id, {})).body.text).toBe('Second');
  });

  it('200: whoever may write resolves a thread, by any of its comments, and opens it again', async () => {
    const { id } = await made({ text: 'To do' });
    const answer = await made({ text: 'Done', parent_id: id });
    const resolved = await change(answer.id, { resolved: true }, other.token);
    expect(resolved.body.result).toMatchObject({
      ...{ resolved: true, resolved_by: { id: other.id }, resolved_at: expect.any(String), is_edited: false },
    });
    expect((await change(id, { resolved: true }, author.token)).body.resolved_by.id).toBe(other.id);
    expect((await change(id, { resolved: false })).body).toMatchObject({ resolved: false, resolved_by: null });
    const actions = await server.running.ctx.db
      .selectFrom('audit_log')
      .select('action')
      .where('target', '=', `comment:${id}`)
      .orderBy('id')
      .execute();
    expect(actions.map(({ action }) => action)).toEqual(['comment.created', 'comment.resolved', 'comment.reopened']);
    await expect
      .poll(() => server.events().filter(({ type }) => type === 'comment.updated').length)
      .toBeGreaterThanOrEqual(2);
  });

  it('403 for the text of somebody else, whoever asks', async () => {
    const { id } = await made({ text: 'Mine' });
    for (const key of [other.token, admin, server.keys.batch]) {
      const { status, body } = await change(id, { text: 'Yours', resolved: true }, key);
      expect([status, body.error_code]).toEqual([403, 'FORBIDDEN']);
    }
    const { body } = await server.call('GET', `${comments}/${id}`, { key: author.token });
    expect(body.result).toMatchObject({ text: 'Mine', resolved: false });
  });

  it('422 for what is no text, 404 for what is not there, 401 and 404 for whoever may not', async () => {
    const { id } = await made({ text: 'Mine' });
    for (const text of ['', '  ', 'x'.repeat(5_001), 1]) expect((await change(id, { text })).status).toBe(422);
    expect((await change(2_147_483_647, { text: 'x' })).body.error_code).toBe('COMMENT_NOT_FOUND');
    await refuses('PUT', `${comments}/${id}`, { json: { resolved: true } });
    expect((await change(id, { resolved: true }, viewer.token)).body.error_code).toBe('INSUFFICIENT_ROLE');
  });
});

describe('deleteComment', () => {
  const remove = (id: number, key = author.token) => server.call('DELETE', `${comments}/${id}`, { key });
  const find = (id: number) => server.call('GET', `${comments}/${id}`, { key: author.token });

  it('204: gone when nobody answered', async () => {
    const { id } = await made({ text: 'Oops' });
    expect((await remove(id)).status).toBe(204);
    expect((await find(id)).status).toBe(404);
    expect((await remove(id)).body.error_code).toBe('COMMENT_NOT_FOUND');
  });

  it('204: answered, it stays as a mark that tells nothing; the last answer takes it along', async () => {
    const { id } = await made({ text: 'Question', segment_id: 'one' });
    const answers = [
      await made({ text: 'Yes', parent_id: id }),
      await made({ text: 'No', parent_id: id }, other.token),
    ];
    expect((await remove(id)).status).toBe(204);
    expect((await find(id)).body.result).toMatchObject({
      ...{ text: '', user: null, author: null, is_deleted: true, reply_count: 2, segment_id: 'one' },
    });
    const gone = await server.call('PUT', `${comments}/${id}`, { key: author.token, json: { text: 'Back' } });
    expect(gone.body.error_code).toBe('COMMENT_NOT_FOUND');
    // The thread goes on.
    const third = await made({ text: 'Perhaps', parent_id: id });
    await remove(answers[0].id);
    await remove(answers[1].id, other.token);
    expect((await find(id)).body.is_deleted).toBe(true);
    await remove(third.id);
    expect((await find(id)).status).toBe(404);
  });

  it('403 for somebody else, 204 for an administrator', async () => {
    const { id } = await made({ text: 'Mine' });
    for (const key of [other.token, server.keys.batch])
      expect((await remove(id, key)).body.error_code).toBe('FORBIDDEN');
    expect((await remove(id, admin)).status).toBe(204);
  });

  it('401 and 404 for whoever may not', async () => {
    const { id } = await made({ text: 'Mine' });
    await refuses('DELETE', `${comments}/${id}`);
    expect((await remove(id, viewer.token)).body.error_code).toBe('INSUFFICIENT_ROLE');
  });
});

describe('comments', () => {
  it('are read, not written, by whoever may only read the folder, and invisible with it', async () => {
    const target = await makeDocument();
    const path = pathOf(target);
    const { id } = await made({ text: 'x' }, author.token, path);
    const { reader, stranger } = await inPrivateFolder(target.session_id);
    const json = { text: 'y' };
    for (const [method, at, options, status] of [
      ['GET', path, {}, 200],
      ['GET', `${path}/${id}`, {}, 200],
      ['POST', path, { json }, 403],
      ['PUT', `${path}/${id}`, { json: { resolved: true } }, 403],
      ['DELETE', `${path}/${id}`, {}, 403],
    ] as const) {
      expect((await server.call(method, at, { ...options, key: reader.token })).status).toBe(status);
      const unseen = await server.call(method, at, { ...options, key: stranger.token });
      expect([unseen.status, unseen.body.error_code]).toEqual([404, 'SESSION_NOT_FOUND']);
    }
  });

  it('go with their document and with its session', async () => {
    const target = await makeDocument();
    const path = pathOf(target);
    const { id } = await made({ text: 'x', segment_id: 'one' }, author.token, path);
    await made({ text: 'y', parent_id: id }, author.token, path);
    await server.call('DELETE', path.replace('/comments', ''), { key: author.token });
    const left = () => server.running.ctx.db.selectFrom('comments').select('id').where('id', '>=', id).execute();
    expect(await left()).toEqual([]);
    const second = await makeDocument();
    await made({ text: 'x' }, author.token, pathOf(second));
    await server.call('DELETE', `${SESSIONS}/${second.session_id}`, { key: author.token });
    await expect.poll(left).toEqual([]);
  });

  it('answered and deleted at the same moment: no answer is lost, no mark left over', async () => {
    for (let round = 0; round < 10; round++) {
      const { id } = await made({ text: 'x' });
      const { id: first } = await made({ text: 'y', parent_id: id });
      await server.call('DELETE', `${comments}/${id}`, { key: author.token });
      const [answer] = await Promise.all([
        say({ text: 'z', parent_id: id }, other.token),
        server.call('DELETE', `${comments}/${first}`, { key: author.token }),
      ]);
      const mark = await server.call('GET', `${comments}/${id}`, { key: author.token });
      expect([answer.status, mark.status]).toEqual(answer.status === 201 ? [201, 200] : [404, 404]);
    }
  });
});
