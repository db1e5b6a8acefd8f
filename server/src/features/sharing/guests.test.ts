import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';

const SESSIONS = '/api/v3/speech-to-text/session';
let server: TestServer;
/** Added to the clock of the server. */
let laterMs = 0;
/** Every line the server logs. */
const log: string[] = [];
beforeAll(async () => {
  server = await startTestServer(
    { PARLANCE_LOG_LEVEL: 'trace' },
    { now: () => new Date(Date.now() + laterMs), log: { write: (line) => void log.push(line) } },
  );
});
afterAll(() => server?.stop());

type Options = Parameters<TestServer['call']>[2];
const call = (method: string, path: string, options: Options = {}) =>
  server.call(method, path, { key: server.keys.batch, ...options });
const SEGMENTS = [
  { start: 0, stop: 1_000, text: 'It was said.' },
  { start: 1_000, stop: 2_000, text: 'It was heard.' },
];

/** A document in a session of its own. */
async function make(segments: unknown = SEGMENTS) {
  const { body } = await call('POST', SESSIONS, {
    json: { language: 'xx', session_mode: 'upload', meta_data: { secret: 'meta' } },
  });
  const { session_id } = body;
  const json = { filename: 'Interview', document: segments };
  const made = await call('POST', `${SESSIONS}/${session_id}/document`, { json });
  return place(session_id, made.body.result.id);
}
function place(session_id: string, document_id: string) {
  const shared = `${SESSIONS}/${session_id}/shared`;
  return {
    ...{ session_id, document_id, shared },
    path: `${SESSIONS}/${session_id}/document/${document_id}`,
    document: `${shared}/document/${document_id}`,
  };
}
/** … with a link to it. */
async function share(json: object = {}, of?: Awaited<ReturnType<typeof make>>) {
  const made = of ?? (await make());
  const { body } = await call('POST', `${made.path}/share`, { json });
  const { id, token } = body.result as { id: number; token: string };
  /** As a guest: no key, the token in a header. */
  const guest = (method: string, target: string, { headers, ...options }: Options = {}) =>
    server.call(method, target, { ...options, headers: { 'x-share-token': token, ...headers } });
  return { ...made, id, token, guest };
}
const bare = ({ status, headers, body }: Awaited<ReturnType<TestServer['call']>>) => ({
  status,
  body,
  headers: [...headers].filter(([name]) => !/^(date|x-request-id|x-ratelimit-.*)$/.test(name)),
});
const shareRow = (id: number) =>
  server.running.ctx.db.selectFrom('shares').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

describe('getSharedSession', () => {
  it('tells a guest what is theirs to know and nothing else', async () => {
    const { guest, shared, session_id, document_id, token } = await share();
    const { status, body, headers } = await guest('GET', shared);
    expect(status).toBe(200);
    expect(body.result).toEqual({
      ...{ session_id, status: 'completed', duration: 0, language: 'xx', filename: null, media_type: null },
      media_url: null,
      document: { id: document_id, name: 'Interview', type: 'caption' },
      share: { permission: 'edit', expires_at: null, finished: false, can_edit: true },
    });
    expect(body.session_id).toBe(session_id);
    expect(JSON.stringify(body)).not.toMatch(/meta|webhook|folder|token|organi/);
    expect([headers.get('cache-control'), headers.get('referrer-policy')]).toEqual(['no-store', 'no-referrer']);
    expect((await server.call('GET', `${shared}?token=${token}`)).body).toEqual(body);
  });

  it.each([
    ['/api/v3/speech-to-text/SID/shared', '/api/v3/speech-to-text/SID/shared/document/DOC'],
    ['/v3/speech-to-text/session/SID/shared/', '/v3/speech-to-text/session/SID/shared/document/DOC/'],
    ['/v3/shared/SID', '/v3/shared/SID/document/DOC'],
    ['/api/v3/shared/SID', '/api/v3/shared/SID/document/DOC'],
    ['/api/v3/shared/SID', '/api/v3/speech-to-text/session/SID/document/DOC'],
    ['/v3/shared/SID', '/v3/speech-to-text/SID/document/DOC'],
  ])('answers at %s and %s too', async (session, document) => {
    const { token, session_id, document_id } = await share();
    for (const path of [session, document]) {
      const target = path.replace('SID', session_id).replace('DOC', document_id);
      expect([path, (await server.call('GET', `${target}?token=${token}`)).status]).toEqual([path, 200]);
    }
  });
});

