import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';

const SESSIONS = '/api/v3/speech-to-text/session';
const NOWHERE = '12780b54-5575-44e4-bbca-0a410b432183';

let server: TestServer;
let session: string;
let other: string;
beforeAll(async () => {
  server = await startTestServer();
  session = await server.transcribe(READING, { punctuation: true });
  await server.ended(session);
  other = await server.transcribe(READING, { document: { document_type: 'caption', max_line_length: 30 } });
  await server.ended(other);
});
afterAll(() => server.stop());

type Options = { key?: string; json?: unknown; headers?: Record<string, string>; body?: BodyInit | Buffer };
const call = (method: string, path: string, options: Options = {}) =>
  server.call(method, `${SESSIONS}/${path}`, { key: server.keys.batch, ...options });

/** A fresh transcript of the session, as its answer tells it. */
async function make(json: Record<string, unknown> = {}, of = session) {
  const { status, body } = await call('POST', `${of}/document`, { json });
  expect([status, body]).toEqual([201, expect.anything()]);
  return { ...body.result, path: `${of}/document/${body.result.id}` };
}
const content = async (path: string) => (await call('GET', path)).body.result.document;

describe('the document of a completed session', () => {
  it('is a transcript when nothing else was asked for, with the words of the result', async () => {
    const { body } = await call('GET', session);
    const document = (await call('GET', `${session}/document/${body.document.id}`)).body.result;
    expect(document).toMatchObject({
      ...{ id: body.document.id, session_id: session, type: 'document', language: 'xx', finished: false, revision: 1 },
      ...{ download_url: null, expires_in: null, timecode_offset: '00:00:00.000', use_plain_document: false },
      content_type: 'application/json; charset=utf-8',
    });
    const { paragraphs } = document.document.content;
    const words = paragraphs.flatMap((one: { words: unknown[][] }) => one.words);
    const result = await call('GET', `${session}/result?time_unit=ms`);
    expect(words).toEqual(result.body.result.results.flatMap((one: { result: unknown[] }) => one.result));
    for (const { text, words, start, stop } of paragraphs) {
      expect(text).toBe(words.map(([word]: [string]) => word).join(' '));
      expect([start, stop]).toEqual([words[0][1], words.at(-1)[2]]);
    }
  });

  it('is captions by the rules that were asked for', async () => {
    const { body } = await call('GET', other);
    const { type, document } = (await call('GET', `${other}/document/${body.document.id}`)).body.result;
    expect([type, document.document_type, document.version]).toEqual(['caption', 'caption', 1]);
    for (const { text } of document.content.segments) {
      expect(Math.max(...text.split('\n').map((line: string) => line.length))).toBeLessThanOrEqual(30);
    }
  });
});

describe('createDocument', () => {
  it('201: captions of what was recognised, a copy, and a copy of another kind from another session', async () => {
    const captions = await make({ document_type: 'caption', filename: 'Mine', profile: 'bbc' });
    expect(captions).toMatchObject({ type: 'caption', filename: 'Mine', revision: 1 });
    const copy = await make({ document_id: captions.id }, other);
    expect(copy).toMatchObject({ type: 'caption', filename: 'Mine', session_id: other });
    const plain = ({ id: _, ...segment }: { id: string }) => segment;
    expect((await content(copy.path)).content.segments.map(plain)).toEqual(
      (await content(captions.path)).content.segments.map(plain),
    );
    const transcript = await make({ source_document_id: captions.id, document_type: 'document' });
    const { paragraphs } = (await content(transcript.path)).content;
    expect(paragraphs.map(({ text }: { text: string }) => text).join(' ')).toMatch(/^\S+( \S+)+$/);
  });

  it('409 while nothing was recognised, 404 for sources that are not there or foreign', async () => {
    const empty = (await server.call('POST', SESSIONS, { key: server.keys.batch, json: { language: 'xx' } })).body;
    expect((await call('POST', `${empty.session_id}/document`, { json: {} })).body.error_code).toBe('CONFLICT');
    const missing = await call('POST', `${session}/document`, { json: { document_id: NOWHERE } });
    expect([missing.status, missing.body.error_code]).toEqual([404, 'DOCUMENT_NOT_FOUND']);
    const { id } = await make();
    const theirs = await call('POST', `${session}/document`, {
      key: server.keys.secondBatch,
      json: { document_id: id },
    });
    expect(theirs.status).toBe(401);
  });

  it.each([
    [{ document_type: 'song' }, 'document_type'],
    [{ max_line_length: 0 }, 'max_line_length'],
    [{ max_segment_duration: 200_001 }, 'max_segment_duration'],
    [{ filename: 'a'.repeat(201) }, 'filename'],
    [{ webhook_url: 'http://127.0.0.1/' }, 'webhook_url'],
  ])('422: %j', async (json, field) => {
    const { status, body } = await call('POST', `${session}/document`, { json });
    expect([status, body.details.field]).toEqual([422, field]);
  });
});

