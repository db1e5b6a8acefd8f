import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../test/seeded-random.ts';
import { READING, startTestServer, type TestServer } from '../../../../test/test-server.ts';

const SESSIONS = '/api/v3/speech-to-text/session';

interface Segment {
  id: string;
  start: number;
  stop: number;
  speaker: string | null;
  text: string;
}

interface Change extends Partial<Segment> {
  after?: string | null;
  delete?: boolean;
}

let server: TestServer;
let session: string;
beforeAll(async () => {
  server = await startTestServer();
  session = await server.transcribe(READING);
  await server.ended(session);
});
afterAll(() => server.stop());

const call = (method: string, path: string, json?: unknown, seen?: number) =>
  server.call(method, `${SESSIONS}/${session}/document${path}`, {
    key: server.keys.batch,
    ...(json === undefined ? {} : { json }),
    ...(seen === undefined ? {} : { headers: { 'if-match': `"${seen}"` } }),
  });

/** A document whose paragraphs say `p0`, `p1`, … */
async function make(count: number): Promise<string> {
  const document = Array.from({ length: count }, (_, at) => ({
    start: at * 4_000,
    stop: at * 4_000 + 3_500,
    text: `p${at}`,
  }));
  const { body } = await call('POST', '', { document, document_type: 'document' });
  return `/${body.result.id}`;
}

async function read(path: string) {
  const answer = await call('GET', path);
  const { document } = answer.body.result;
  const segments: Segment[] = document.content.paragraphs.map(
    ({ words: _, ...segment }: Segment & { words: unknown }) => segment,
  );
  return { document, segments, revision: Number(answer.headers.get('etag')?.replaceAll('"', '')) };
}

describe('an edit of an earlier revision', () => {
  it('200: what only one changed is so, whether all of it is sent or changes, and words keep their times', async () => {
    const path = await make(4);
    const { document, segments, revision } = await read(path);
    const [a, b, c, d] = segments as [Segment, Segment, Segment, Segment];
    await call(
      'PUT',
      path,
      {
        changes: [
          { id: a.id, text: 'first' },
          { id: d.id, delete: true },
        ],
      },
      revision,
    );
    const whole = [a, { ...b, text: 'second' }, c, d];
    const second = await call('PUT', path, { document: { ...document, content: { paragraphs: whole } } }, revision);
    expect([second.status, second.body.result.revision, second.body.result.merged]).toEqual([200, 3, true]);
    expect(second.headers.get('etag')).toBe('"3"');
    const changes = [
      { id: c.id, text: 'third' },
      { after: d.id, start: 15_600, stop: 16_000, text: 'more' },
    ];
    const third = await call('PUT', path, { changes }, revision);
    expect(third.body.result).toMatchObject({ revision: 4, merged: true });
    const now = await call('GET', path);
    const { paragraphs } = now.body.result.document.content;
    expect(paragraphs.map(({ text }: Segment) => text)).toEqual(['first', 'second', 'third', 'more']);
    for (const { text, words, start, stop } of paragraphs) expect(words).toEqual([[text, start, stop, null]]);
    const actions = (await call('GET', `${path}/revisions`)).body.result.map(
      ({ action }: { action: string }) => action,
    );
    expect(actions).toEqual(['edited', 'edited', 'edited', 'imported']);
  });

  it('200: the same again writes nothing; an edit of the present revision is no merge', async () => {
    const path = await make(2);
    const { segments, revision } = await read(path);
    const json = { changes: [{ id: segments[0]?.id, text: 'new words here' }], filename: 'Name' };
    const first = await call('PUT', path, json, revision);
    expect(first.body.result).toMatchObject({ revision: 2, merged: false });
    const again = await call('PUT', path, json, revision);
    expect(again.body.result).toMatchObject({ revision: 2, merged: true, filename: 'Name' });
  });

  it('200: names of speakers go by their labels', async () => {
    const path = await make(1);
    const { document } = await read(path);
    const naming = (speakers: Record<string, string>) => ({
      document: { ...document, metadata: { ...document.metadata, speakers } },
    });
    await call('PUT', path, naming({ S1: 'Ann' }));
    await call('PUT', path, naming({ S1: 'Ann', S2: 'Bob' }), 2);
    const late = await call('PUT', path, naming({ S1: 'Anna' }), 2);
    expect(late.body.result).toMatchObject({ revision: 4, merged: true });
    expect((await read(path)).document.metadata.speakers).toEqual({ S1: 'Anna', S2: 'Bob' });
  });

  it('409 with both texts when the same one changed, and nothing is written; after reading it goes', async () => {
    const path = await make(3);
    const { segments, revision } = await read(path);
    const [a, b, c] = segments as [Segment, Segment, Segment];
    await call(
      'PUT',
      path,
      {
        changes: [
          { id: a.id, text: 'theirs' },
          { id: b.id, delete: true },
        ],
      },
      revision,
    );
    const changes = [
      { id: a.id, text: 'mine' },
      { id: b.id, text: 'mine too' },
      { id: c.id, text: 'fine' },
    ];
    const late = await call('PUT', path, { changes, filename: 'Mine' }, revision);
    expect([late.status, late.body.error_code]).toEqual([409, 'EDIT_CONFLICT']);
    expect(late.body.details).toEqual({
      revision: 2,
      expected: 1,
      conflict_count: 2,
      fields: [],
      conflicts: [
        { segment_id: a.id, base: a, yours: { ...a, text: 'mine' }, theirs: { ...a, text: 'theirs' } },
        { segment_id: b.id, base: b, yours: { ...b, text: 'mine too' }, theirs: null },
      ],
    });
    const now = await read(path);
    expect([now.revision, now.segments.map(({ text }) => text)]).toEqual([2, ['theirs', 'p2']]);
    const again = await call('PUT', path, { changes: [changes[0], changes[2]] }, now.revision);
    expect(again.body.result).toMatchObject({ revision: 3, merged: false });
  });

  it('412, 422 and 400 as ever: ids nobody has, what concerns the whole, what is finished', async () => {
    const path = await make(1);
    const { segments } = await read(path);
    await call('PUT', path, { filename: 'One' });
    const unknown = await call('PUT', path, { changes: [{ id: 'nobody', text: 'x' }] }, 1);
    expect([unknown.status, unknown.body.error_code]).toEqual([422, 'VALIDATION_ERROR']);
    for (const [method, action] of [
      ['PUT', 'clear_text'],
      ['PUT', 'reset_to_original'],
      ['POST', 'finished_status'],
      ['POST', 'revisions/1/restore'],
    ] as const) {
      expect([action, (await call(method, `${path}/${action}`, undefined, 1)).status]).toEqual([action, 412]);
    }
    await call('POST', `${path}/finished_status`);
    const late = await call('PUT', path, { changes: [{ id: segments[0]?.id, text: 'x' }] }, 1);
    expect([late.status, late.body.error_code]).toEqual([400, 'DOCUMENT_FINISHED']);
  });
});