describe('links that do not work', () => {
  it('are all refused alike, whatever is wrong with them', async () => {
    const [mine, other] = [await share(), await share()];
    const [expired, revoked, gone] = [await share({ expires_in_days: 1 }), await share(), await share()];
    const { db } = server.running.ctx;
    await db
      .updateTable('shares')
      .set({ expires_at: new Date(Date.now() - 1) })
      .where('id', '=', expired.id)
      .execute();
    await call('DELETE', `${revoked.path}/share/${revoked.id}`);
    await call('DELETE', gone.path);
    const { token } = mine;
    const wrong: [string, string | undefined, ReturnType<typeof place>][] = [
      ['missing', undefined, mine],
      ['empty', '', mine],
      ['guessed', 'A'.repeat(43), mine],
      ['forged', `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`, mine],
      ['with something behind it', `${token}x`, mine],
      ['of another document', other.token, mine],
      ['of another document of the session', token, place(mine.session_id, other.document_id)],
      ['of another session', token, place(other.session_id, mine.document_id)],
      ['expired', expired.token, expired],
      ['revoked', revoked.token, revoked],
      ['of a deleted document', gone.token, gone],
      ['of nothing', token, place('0'.repeat(26), '12780b54-5575-44e4-bbca-0a410b432183')],
      ['of nonsense', token, place('x', 'y')],
      ['of NUL', token, place('%00', '%00')],
    ];
    const seen = [];
    for (const [what, token, { document }] of wrong) {
      const headers: Record<string, string> = token === undefined ? {} : { 'x-share-token': token };
      for (const [method, path] of [
        ['GET', document],
        ['PUT', document],
        ['PUT', `${document}/finish`],
        ['PUT', `${document}/clear_text`],
        ['PUT', `${document}/reset_to_original`],
      ] as const) {
        const { body, status } = await server.call(method, path, { headers });
        expect([what, method, status, body.error_code]).toEqual([what, method, 401, 'SHARE_LINK_INVALID']);
      }
      seen.push(bare(await server.call('GET', document, { headers })));
      // A key or a login that is sent along opens nothing here.
      seen.push(bare(await call('GET', document, { headers })));
      seen.push(
        bare(
          await server.call('GET', document, { headers: { ...headers, cookie: `parlance=${await server.login()}` } }),
        ),
      );
    }
    for (const one of seen) expect(one).toEqual(seen[0]);
    for (const what of [expired, revoked, gone]) {
      expect(bare(await what.guest('GET', what.shared))).toEqual(seen[0]);
      expect(bare(await what.guest('POST', `${what.shared}/unlock`, { json: { password: 'x' } })).status).toBe(401);
    }
    expect((await mine.guest('GET', mine.document)).status).toBe(200);
  });

  it('are those of organisations that are suspended or deleted, and of folders and sessions that are being deleted', async () => {
    const { db } = server.running.ctx;
    const { guest, document, session_id } = await share();
    const folder = await server.createFolder();
    await db.updateTable('sessions').set({ folder_id: folder }).where('session_id', '=', session_id).execute();
    const refused = bare(await server.call('GET', document));
    const organization = server.organizationId;
    const at = new Date();
    for (const [table, id, column] of [
      ['organizations', organization, 'suspended_at'],
      ['organizations', organization, 'deleted_at'],
      ['folders', folder, 'deleted_at'],
    ] as const) {
      await db
        .updateTable(table)
        .set({ [column]: at })
        .where('id', '=', id)
        .execute();
      const seen = bare(await guest('GET', document));
      await db
        .updateTable(table)
        .set({ [column]: null })
        .where('id', '=', id)
        .execute();
      expect([column, seen]).toEqual([column, refused]);
      expect((await guest('GET', document)).status).toBe(200);
    }
    await call('DELETE', `${SESSIONS}/${session_id}`);
    expect(bare(await guest('GET', document))).toEqual(refused);
  });

  it('count against the address that guesses, and shut out nobody with a right one', async () => {
    const strict = await startTestServer({ PARLANCE_UNAUTHENTICATED_PER_MINUTE: '3' });
    try {
      const key = strict.keys.batch;
      const json = { language: 'xx', session_mode: 'upload', document: {} };
      const { session_id } = (await strict.call('POST', SESSIONS, { key, json })).body;
      const made = await strict.call('POST', `${SESSIONS}/${session_id}/document`, {
        key,
        json: { document: SEGMENTS },
      });
      const { token } = (
        await strict.call('POST', `${SESSIONS}/${session_id}/document/${made.body.result.id}/share`, { key })
      ).body.result;
      const open = (of: string) => strict.call('GET', `${SESSIONS}/${session_id}/shared?token=${of}`);
      const seen = [];
      for (let index = 0; index < 5; index++) seen.push((await open(`guess-${index}`)).status);
      expect(seen).toEqual([401, 401, 401, 429, 429]);
      expect((await open(token)).status).toBe(200);
    } finally {
      await strict.stop();
    }
  });
});