describe('importing', () => {
  const SRT =
    '1\n00:00:01,000 --> 00:00:02,500\nDear Mr <i>Bennet</i>,\n\n2\n00:00:02,000 --> 00:00:04,000\nhave you heard?\n';

  it('201: a file as the body, with what was mended', async () => {
    const { status, body } = await call('POST', `${session}/document`, {
      body: Buffer.from(SRT),
      headers: { 'content-type': 'application/x-subrip', 'x-filename': 'chapter one.srt' },
    });
    expect([status, body.result.type, body.result.filename]).toEqual([201, 'caption', 'chapter one']);
    expect(body.result.repairs.length).toBeGreaterThan(0);
    const { segments } = (await content(`${session}/document/${body.result.id}`)).content;
    expect(segments.map(({ text }: { text: string }) => text)).toEqual(['Dear Mr Bennet,', 'have you heard?']);
    expect(segments[0].words).toEqual([
      ['Dear', expect.any(Number), expect.any(Number), null],
      ['Mr', expect.any(Number), expect.any(Number), null],
      ['Bennet,', expect.any(Number), expect.any(Number), null],
    ]);
  });

  it('201: a form, for a session without media, which it completes', async () => {
    const made = await server.call('POST', SESSIONS, {
      key: server.keys.batch,
      json: { language: 'nl', session_mode: 'upload' },
    });
    const { session_id } = made.body;
    const form = new FormData();
    form.append('document_type', 'document');
    form.append('file', new Blob([`WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>Hallo!\n`]), 'praatje.vtt');
    const { status, body } = await call('POST', `${session_id}/document`, { body: form });
    expect([status, body.result]).toEqual([201, expect.objectContaining({ type: 'document', language: 'nl' })]);
    expect((await call('GET', session_id)).body).toMatchObject({
      status: 'completed',
      document: { id: body.result.id },
    });
  });

  it('201: the content as JSON, bare or whole', async () => {
    const bare = await make({
      document_type: 'caption',
      document: [{ start: 525, stop: 6252, speaker: 'M1', text: 'Two\nlines' }],
    });
    expect((await content(bare.path)).content.segments).toMatchObject([
      {
        start: 525,
        stop: 6252,
        speaker: 'M1',
        text: 'Two\nlines',
        words: [
          ['Two', 525, 2_673, null],
          ['lines', 2_673, 6_252, null],
        ],
      },
    ]);
    const whole = await make({ document: await content(bare.path) });
    expect(whole.type).toBe('caption');
  });

  it('201: a language without spaces has words and captions too, and keeps their times when it is edited', async () => {
    const text =
      '吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめした所で泣いていた。';
    const srt = `1\n00:00:00,000 --> 00:00:20,000\n${text}\n`;
    const headers = { 'content-type': 'application/x-subrip' };
    const created = await call('POST', `${session}/document?document_type=document`, {
      body: srt,
      headers,
    });
    expect(created.status).toBe(201);
    const path = `${session}/document/${created.body.result.id}`;
    const [paragraph] = (await content(path)).content.paragraphs;
    expect(paragraph.words.length).toBeGreaterThan(15);
    const exported = (await call('GET', `${path}?format=srt`)).body as string;
    const lines = exported.split('\n').filter((line) => /\p{Script=Hiragana}/u.test(line));
    expect(lines.join('')).toBe(text);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(42 / 2);

    const edited = { id: paragraph.id, text: text.replace('名前', '名字') };
    const answer = await call('PUT', path, { json: { changes: [edited] } });
    expect(answer.status).toBe(200);
    const [after] = (await content(path)).content.paragraphs;
    const at = paragraph.words.findIndex(([word]: [string]) => word === '名前');
    expect(after.words.slice(0, at)).toEqual(paragraph.words.slice(0, at));
    expect(after.words.at(-1)).toEqual(paragraph.words.at(-1));
  });

  it.each([
    ['nothing', ''],
    ['no captions', 'WEBVTT\n\n'],
    ['another kind of file', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1])],
  ])('422: %s', async (_name, body) => {
    const answer = await call('POST', `${session}/document`, { body, headers: { 'content-type': 'text/vtt' } });
    expect([answer.status, answer.body.error_code]).toEqual([422, 'IMPORT_INVALID']);
    expect(answer.body.detail).toMatch(/\w/);
  });

  it('422 for a file larger than anybody needs, told and not by a closed connection', async () => {
    const body = Buffer.alloc(50 * 1024 * 1024, 'a');
    const form = new FormData();
    form.set('file', new Blob([body]), 'long.srt');
    const plain = { 'content-type': 'text/plain' };
    // With its length told, without, and in a form.
    for (const request of [
      { body, headers: plain },
      { body: new Blob([body]).stream(), headers: plain },
      { body: form },
    ]) {
      const answer = await call('POST', `${session}/document`, request);
      expect([answer.status, answer.body.error_code]).toEqual([422, 'IMPORT_INVALID']);
      expect(answer.body.detail).toMatch(/32 MiB/);
    }
  });
});

