import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Mergeable, mergeSegments } from './merge-segments.ts';

interface Segment extends Mergeable {
  text: string;
}

const isSame = (one: Segment, other: Segment) => one.text === other.text;
const merge = (base: Segment[], mine: Segment[], theirs: Segment[]) =>
  mergeSegments(base, mine, theirs, { isSame, agree: isSame });

/** `a b! c@7`: segments by their ids, `!` edited, `@` at a time; otherwise the time is that of the letter. */
const read = (line: string): Segment[] =>
  line
    .split(' ')
    .filter(Boolean)
    .map((part) => {
      const [, segment_id = '', mark = '', at] = /^(\w+)([!?]*)(?:@(\d+))?$/.exec(part) ?? [];
      const start_ms = at === undefined ? segment_id.charCodeAt(0) * 10 : Number(at);
      return { segment_id, start_ms, text: segment_id + mark };
    });
const write = (segments: Segment[]) => segments.map(({ text }) => text).join(' ');

describe('mergeSegments', () => {
  it.each([
    ['edits of different ones', 'a b c', 'a! b c', 'a b c!', 'a! b c!'],
    ['the same edit', 'a b c', 'a! b', 'a! b c', 'a! b'],
    ['both take the same out', 'a b c', 'a c', 'a c', 'a c'],
    ['something put in behind what the other took out', 'a b c', 'a b x c', 'a c', 'a x c'],
    ['something put in behind what the other put elsewhere', 'a b c', 'a b x c', 'b a c', 'b x a c'],
    ['both put something in at one place: in order of time', 'a c', 'a x@991 y@993 c', 'a z@992 c', 'a x z y c'],
    ['both at one time: theirs first', 'a c', 'a x@991 c', 'a z@991 c', 'a z x c'],
    ['at the beginning and the end', 'a', 'x@1 a', 'a z', 'x a z'],
    ['a cut and an edit of the one beside', 'a b', 'a! x@971 b', 'a b!', 'a! x b!'],
    ['a join and an edit of the one behind', 'a b c', 'a! c', 'a b c!', 'a! c!'],
    ['two exchanged here, two there', 'a b c d', 'b a c d', 'a b d c', 'b a d c'],
    ['all taken out, one put in', 'a b', '', 'a b z', 'z'],
    ['the same new one by both, as when a request is sent again', 'a', 'a x', 'a x', 'a x'],
  ])('%s', (_, base, mine, theirs, merged) => {
    const result = merge(read(base), read(mine), read(theirs));
    expect([write(result.merged), result.conflicts]).toEqual([merged, []]);
  });

  it.each([
    ['different edits', 'a b', 'a! b', 'a? b', [['a', 'a', 'a!', 'a?']]],
    ['edited and taken out', 'a b', 'b', 'a! b', [['a', 'a', undefined, 'a!']]],
    ['taken out and edited', 'a b', 'a! b', 'b', [['a', 'a', 'a!', undefined]]],
    ['joined and edited', 'a b c', 'a! c', 'a b! c', [['b', 'b', undefined, 'b!']]],
    ['joined by one, taken out by the other', 'a b c', 'a! c', 'a c', [['b', 'b', undefined, undefined]]],
    ['a new one of the same name', 'a', 'a x', 'a x!', [['x', undefined, 'x', 'x!']]],
  ])('conflict: %s', (_, base, mine, theirs, expected) => {
    const { conflicts } = merge(read(base), read(mine), read(theirs));
    expect(
      conflicts.map(({ segment_id, ...sides }) => [segment_id, sides.base?.text, sides.mine?.text, sides.theirs?.text]),
    ).toEqual(expected);
  });

  it('conflict: both moved the same elsewhere', () => {
    const { conflicts } = merge(read('a b c'), read('b a c'), read('c b a'));
    expect(conflicts.map(({ segment_id }) => segment_id)).toContain('a');
  });
});