describe('requests by one link', () => {
  it('are limited, by the profile of the organisation but not below 120', async () => {
    const small = JSON.stringify({ 'self-hosted': { requests_per_minute: 1 } });
    const strict = await startTestServer();
    try {
      const key = strict.keys.batch;
      const json = { language: 'xx', session_mode: 'upload' };
      const { session_id } = (await strict.call('POST', SESSIONS, { key, json })).body;
      const made = await strict.call('POST', `${SESSIONS}/${session_id}/document`, {
        key,
        json: { document: SEGMENTS },
      });
      const path = `${SESSIONS}/${session_id}/document/${made.body.result.id}/share`;
      const [one, two] = [await strict.call('POST', path, { key }), await strict.call('POST', path, { key })];
      await strict.restart(undefined, { PARLANCE_RATE_PROFILES: small });
      const open = (of: typeof one) =>
        strict.call('GET', `${SESSIONS}/${session_id}/shared`, { headers: { 'x-share-token': of.body.result.token } });
      const seen = await Promise.all(Array.from({ length: 125 }, () => open(one)));
      expect(seen.filter(({ status }) => status === 200)).toHaveLength(120);
      const refused = seen.find(({ status }) => status === 429);
      expect(refused?.body).toMatchObject({ error_code: 'RATE_LIMIT_EXCEEDED', retry_after: expect.any(Number) });
      expect((await open(two)).status).toBe(200);
    } finally {
      await strict.stop();
    }
  });
});