describe('updateDocument', () => {
  it('200: what stays keeps its words, what is edited its times, and the rest as a revision', async () => {
    const { path } = await make();
    const before = await content(path);
    const [first] = before.content.paragraphs;
    const text = first.text.replace(/\S+$/, 'something else');
    const json = {
      document: { ...before, content: { paragraphs: before.content.paragraphs.with(0, { ...first, text }) } },
    };
    const answer = await call('PUT', path, { json, headers: { 'if-match': '"1"' } });
    expect([answer.status, answer.headers.get('etag'), answer.body.result.revision]).toEqual([200, '"2"', 2]);
    const [edited, ...others] = (await content(path)).content.paragraphs;
    expect(others).toEqual(before.content.paragraphs.slice(1));
    expect(edited.text).toBe(text);
    expect(edited.words.slice(0, -2)).toEqual(first.words.slice(0, -1));
    const [, start, stop] = first.words.at(-1);
    expect(edited.words.slice(-2)).toEqual([
      ['something', start, expect.any(Number), null],
      ['else', expect.any(Number), stop, null],
    ]);
    expect((await call('PUT', path, { json })).body.result.revision).toBe(2);
  });

  it('409 when somebody else changed the same otherwise, 412 for what nobody has seen; without the header the last one wins', async () => {
    const { path } = await make();
    await call('PUT', path, { json: { filename: 'One' } });
    const late = await call('PUT', path, { json: { filename: 'Two' }, headers: { 'if-match': '"1"' } });
    expect([late.status, late.body.error_code]).toEqual([409, 'EDIT_CONFLICT']);
    expect(late.body.details).toMatchObject({
      revision: 2,
      conflicts: [],
      fields: [{ field: 'filename', base: expect.any(String), yours: 'Two', theirs: 'One' }],
    });
    for (const seen of ['"9"', '"0"', 'W/"x"', 'nonsense']) {
      const answer = await call('PUT', path, { json: { filename: 'Two' }, headers: { 'if-match': seen } });
      expect([answer.status, answer.body.error_code, answer.body.details.revision]).toEqual([
        412,
        'REVISION_CONFLICT',
        2,
      ]);
    }
    expect((await call('PUT', path, { json: { filename: 'Three' } })).body.result.filename).toBe('Three');
  });

  it('200: changes alone: an edit, one more, one less', async () => {
    const { path } = await make({ document_type: 'caption', max_segment_words: 2 });
    const [first, second] = (await content(path)).content.segments;
    const changes = [
      { id: first.id, text: 'New words' },
      { after: first.id, start: first.stop, stop: first.stop + 40, text: 'Between' },
      { id: second.id, delete: true },
    ];
    expect((await call('PUT', path, { json: { changes } })).body).toMatchObject({ count: 1 });
    const segments = (await content(path)).content.segments;
    expect(segments.slice(0, 2)).toMatchObject([{ id: first.id, text: 'New words' }, { text: 'Between' }]);
    expect(segments.map(({ id }: { id: string }) => id)).not.toContain(second.id);
    const wrong = await call('PUT', path, { json: { changes: [{ id: 'nobody', text: '' }] } });
    expect([wrong.status, wrong.body.details.field]).toEqual([422, 'changes.0.id']);
  });

  it('200: settings, and the words of the printed reference', async () => {
    const { path } = await make({ document_type: 'caption' });
    const { body } = await call('PUT', path, {
      json: { timecode_offset: '10:00:00:05', plain_document_changed: 'true', use_plain_document: true },
    });
    expect(body.result).toMatchObject({
      ...{ timecode_offset: '10:00:00.200', plain_document_changed: true, use_plain_document: true },
    });
    const array = [{ start: 0, stop: 1_000, speaker: 'M1', text: 'Only this.' }];
    expect((await call('PUT', path, { json: { document_type: array } })).status).toBe(200);
    expect((await content(path)).content.segments).toMatchObject(array);
    expect((await call('GET', `${path}?version=0`)).body.result.document).toEqual(array);
  });

  it.each([
    [{ timecode_offset: '1:2:3' }, 'timecode_offset'],
    [{ timecode_offset: '00:00:00:25' }, 'timecode_offset'],
    [{ document: [{ start: -1, stop: 1, text: 'x' }] }, 'document.0.start'],
    [{ document: [{ start: 0, text: 'x' }] }, 'document.0.stop'],
    [
      { document: { document_type: 'document', version: 1, metadata: {}, content: { paragraphs: [] } } },
      'document.document_type',
    ],
    [{ changes: [{ start: 1 }] }, 'changes.0'],
  ])('422: %j', async (json, field) => {
    const { path } = await make({ document_type: 'caption' });
    const { status, body } = await call('PUT', path, { json });
    expect([status, body.error_code, body.details.field]).toEqual([422, 'VALIDATION_ERROR', field]);
  });
});

