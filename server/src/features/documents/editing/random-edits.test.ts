import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { READING, startTestServer, type TestServer } from '../../../../test/test-server.ts';

const SESSIONS = '/api/v3/speech-to-text/session';

interface Segment {
  id: string;
  start: number;
  stop: number;
  speaker: string | null;
  text: string;
  words: [string, number, number, number | null][];
}

let server: TestServer;
let session: string;
beforeAll(async () => {
  server = await startTestServer();
  session = await server.transcribe(READING);
  await server.ended(session);
});
afterAll(() => server.stop());

const call = (method: string, path: string, json?: unknown) =>
  server.call(method, `${SESSIONS}/${session}/document${path}`, {
    key: server.keys.batch,
    ...(json === undefined ? {} : { json }),
  });

const WORDS = ['the', 'cat', 'sat', 'on', 'a', 'mat', 'quietly', 'and', 'slept.', 'Ça', '世界'];
const word = fc.constantFrom(...WORDS);
const sentence = fc.array(word, { minLength: 1, maxLength: 12 });

/** What editors do to a paragraph: words changed, put in, taken out; cut in two; joined with the next; moved in time. */
const edit = fc.oneof(
  fc.record({ kind: fc.constant('replace' as const), at: fc.nat(), from: fc.nat(), count: fc.nat(3), words: sentence }),
  fc.record({ kind: fc.constant('split' as const), at: fc.nat(), from: fc.nat() }),
  fc.record({ kind: fc.constant('join' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('move' as const), at: fc.nat(), by: fc.integer({ min: -300, max: 300 }) }),
  fc.record({ kind: fc.constant('remove' as const), at: fc.nat() }),
);
type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never;

function apply(segments: Segment[], change: Edit): Omit<Segment, 'words' | 'id'>[] {
  const at = change.at % segments.length;
  const segment = segments[at] as Segment;
  const { words: _, ...plain } = segment;
  const tokens = plain.text.split(/\s+/).filter(Boolean);
  switch (change.kind) {
    case 'replace': {
      const changed = tokens.toSpliced(change.from % (tokens.length + 1), change.count, ...change.words);
      return segments.with(at, { ...plain, text: changed.join(' ') } as Segment);
    }
    case 'split': {
      const cut = change.from % (tokens.length + 1);
      const middle = Math.round((plain.start + plain.stop) / 2);
      const halves = [
        { ...plain, stop: middle, text: tokens.slice(0, cut).join(' ') },
        { start: middle, stop: plain.stop, speaker: plain.speaker, text: tokens.slice(cut).join(' ') },
      ];
      return (segments as Omit<Segment, 'words' | 'id'>[]).toSpliced(at, 1, ...halves);
    }
    case 'join': {
      const next = segments[at + 1];
      if (!next) return segments;
      return segments.toSpliced(at, 2, { ...plain, stop: next.stop, text: `${plain.text} ${next.text}` } as Segment);
    }
    case 'move': {
      const start = Math.max(0, plain.start + change.by);
      return segments.with(at, { ...plain, start, stop: Math.max(start, plain.stop + change.by) } as Segment);
    }
    case 'remove':
      return segments.length > 1 ? segments.toSpliced(at, 1) : segments;
  }
}

it('whatever is edited: words spell the text, keep their order and their segment, and what was left alone is as it was', async () => {
  const text = (index: number) =>
    Array.from({ length: 8 }, (_, at) => WORDS[(index * 3 + at) % WORDS.length]).join(' ');
  const document = Array.from({ length: 12 }, (_, index) => ({
    start: index * 4_000,
    stop: index * 4_000 + 3_500,
    speaker: index % 2 === 0 ? 'S1' : null,
    text: text(index),
  }));
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 8 }), async (edits) => {
      const { id } = (await call('POST', '', { document, document_type: 'document' })).body.result;
      const read = async (): Promise<Segment[]> =>
        (await call('GET', `/${id}`)).body.result.document.content.paragraphs;
      let revision = 1;
      for (const change of edits) {
        const before = await read();
        const wanted = apply(before, change);
        const answer = await call('PUT', `/${id}`, { document: wanted });
        expect(answer.status).toBe(200);
        expect(answer.body.result.revision).toBeGreaterThanOrEqual(revision);
        revision = answer.body.result.revision;
        const after = await read();
        expect(after.map(({ text, start, stop }) => [text, start, stop])).toEqual(
          wanted.map(({ text, start, stop }) => [text, start, stop]),
        );
        const untouched = new Map(before.map((segment) => [segment.id, segment]));
        for (const segment of after) {
          const { words, start, stop } = segment;
          expect(words.map(([word]) => word)).toEqual(segment.text.split(/\s+/).filter(Boolean));
          for (const [index, [, from, to]] of words.entries()) {
            expect(from).toBeGreaterThanOrEqual(words[index - 1]?.[1] ?? start);
            expect(to).toBeGreaterThanOrEqual(from);
            expect(to).toBeLessThanOrEqual(stop);
          }
          const same = untouched.get(segment.id);
          if (same && same.text === segment.text && same.start === start && same.stop === stop) {
            expect(segment).toEqual(same);
          }
        }
      }
    }),
    { numRuns: 40 },
  );
});