describe('getSharedDocument', () => {
  it('answers as for members: content, files, links to files that end with the link', async () => {
    const { guest, document, path, id } = await share({ permission: 'view' });
    const [theirs, ours] = [await guest('GET', document), await call('GET', path)];
    expect(theirs.body).toEqual(ours.body);
    expect([theirs.headers.get('etag'), theirs.headers.get('cache-control')]).toEqual(['"1"', 'no-store']);
    const srt = await guest('GET', `${document}?format=srt`);
    expect(srt.body).toContain('It was heard.');
    const { body } = await guest('GET', `${document}?format=vtt&direct_download=true`);
    expect(body.result).toMatchObject({ expires_in: 3600, document: null });
    const link = body.result.download_url as string;
    expect(link.startsWith(server.url)).toBe(true);
    const file = await server.call('GET', link);
    expect([file.status, file.body.startsWith('WEBVTT')]).toEqual([200, true]);
    const ranged = await server.call('GET', link, { headers: { range: 'bytes=0-5' } });
    expect([ranged.status, ranged.body]).toEqual([206, 'WEBVTT']);
    expect((await server.call('GET', link.replace('format=vtt', 'format=txt'))).status).toBe(401);
    expect((await server.call('GET', `${document}/download?share=${id}`)).status).toBe(401);
    const other = await share();
    expect((await server.call('GET', link.replace(`share=${id}`, `share=${other.id}`))).status).toBe(401);
    expect((await server.call('GET', link.replace(document, other.document))).status).toBe(401);
    await call('DELETE', `${path}/share/${id}`);
    expect((await server.call('GET', link)).status).toBe(401);
  });

  it('shows neither earlier revisions nor templates, and no format that is none', async () => {
    const { guest, document, path } = await share();
    await call('PUT', path, { json: { document: [{ start: 0, stop: 1_000, text: 'Nothing.' }] } });
    const get = async (query: string) => (await guest('GET', `${document}?${query}`)).body.error_code;
    expect(await get('revision=1')).toBe('REVISION_NOT_FOUND');
    expect(await get('revision=2&format=txt')).toBeUndefined();
    expect(await get('format=docx&template_id=1')).toBe('FORBIDDEN');
    expect(await get('format=template')).toBe('FORBIDDEN');
    expect(await get('format=exe')).toBe('INVALID_FORMAT');
    expect(await get('direct_download=perhaps')).toBe('VALIDATION_ERROR');
  });
});

describe('updateSharedDocument', () => {
  it('writes revisions under the name of the guest; If-Match is honoured', async () => {
    const { guest, document, path } = await share();
    const { body } = await call('GET', path);
    const { segments, paragraphs } = body.result.document.content;
    const [{ id }] = segments ?? paragraphs;
    const edit = (text: string, headers: Record<string, string>, query = '') =>
      guest('PUT', `${document}${query}`, { headers, json: { changes: [{ id, text }] } });
    const first = await edit('It was sung.', { 'if-match': '"1"', 'x-guest-name': encodeURIComponent('Zoë') });
    expect([first.status, first.body.result.revision, first.headers.get('etag')]).toEqual([200, 2, '"2"']);
    await edit('It was hummed.', {}, '?guest_name=Grace%20H');
    await edit('It was cried.', {});
    const stale = await edit('It was lost.', { 'if-match': '"1"' });
    expect([stale.status, stale.body.error_code]).toEqual([409, 'EDIT_CONFLICT']);
    const [conflict] = stale.body.details.conflicts;
    expect([conflict.yours.text, conflict.theirs.text]).toEqual(['It was lost.', 'It was cried.']);
    // A late comer must not fish for what was taken out before.
    expect(JSON.stringify(stale.body)).not.toContain('said');
    const { body: revisions } = await call('GET', `${path}/revisions`);
    const actors = revisions.result.map(({ actor }: { actor: string }) => actor);
    expect(actors.filter((actor: string) => actor.startsWith('guest')).sort()).toEqual([
      'guest:Grace H',
      'guest:Guest',
      'guest:Zoë',
    ]);
    for (const name of ['x'.repeat(101), 'a%0Ab']) {
      const refused = await edit('It was no more.', { 'x-guest-name': name });
      expect([refused.status, refused.body.details?.field]).toEqual([422, 'guest_name']);
    }
    expect((await guest('PUT', document, { json: { changes: [] } })).status).toBe(422);
  });

  it('refuses by a link to look only, and once the document is finished', async () => {
    const made = await make();
    const [looking, editing] = [await share({ permission: 'view' }, made), await share({}, made)];
    const json = { filename: 'Other' };
    for (const verb of ['', '/clear_text', '/reset_to_original', '/finish']) {
      const { status, body } = await looking.guest('PUT', made.document + verb, { json: verb ? undefined : json });
      expect([verb, status, body.error_code]).toEqual([verb, 403, 'FORBIDDEN']);
    }
    const done = await editing.guest('PUT', `${made.document}/finish`);
    expect([done.status, done.body.result.finished]).toEqual([200, true]);
    for (const verb of ['', '/clear_text', '/reset_to_original']) {
      const { status, body } = await editing.guest('PUT', made.document + verb, { json: verb ? undefined : json });
      expect([verb, status, body.error_code]).toEqual([verb, 400, 'DOCUMENT_FINISHED']);
    }
    expect((await editing.guest('GET', made.shared)).body.result.share).toMatchObject({
      finished: true,
      can_edit: false,
    });
    expect((await editing.guest('GET', made.document)).status).toBe(200);
  });
});