describe('the state of a document', () => {
  it('clear_text, reset_to_original, restore: segments stay, nothing is lost', async () => {
    const { path } = await make();
    const original = await content(path);
    expect((await call('PUT', `${path}/clear_text`)).status).toBe(200);
    const cleared = (await content(path)).content.paragraphs;
    expect(cleared.map(({ id, text }: { id: string; text: string }) => [id, text])).toEqual(
      original.content.paragraphs.map(({ id }: { id: string }) => [id, '']),
    );
    expect((await call('PUT', `${path}/reset_to_original`)).body.result.revision).toBe(3);
    expect(await content(path)).toEqual(original);
    expect((await call('POST', `${path}/revisions/2/restore`)).body.result.revision).toBe(4);
    expect((await content(path)).content.paragraphs).toEqual(cleared);
    const { body } = await call('GET', `${path}/revisions?limit=3`);
    expect(body).toMatchObject({ count: 3, total_results: 4 });
    expect(body.result.map(({ number, action }: Record<string, unknown>) => [number, action])).toEqual([
      [4, 'restored'],
      [3, 'reset'],
      [2, 'cleared'],
    ]);
    expect(body.result[0].actor).toMatch(/^key:\d+$/);
    expect((await call('GET', `${path}?revision=1`)).body.result.document).toEqual(original);
    expect((await call('POST', `${path}/revisions/9/restore`)).body.error_code).toBe('REVISION_NOT_FOUND');
  });

  it('finished: refuses every edit until it is opened again', async () => {
    const { path } = await make();
    expect((await call('POST', `${path}/finished_status?status=true`)).body.result.finished).toBe(true);
    for (const [method, target, json] of [
      ['PUT', path, { filename: 'x' }],
      ['PUT', path, {}],
      ['PUT', `${path}/clear_text`, undefined],
      ['PUT', `${path}/reset_to_original`, undefined],
      ['POST', `${path}/revisions/1/restore`, undefined],
    ] as const) {
      const { status, body } = await call(method, target, json ? { json } : {});
      expect([status, body.error_code], target).toEqual([400, 'DOCUMENT_FINISHED']);
    }
    expect((await call('POST', `${path}/finished_status?status=false`)).body.result.finished).toBe(false);
    expect((await call('PUT', path, { json: { filename: 'x' } })).status).toBe(200);
  });

  it('deleted: gone, and no longer named by its session', async () => {
    const { body } = await call('GET', `${other}/document`);
    for (const { id } of body.result) expect((await call('DELETE', `${other}/document/${id}`)).status).toBe(204);
    expect((await call('GET', `${other}/document`)).body).toMatchObject({ total_results: 0, result: [] });
    expect((await call('GET', other)).body.document).toBeNull();
  });
});