/** What one side does: each step concerns the segment at a place. */
const step = fc.record({ kind: fc.constantFrom('edit', 'remove', 'add', 'exchange'), at: fc.nat(), other: fc.nat() });
const steps = fc.array(step, { maxLength: 8 });
const length = fc.integer({ min: 0, max: 10 });
const baseOf = (length: number): Segment[] =>
  Array.from({ length }, (_, at) => ({ segment_id: `b${at}`, start_ms: at * 1_000, text: `b${at}` }));

function apply(base: Segment[], side: string, steps: { kind: string; at: number; other: number }[]): Segment[] {
  const segments = [...base];
  for (const [number, { kind, at: given, other }] of steps.entries()) {
    const at = segments.length === 0 ? 0 : given % segments.length;
    const there = segments[at];
    if (kind === 'add') {
      const name = `${side}${number}`;
      segments.splice(at, 0, { segment_id: name, start_ms: there?.start_ms ?? 0, text: name });
    } else if (!there) continue;
    else if (kind === 'edit') segments[at] = { ...there, text: `${there.text} ${side}${number}` };
    else if (kind === 'remove') segments.splice(at, 1);
    else {
      const with_ = other % segments.length;
      [segments[at], segments[with_]] = [segments[with_] as Segment, there];
    }
  }
  return segments;
}

describe('whatever two people do', () => {
  const three = fc.tuple(length, steps, steps).map(([count, m, t]) => ({
    base: baseOf(count),
    mine: apply(baseOf(count), 'm', m),
    theirs: apply(baseOf(count), 't', t),
  }));

  it('the same by both is that, and what only one did is that', () => {
    fc.assert(
      fc.property(three, ({ base, mine }) => {
        expect(merge(base, mine, mine)).toEqual({ merged: mine, conflicts: [] });
        expect(merge(base, mine, base)).toEqual({ merged: mine, conflicts: [] });
        expect(merge(base, base, mine)).toEqual({ merged: mine, conflicts: [] });
      }),
      { numRuns: 2_000 },
    );
  });

  it('nothing that somebody changed is lost, nothing is there twice, and it matters not who was first', () => {
    let merges = 0;
    fc.assert(
      fc.property(three, ({ base, mine, theirs }) => {
        const { merged, conflicts } = merge(base, mine, theirs);
        const ids = merged.map(({ segment_id }) => segment_id);
        expect(new Set(ids).size).toBe(ids.length);
        const swapped = merge(base, theirs, mine);
        expect(swapped.conflicts.length > 0).toBe(conflicts.length > 0);
        if (conflicts.length > 0) return;
        merges++;
        const texts = (segments: Segment[]) => new Map(segments.map((one) => [one.segment_id, one.text]));
        const [was, result] = [texts(base), texts(merged)];
        expect(texts(swapped.merged)).toEqual(result);
        for (const side of [texts(mine), texts(theirs)]) {
          for (const [id, text] of side) if (text !== was.get(id)) expect(result.get(id)).toBe(text);
          for (const id of was.keys()) if (!side.has(id)) expect(result.has(id)).toBe(false);
        }
        for (const [id, text] of result) {
          expect([texts(mine).get(id), texts(theirs).get(id)]).toContain(text);
        }
      }),
      { numRuns: 5_000 },
    );
    expect(merges).toBeGreaterThan(500);
  });

  it('edits of different segments give the same in either order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.array(fc.nat(11)), fc.array(fc.nat(11)), (count, m, t) => {
        const base = baseOf(count);
        const edit = (side: string, places: number[], parity: number) =>
          base.map((one, at) => (at % 2 === parity && places.includes(at) ? { ...one, text: `${side} ${at}` } : one));
        const [mine, theirs] = [edit('m', m, 0), edit('t', t, 1)];
        expect(merge(base, mine, theirs)).toEqual(merge(base, theirs, mine));
        expect(merge(base, mine, theirs).conflicts).toEqual([]);
      }),
    );
  });
});