describe('clearSharedText, resetSharedDocument, finishSharedDocument', () => {
  it('do as those of members; what was seen before is kept apart by If-Match', async () => {
    const { guest, document, path } = await share();
    const text = async () => (await call('GET', `${path}?format=txt`)).body as string;
    const before = await text();
    expect((await guest('PUT', `${document}/clear_text`, { headers: { 'if-match': '"7"' } })).status).toBe(412);
    expect((await guest('PUT', `${document}/clear_text`)).body.result.revision).toBe(2);
    expect(await text()).not.toContain('said');
    expect((await guest('PUT', `${document}/reset_to_original`)).body.result.revision).toBe(3);
    expect(await text()).toBe(before);
    expect((await guest('PUT', `${document}/finish`, { headers: { 'if-match': '"1"' } })).status).toBe(412);
    expect((await guest('PUT', `${document}/finish`)).body.result).toMatchObject({ finished: true, revision: 4 });
  });
});

describe('guests', () => {
  it('reach nothing else: no other route takes their token', async () => {
    const { guest, path, session_id, token } = await share();
    for (const [method, target] of [
      ['GET', `${SESSIONS}/${session_id}`],
      ['GET', `${SESSIONS}/${session_id}/result`],
      ['DELETE', `${SESSIONS}/${session_id}`],
      ['DELETE', path],
      ['POST', `${path}/finished_status?status=false`],
      ['GET', `${path}/revisions`],
      ['POST', `${path}/revisions/1/restore`],
      ['GET', `${path}/share`],
      ['POST', `${path}/share`],
      ['GET', `${path}/comments`],
      ['GET', SESSIONS],
      ['GET', '/api/v3/events'],
    ] as const) {
      const ways: Record<string, string>[] = [{}, { authorization: `Bearer ${token}` }, { 'x-zoom-s2t-key': token }];
      for (const headers of ways) {
        const { status } = await guest(method, `${target}${target.includes('?') ? '&' : '?'}token=${token}`, {
          headers,
        });
        expect([method, target, [401, 404, 405].includes(status)]).toEqual([method, target, true]);
      }
    }
    for (const verb of ['DELETE', 'POST', 'PATCH']) {
      expect((await guest(verb, `${SESSIONS}/${session_id}/shared`)).status).toBeGreaterThanOrEqual(401);
    }
  });
});