describe('getDocumentQuality', () => {
  it('200: no error in captions of ours, errors in what somebody broke', async () => {
    const { path } = await make({ document_type: 'caption' });
    const fine = (await call('GET', `${path}/quality`)).body.result;
    expect(fine).toMatchObject({ passed: true, errors: 0, profile: 'own', revision: 1 });
    const [first] = (await content(path)).content.segments;
    const changes = [{ id: first.id, text: 'a'.repeat(80), stop: first.start + 100 }];
    expect((await call('PUT', path, { json: { changes } })).body).toMatchObject({ count: 1 });
    const broken = (await call('GET', `${path}/quality?profile=netflix`)).body.result;
    expect(broken).toMatchObject({ passed: false, profile: 'netflix' });
    expect(broken.findings.filter(({ id }: { id: string }) => id === first.id)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'line_length', severity: 'error', value: 80, limit: 42 }),
        expect.objectContaining({ kind: 'reading_speed', severity: 'error' }),
        expect.objectContaining({ kind: 'too_short', severity: 'error', value: 100 }),
      ]),
    );
  });
});

describe('mergeDocuments', () => {
  const merge = (json: unknown, key = server.keys.batch) =>
    server.call('POST', '/api/v3/speech-to-text/merge', { key, json });

  it('201: one after another with their offsets, speakers kept apart', async () => {
    const made = async (name?: string) =>
      make({
        document: {
          ...{ document_type: 'caption', version: 1 },
          metadata: { speakers: { ...(name ? { S1: name } : {}), S2: 'Both' } },
          content: {
            segments: [
              { start: 100, stop: 900, speaker: 'S1', text: 'Hello' },
              { start: 1_000, stop: 2_000, speaker: 'S2', text: 'there' },
            ],
          },
        },
      });
    const [a, b] = [await made('Anna'), await made('Bert')];
    const documents = [a, b].map(({ id }) => ({ session_id: session, document_id: id }));
    const { status, body } = await merge({ documents, gap_ms: 500, filename: 'Together' });
    expect([status, body.result]).toEqual([201, expect.objectContaining({ filename: 'Together', type: 'caption' })]);
    const { session_id, id } = body.result;
    const merged = await content(`${session_id}/document/${id}`);
    const duration = Math.round((await call('GET', session)).body.duration * 1_000);
    const offset = duration + 500;
    expect(merged.content.segments).toMatchObject([
      { start: 100, speaker: 'S1' },
      { start: 1_000, speaker: 'S2' },
      { start: offset + 100, stop: offset + 900, speaker: 'S3', words: [['Hello', offset + 100, offset + 900, null]] },
      { start: offset + 1_000, speaker: 'S2' },
    ]);
    expect(merged.metadata.speakers).toEqual({ S1: 'Anna', S2: 'Both', S3: 'Bert' });
    expect((await call('GET', session_id)).body).toMatchObject({ status: 'completed', session_mode: 'upload' });
    const placed = await merge({ documents: [documents[0], { ...documents[1], offset_ms: 60_000 }] });
    const [, , third] = (await content(`${placed.body.result.session_id}/document/${placed.body.result.id}`)).content
      .segments;
    expect(third.start).toBe(60_100);
  });

  it('422 for one document or two types, 404 for what is not there, 403 and 401 for other keys', async () => {
    const [a, b] = [await make(), await make({ document_type: 'caption' })];
    const documents = [a, b].map(({ id }) => ({ session_id: session, document_id: id }));
    expect((await merge({ documents: documents.slice(0, 1) })).status).toBe(422);
    expect((await merge({ documents })).body.details.field).toBe('documents.1');
    const gone = [documents[0], { session_id: session, document_id: NOWHERE }];
    expect((await merge({ documents: gone })).body.error_code).toBe('DOCUMENT_NOT_FOUND');
    expect((await merge({ documents }, server.keys.foreign)).status).toBe(404);
    expect((await merge({ documents }, server.keys.realtime)).status).toBe(403);
    expect((await server.call('POST', '/api/v3/speech-to-text/merge', { json: { documents } })).status).toBe(401);
  });
});

