import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../../test/test-server.ts';

const SESSIONS = '/api/v3/speech-to-text/session';

interface Segment {
  id?: string;
  start: number;
  stop: number;
  speaker?: string | null;
  text: string;
  words?: [string, number, number, number | null][];
}
interface Comment {
  id: number;
  start: number;
  stop: number;
  segment_id: string | null;
  quote: string;
  is_detached: boolean;
}

let server: TestServer;
let session: string;
beforeAll(async () => {
  server = await startTestServer();
  const json = { language: 'xx', session_mode: 'upload' };
  session = (await server.call('POST', SESSIONS, { key: server.keys.batch, json })).body.session_id;
});
afterAll(() => server.stop());

const call = async (method: string, path: string, json?: unknown) => {
  const options = { key: server.keys.batch, ...(json === undefined ? {} : { json }) };
  const answer = await server.call(method, `${SESSIONS}/${session}/document${path}`, options);
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
};
const create = async (document: Segment[]): Promise<string> =>
  (await call('POST', '', { document, document_type: 'document' })).body.result.id;
const read = async (id: string): Promise<Required<Segment>[]> =>
  (await call('GET', `/${id}`)).body.result.document.content.paragraphs;
const comments = async (id: string): Promise<Comment[]> =>
  (await call('GET', `/${id}/comments?limit=100&sort=created_at`)).body.result;

/** Where a word is said that is said once. */
function find(segments: Required<Segment>[], wanted: string) {
  for (const { id, words } of segments) {
    for (const [word, start, stop] of words) if (word === wanted) return { segment_id: id, start, stop };
  }
  return undefined;
}