describe('unlockShare', () => {
  const password = 'open sesame é';

  it('takes the password once for a text that opens this link and no other', async () => {
    const { guest, shared, document, path, id } = await share({ password });
    for (const [method, target] of [
      ['GET', shared],
      ['GET', document],
      ['PUT', document],
      ['PUT', `${document}/finish`],
    ] as const) {
      const { status, body } = await guest(method, target);
      expect([target, status, body.error_code]).toEqual([target, 401, 'SHARE_PASSWORD_REQUIRED']);
    }
    const { status, body } = await guest('POST', `${shared}/unlock`, { json: { password } });
    expect([status, body.result.expires_in]).toEqual([200, 14_400]);
    const { unlock } = body.result;
    expect((await guest('GET', document, { headers: { 'x-share-unlock': unlock } })).status).toBe(200);
    expect((await guest('GET', `${document}?unlock=${unlock}`)).status).toBe(200);
    expect(
      (await guest('GET', document, { headers: { 'x-share-password': encodeURIComponent(password) } })).status,
    ).toBe(200);
    const other = await share({ password });
    const [expires, signature] = unlock.split('.');
    for (const forged of [unlock.slice(0, -1), `${Number(expires) + 1}.${signature}`, `${expires}.`, 'x', '']) {
      expect((await guest('GET', document, { headers: { 'x-share-unlock': forged } })).status).toBe(401);
    }
    expect((await other.guest('GET', other.document, { headers: { 'x-share-unlock': unlock } })).status).toBe(401);
    laterMs = 14_401_000;
    expect((await guest('GET', document, { headers: { 'x-share-unlock': unlock } })).status).toBe(401);
    laterMs = 0;
    await call('DELETE', `${path}/share/${id}`);
    const ended = await guest('GET', document, { headers: { 'x-share-unlock': unlock } });
    expect(ended.body.error_code).toBe('SHARE_LINK_INVALID');
  });

  it('stops whoever guesses, also in the header, without locking out who has been let in', async () => {
    const { guest, shared, document } = await share({ password });
    const { unlock } = (await guest('POST', `${shared}/unlock`, { json: { password } })).body.result;
    for (let index = 0; index < 5; index++) {
      const refused = await guest('POST', `${shared}/unlock`, { json: { password: `wrong ${index}` } });
      expect([refused.status, refused.body.error_code]).toEqual([401, 'SHARE_PASSWORD_REQUIRED']);
      expect((await guest('GET', document, { headers: { 'x-share-password': `wrong ${index}` } })).status).toBe(401);
    }
    const { status, headers } = await guest('POST', `${shared}/unlock`, { json: { password } });
    expect(status).toBe(429);
    expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(900);
    expect((await guest('GET', document, { headers: { 'x-share-password': 'wrong' } })).status).toBe(429);
    expect((await guest('GET', document, { headers: { 'x-share-unlock': unlock } })).status).toBe(200);
    expect((await guest('POST', `${shared}/unlock`, { json: {} })).status).toBe(422);
    const other = await share({ password });
    expect((await other.guest('POST', `${other.shared}/unlock`, { json: { password } })).status).toBe(200);
  });
});

describe('getSharedMedia', () => {
  it('plays the media of the session in pieces, as long as the link works and an hour at most', async () => {
    const session_id = await server.transcribe(READING, { keep_source: true });
    const { document } = await server.ended(session_id);
    await expect
      .poll(async () => (await call('GET', `${SESSIONS}/${session_id}`)).body.media_url, { timeout: 20_000 })
      .not.toBeNull();
    const { guest, shared, path, id, ...one } = await share({}, place(session_id, document.id));
    const media = async () => (await guest('GET', shared)).body.result.media_url as string;
    const url = await media();
    expect(url).not.toContain(one.token);
    const whole = await server.call('GET', url);
    expect([whole.status, whole.headers.get('content-type'), whole.headers.get('accept-ranges')]).toEqual([
      200,
      'audio/mp4',
      'bytes',
    ]);
    expect([whole.headers.get('cache-control'), whole.headers.get('referrer-policy')]).toEqual([
      'no-store',
      'no-referrer',
    ]);
    const piece = await server.call('GET', url, { headers: { range: 'bytes=4-7' } });
    expect([piece.status, piece.body]).toEqual([206, 'ftyp']);
    const streamed = await guest('GET', `${one.document}?format=media`);
    expect(streamed.headers.get('content-disposition')).toContain('attachment');
    const link = (await guest('GET', `${one.document}?format=media&direct_download=true`)).body.result.download_url;
    expect((await server.call('GET', link)).status).toBe(200);
    const other = await share();
    for (const bent of [
      url.replace(`share=${id}`, `share=${other.id}`),
      url.replace(session_id, other.session_id),
      url.replace(/signature=.*/, `signature=${'A'.repeat(43)}`),
      url.replace(/\?.*/, ''),
      `${url}&x=1`,
    ]) {
      expect([bent, (await server.call('GET', bent)).status]).toEqual([bent, 401]);
    }
    laterMs = 3_901_000;
    expect((await server.call('GET', url)).status).toBe(401);
    expect((await server.call('GET', await media())).status).toBe(200);
    laterMs = 0;
    await call('DELETE', `${path}/share/${id}`);
    expect((await server.call('GET', url)).status).toBe(401);
    expect((await server.call('GET', link)).status).toBe(401);
  });
});