describe('listSessions', () => {
  it('finds words in documents as they are now, with the snippet and its time', async () => {
    const { path, id } = await make({
      document_type: 'document',
      document: [
        { start: 0, stop: 2_000, text: 'Nothing of note here.' },
        { start: 60_000, stop: 64_000, speaker: 'S1', text: 'The old <i>Walrus</i> and the carpenter' },
      ],
    });
    const find = async (q: string) =>
      (await server.call('GET', `${SESSIONS}?q=${encodeURIComponent(q)}`, { key: server.keys.batch })).body;
    const { result, total_results } = await find('walrus');
    expect([total_results, result[0].session_id]).toEqual([1, session]);
    const [one] = result;
    expect(one.match).toMatchObject({ document_id: id, segment_id: expect.any(String) });
    const [[at, length]] = one.match.highlights;
    expect(one.match.snippet.slice(at, at + length)).toBe('Walrus');
    const { words } = (await content(path)).content.paragraphs[1];
    expect(one.match.time).toBe(words.find(([word]: [string]) => word.includes('Walrus'))[1]);
    expect((await find('"carpenter walrus"')).total_results).toBe(0);
    expect((await find('"carpenter" walrus')).total_results).toBe(1);
    expect((await find('walrus -carpenter')).total_results).toBe(0);
    await call('PUT', path, { json: { changes: [{ id: one.match.segment_id, text: 'The old seal' }] } });
    expect((await find('walrus')).total_results).toBe(0);
    expect((await find('seal')).total_results).toBe(1);
    const theirs = await server.call('GET', `${SESSIONS}?q=seal`, { key: server.keys.foreign });
    expect(theirs.body.total_results).toBe(0);
    for (const strange of [`' or 1=1`, '"', '&|!()', '\\', '<->'])
      expect((await find(strange)).count).toBeGreaterThanOrEqual(0);
    const named = (await find('sense_and')).result;
    expect(named.length).toBeGreaterThan(0);
    expect(named[0].match).toBeNull();
  });
});

describe('every operation', () => {
  const OPERATIONS: [string, string][] = [
    ['GET', ''],
    ['PUT', ''],
    ['DELETE', ''],
    ['PUT', '/clear_text'],
    ['PUT', '/reset_to_original'],
    ['POST', '/finished_status'],
    ['GET', '/revisions'],
    ['POST', '/revisions/1/restore'],
    ['GET', '/quality'],
  ];

  it.each(OPERATIONS)(
    '%s …/document/{id}%s: 401 without a token, 404 to others, 401 to another key',
    async (method, rest) => {
      const { path } = await make();
      const json = method === 'PUT' && rest === '' ? { json: { filename: 'x' } } : {};
      const target = `${path}${rest}`;
      expect((await server.call(method, `${SESSIONS}/${target}`, json)).status).toBe(401);
      const foreign = await call(method, target, { key: server.keys.foreign, ...json });
      expect([foreign.status, foreign.body.error_code]).toEqual([404, 'SESSION_NOT_FOUND']);
      const second = await call(method, target, { key: server.keys.secondBatch, ...json });
      expect([second.status, second.body.error_code]).toEqual([401, 'WRONG_SESSION_TOKEN']);
      for (const id of [NOWHERE, 'doc_abc123']) {
        const missing = await call(method, `${session}/document/${id}${rest}`, json);
        expect([missing.status, missing.body.error_code]).toEqual([404, 'DOCUMENT_NOT_FOUND']);
      }
      // Of the same organisation and key, but another session.
      const elsewhere = await call(method, `${other}/document/${path.split('/').at(-1)}${rest}`, json);
      expect(elsewhere.body.error_code).toBe('DOCUMENT_NOT_FOUND');
      expect((await call('GET', path)).body.result.revision).toBe(1);
    },
  );

  it.each(['GET', 'POST'])('%s …/document: 401 without a token, 404 to others', async (method) => {
    const options = method === 'POST' ? { json: {} } : {};
    expect((await server.call(method, `${SESSIONS}/${session}/document`, options)).status).toBe(401);
    const foreign = await call(method, `${session}/document`, { key: server.keys.foreign, ...options });
    expect([foreign.status, foreign.body.error_code]).toEqual([404, 'SESSION_NOT_FOUND']);
  });
});