const WORDS = ['the', 'cat', 'sat', 'on', 'a', 'mat', 'quietly', 'and', 'slept.', 'Ça', '世界'];
const sentence = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 8 });
const edit = fc.oneof(
  fc.record({ kind: fc.constant('replace' as const), at: fc.nat(), from: fc.nat(), count: fc.nat(3), words: sentence }),
  fc.record({ kind: fc.constant('split' as const), at: fc.nat(), from: fc.nat() }),
  fc.record({ kind: fc.constant('join' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('shift' as const), at: fc.nat(), by: fc.integer({ min: -300, max: 9_000 }) }),
  fc.record({ kind: fc.constant('carry' as const), at: fc.nat(), to: fc.nat(), from: fc.nat() }),
  fc.record({ kind: fc.constant('remove' as const), at: fc.nat() }),
);
type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never;

/** What editors do: words changed, put in, taken out, carried elsewhere; paragraphs cut, joined, shifted, removed. */
function apply(segments: Required<Segment>[], change: Edit): Segment[] {
  const plain: Segment[] = segments.map(({ words: _, ...segment }) => segment);
  const at = change.at % plain.length;
  const segment = plain[at] as Segment;
  const tokens = segment.text.split(' ').filter(Boolean);
  switch (change.kind) {
    case 'replace': {
      const changed = tokens.toSpliced(change.from % (tokens.length + 1), change.count, ...change.words);
      return plain.with(at, { ...segment, text: changed.join(' ') });
    }
    case 'split': {
      const cut = change.from % (tokens.length + 1);
      const { start, stop, speaker = null } = segment;
      const middle = Math.round((start + stop) / 2);
      const behind = { start: middle, stop, speaker, text: tokens.slice(cut).join(' ') };
      return plain.toSpliced(at, 1, { ...segment, stop: middle, text: tokens.slice(0, cut).join(' ') }, behind);
    }
    case 'join': {
      const next = plain[at + 1];
      if (!next) return plain;
      return plain.toSpliced(at, 2, { ...segment, stop: next.stop, text: `${segment.text} ${next.text}`.trim() });
    }
    case 'shift': {
      const start = Math.max(0, segment.start + change.by);
      return plain.with(at, { ...segment, start, stop: Math.max(start, segment.stop + change.by) });
    }
    case 'carry': {
      const to = change.to % plain.length;
      const token = tokens[change.from % Math.max(1, tokens.length)];
      if (to === at || token === undefined) return plain;
      const left = tokens.toSpliced(change.from % tokens.length, 1).join(' ');
      const other = plain[to] as Segment;
      return plain.with(at, { ...segment, text: left }).with(to, { ...other, text: `${other.text} ${token}`.trim() });
    }
    case 'remove':
      return plain.length > 1 ? plain.toSpliced(at, 1) : plain;
  }
}

describe('comments on edited documents', () => {
  it('whatever is edited, stay on their word as long as it is there, also when the original comes back', async () => {
    const document = Array.from({ length: 8 }, (_, index) => ({
      start: index * 4_000,
      stop: index * 4_000 + 3_500,
      text: `the word${index}a cat word${index}b sat on`,
    }));
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 8 }), fc.boolean(), async (edits, isSeldomRead) => {
        const id = await create(document);
        const original = await read(id);
        const wanted = document.flatMap((_, index) => [`word${index}a`, `word${index}b`]);
        for (const word of wanted) {
          const { start, stop } = find(original, word) as { start: number; stop: number };
          await call('POST', `/${id}/comments`, { text: word, start, stop });
        }
        const check = async (lost: ReadonlySet<string> = new Set()) => {
          const now = await read(id);
          for (const { quote, start, stop, segment_id, is_detached } of await comments(id)) {
            if (lost.has(quote)) continue;
            const place = find(now, quote);
            if (place)
              expect({ quote, start, stop, segment_id, is_detached }).toEqual({ quote, ...place, is_detached: false });
            else expect({ quote, is_detached }).toEqual({ quote, is_detached: true });
          }
        };
        await check();
        for (const change of edits) {
          await call('PUT', `/${id}`, { document: apply(await read(id), change) });
          if (!isSeldomRead) await check();
        }
        await check();
        // A word that went with its paragraph and comes back in one of another shape is not always found again.
        const lost = new Set((await comments(id)).filter((one) => one.is_detached).map(({ quote }) => quote));
        await call('PUT', `/${id}/reset_to_original`);
        await check(lost);
      }),
      { numRuns: 8 },
    );
  });

  it('text taken away and restored: comments come back', async () => {
    const id = await create([{ id: 'one', start: 0, stop: 2_000, text: 'four words of text' }]);
    const [range, whole] = [{ start: 600, stop: 900 }, { segment_id: 'one' }];
    for (const place of [range, whole]) await call('POST', `/${id}/comments`, { text: 'x', ...place });
    const before = await comments(id);
    await call('PUT', `/${id}/clear_text`);
    expect((await comments(id)).map(({ is_detached }) => is_detached)).toEqual([true, false]);
    await call('POST', `/${id}/revisions/1/restore`);
    const [first, second] = await comments(id);
    const word = find(await read(id), 'words');
    expect(first).toMatchObject({ ...word, is_detached: false, quote: before[0]?.quote });
    expect(second).toMatchObject({ segment_id: 'one', start: 0, stop: 2_000, is_detached: false });
  });

  it('many who read at once find the same, and a comment made meanwhile stands right', async () => {
    const id = await create([{ id: 'one', start: 0, stop: 4_000, text: 'some words here' }]);
    const { start, stop } = find(await read(id), 'words') as { start: number; stop: number };
    await call('POST', `/${id}/comments`, { text: 'x', start, stop });
    for (let round = 0; round < 5; round++) {
      const [{ text }] = (await read(id)) as [Required<Segment>];
      await call('PUT', `/${id}`, { changes: [{ id: 'one', text: `more ${text}` }] });
      const [made, ...lists] = await Promise.all([
        call('POST', `/${id}/comments`, { text: `${round}`, segment_id: 'one' }),
        ...Array.from({ length: 6 }, () => comments(id)),
      ]);
      expect(made.status).toBe(201);
      const [first] = await comments(id);
      expect(first).toMatchObject({ ...find(await read(id), 'words'), quote: 'words', is_detached: false });
      for (const list of lists) expect(list[0]).toEqual(first);
    }
    expect((await comments(id)).map(({ segment_id }) => segment_id)).toEqual(Array(6).fill('one'));
  });

  it('ten hours with 500 comments: after one edit only what changed is read and written', async () => {
    const document = Array.from({ length: 7_200 }, (_, index) => ({
      id: `s${index}`,
      start: index * 5_000,
      stop: index * 5_000 + 4_800,
      text: `paragraph number ${index} has about a dozen words that somebody said`,
    }));
    const id = await create(document);
    const { db } = server.running.ctx;
    await call('POST', `/${id}/comments`, { text: 'x', segment_id: 's14' });
    const { document: row, organization_id } = await db
      .selectFrom('comments')
      .select(['document', 'organization_id'])
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    const segments = await db
      .selectFrom('document_segments')
      .select(['id', 'segment_id', 'start_ms'])
      .where('document', '=', row)
      .orderBy('id')
      .execute();
    const rows = segments
      .filter((_, index) => index % 14 === 0)
      .slice(0, 499)
      .map(({ id: segment, segment_id, start_ms }) => {
        const place = JSON.stringify({ from_row: segment, from_word: 2, to_row: segment, to_word: 2 });
        return {
          ...{ organization_id, document: row, author: 'key:1', text: 'x', kind: 'range' as const, quote: 'x' },
          ...{ start_ms, stop_ms: start_ms + 100, segment_id, place, home: place },
        };
      });
    await db.insertInto('comments').values(rows).execute();
    await call('PUT', `/${id}`, { changes: [{ id: 's14', text: 'one more paragraph number 14 has changed' }] });
    const versions = () =>
      db
        .selectFrom('comments')
        .select((select) => ['id', select.ref('xmin' as never).as('version')])
        .where('document', '=', row)
        .execute();
    const before = new Map((await versions()).map((one) => [one.id, String((one as { version: unknown }).version)]));
    await comments(id);
    const written = (await versions()).filter(
      (one) => before.get(one.id) !== String((one as { version: unknown }).version),
    );
    // The one on the paragraph, and the one on its third word.
    expect(written).toHaveLength(2);
    // Everything moved at once: still one go.
    const later = (await read(id)).map(({ words: _, ...segment }) => ({
      ...segment,
      start: segment.start + 700,
      stop: segment.stop + 700,
    }));
    await call('PUT', `/${id}`, { document: later });
    const moved = await comments(id);
    const now = await read(id);
    for (const comment of moved.slice(1)) {
      const segment = now.find(({ id }) => id === comment.segment_id) as Required<Segment>;
      expect(comment).toMatchObject({ start: segment.start, is_detached: false });
    }
  });
});