describe('the use of a link', () => {
  it('is shown, counted once a minute, told every ten and noted every hour', async () => {
    const { guest, shared, document, id, document_id, path } = await share();
    const opened = () =>
      server.events().filter((event) => event.type === 'document.opened' && event.document_id === document_id);
    const noted = () =>
      server.running.ctx.db
        .selectFrom('audit_log')
        .selectAll()
        .where('action', '=', 'share.used')
        .where('document_id', '=', document_id)
        .execute();
    const use = async () => {
      const { use_count } = await shareRow(id);
      await guest('GET', shared, { headers: { 'x-guest-name': 'Grace' } });
      await guest('GET', document);
      return use_count;
    };
    const counted = (count: number) => expect.poll(async () => (await shareRow(id)).use_count).toBe(count);
    await use();
    await counted(1);
    await use();
    laterMs = 61_000;
    await use();
    await counted(2);
    expect(await noted()).toHaveLength(1);
    await expect.poll(opened).toMatchObject([{ actor: 'guest:Grace', document_id }]);
    laterMs = 11 * 60_000;
    await use();
    await counted(3);
    await expect.poll(() => opened().length).toBe(2);
    laterMs = 61 * 60_000;
    await use();
    await counted(4);
    expect((await noted()).map(({ actor }) => actor)).toEqual(['guest:Grace', 'guest:Grace']);
    const { body } = await call('GET', `${path}/share`);
    expect(body.result[0]).toMatchObject({
      use_count: 4,
      last_used_at: (await shareRow(id)).last_used_at?.toISOString(),
    });
    laterMs = 0;
  });
});

describe('logs', () => {
  it('never hold what opens a link, nor who came by it', async () => {
    const { guest, shared, document, token, session_id, document_id } = await share({ password: 'never-logged-1' });
    await guest('POST', `${shared}/unlock`, { json: { password: 'wrongly-logged-2' } });
    const { unlock } = (await guest('POST', `${shared}/unlock`, { json: { password: 'never-logged-1' } })).body.result;
    await guest('GET', `${document}?unlock=${unlock}`, { headers: { 'x-guest-name': 'Unlogged%20Guest' } });
    await server.call('GET', `${document}?token=${token}&unlock=${unlock}&guest_name=Unlogged`);
    await guest('GET', document, { headers: { 'x-share-password': 'never-logged-1' } });
    await guest('PUT', document, {
      body: '{',
      headers: { 'content-type': 'application/json', 'x-share-unlock': unlock },
    });
    await server.call('GET', `/shared/${session_id}/${document_id}/${token}`);
    await server.call('GET', `/shared/${session_id}/${document_id}/${token}/nothing?token=${token}`);
    await server.call('GET', `/api/v3/nothing?token=${token}`, { headers: { 'x-share-token': token } });
    server.running.ctx.log.info(
      {
        req: {
          headers: {
            'x-share-token': token,
            'x-share-unlock': unlock,
            'x-share-password': 'never-logged-1',
            'x-guest-name': 'Unlogged',
          },
        },
      },
      'headers',
    );
    await expect.poll(() => log.join('')).toContain('/shared/document/:document_id');
    const all = log.join('');
    for (const secret of [token, unlock, 'never-logged', 'wrongly-logged', 'Unlogged', 'It was said']) {
      expect(all).not.toContain(secret);
    }
  });
});