const ROUNDS = 1_000;
const SEED = 7;

/** Marks of edits, such as `e17`: each is put in by one edit only. */
const marksOf = (text: string) => text.match(/\be\d+\b/g) ?? [];

/** Somebody who edits what they have seen, and reads it again only when they are told to. */
function createEditor(path: string, random: () => number) {
  let seen: Awaited<ReturnType<typeof read>> | undefined;
  const below = (count: number) => Math.floor(random() * count);

  /** An edit of what they see: the changes, and the marks it takes away. */
  function think(segments: Segment[], mark: string): { changes: Change[]; removed: string[] } {
    const at = below(segments.length);
    const [segment, next] = [segments[at] as Segment, segments[at + 1]];
    const { id, start, stop, text } = segment;
    const kind = below(10);
    if (kind === 0 && segments.length > 6) return { changes: [{ id, delete: true }], removed: marksOf(text) };
    if (kind === 1 && segments.length < 30) {
      return {
        changes: [{ after: random() < 0.1 ? null : id, start: stop, stop: stop + 10, text: mark }],
        removed: [],
      };
    }
    if (kind === 2 && segments.length < 30) {
      const words = text.split(' ');
      const cut = below(words.length + 1);
      const middle = Math.round((start + stop) / 2);
      const changes = [
        { id, stop: middle, text: [...words.slice(0, cut), mark].join(' ') },
        { after: id, start: middle, stop, text: words.slice(cut).join(' ') },
      ];
      return { changes, removed: [] };
    }
    if (kind === 3 && next && segments.length > 6) {
      const joined = { id, stop: Math.max(stop, next.stop), text: `${text} ${next.text} ${mark}` };
      return { changes: [joined, { id: next.id, delete: true }], removed: [] };
    }
    // So that texts do not grow for ever.
    if (kind === 4 || text.length > 120) return { changes: [{ id, text: mark }], removed: marksOf(text) };
    return { changes: [{ id, text: random() < 0.5 ? `${text} ${mark}` : `${mark} ${text}` }], removed: [] };
  }

  return async (mark: string) => {
    seen ??= await read(path);
    const { segments, document, revision } = seen;
    const { changes, removed } = think(segments, mark);
    const [only] = changes as [Change];
    const isEdit = changes.length === 1 && only.id !== undefined && !only.delete;
    const paragraphs = segments.map((one) => (one.id === only.id ? { ...one, ...only } : one));
    const json = isEdit && random() < 0.5 ? { document: { ...document, content: { paragraphs } } } : { changes };
    const { status, body } = await call('PUT', path, json, revision);
    if (status !== 200 && body.error_code !== 'EDIT_CONFLICT') throw new Error(`${status} ${JSON.stringify(body)}`);
    // They know what they wrote only when they read it; what the other writes from now on they do not know.
    seen = random() < 0.1 ? undefined : await read(path);
    const added = only.delete ? [] : [mark];
    return { isAcknowledged: status === 200, isMerged: body.result?.merged === true, added, removed };
  };
}

it(`two editors, ${ROUNDS} rounds: nothing acknowledged is lost`, async () => {
  const path = await make(8);
  const random = seededRandom(SEED);
  const editors = [createEditor(path, seededRandom(SEED + 1)), createEditor(path, seededRandom(SEED + 2))];
  const [added, removed] = [[] as string[], [] as string[]];
  const counts = { merged: 0, refused: 0 };
  let edits = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const work = editors.map(async (edit) => {
      // Mostly one edit each; sometimes one of them is busier and the other sees less and less of it.
      for (let times = Math.floor(random() * 2.5); times > 0; times--) {
        const done = await edit(`e${edits++}`);
        if (!done.isAcknowledged) {
          counts.refused++;
          continue;
        }
        if (done.isMerged) counts.merged++;
        added.push(...done.added);
        removed.push(...done.removed);
      }
    });
    await Promise.all(work);
  }
  // Whoever took a mark away had seen it; all others are there, each once, and nothing that was refused.
  const gone = new Set(removed);
  const left = added.filter((mark) => !gone.has(mark));
  const found = (await read(path)).segments.flatMap(({ text }) => marksOf(text));
  expect(found.toSorted()).toEqual(left.toSorted());
  // Otherwise the test would show nothing.
  expect(counts.merged).toBeGreaterThan(ROUNDS / 10);
  expect(counts.refused).toBeGreaterThan(ROUNDS / 50);
}, 120_000);
