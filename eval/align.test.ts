import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { align, characterDistance, type Edit } from './align.ts';

/** The definition (Levenshtein 1966), as slow as it is plain. */
function distance(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return a.length + b.length;
  const [, ...restA] = a;
  const [, ...restB] = b;
  if (a[0] === b[0]) return distance(restA, restB);
  return 1 + Math.min(distance(restA, restB), distance(restA, b), distance(a, restB));
}

/** Does what the edits say to what was said. */
function applied(edits: readonly Edit[], said: readonly string[], heard: readonly string[]): string[] {
  let next = 0;
  const result: string[] = [];
  for (const edit of edits) {
    if ('said' in edit) expect(edit.said).toBe(next++);
    if (edit.kind === 'equal') result.push(said[edit.said] as string);
    if (edit.kind === 'substitution' || edit.kind === 'insertion') {
      expect(edit.heard).toBe(result.length);
      result.push(heard[edit.heard] as string);
    }
  }
  expect(next).toBe(said.length);
  return result;
}

const words = (maxLength: number) => fc.array(fc.constantFrom('a', 'b', 'cat', 'hat', 'hats'), { maxLength });

describe('align', () => {
  it('takes the least edits, and they rebuild what was heard', () => {
    fc.assert(
      fc.property(words(6), words(6), (said, heard) => {
        const edits = align(said, heard);
        expect(edits.filter(({ kind }) => kind !== 'equal')).toHaveLength(distance(said, heard));
        expect(applied(edits, said, heard)).toEqual(heard);
      }),
      { numRuns: 500 },
    );
  });

  it('rebuilds long texts', () => {
    fc.assert(
      fc.property(words(80), words(80), (said, heard) => {
        expect(applied(align(said, heard), said, heard)).toEqual(heard);
      }),
      { numRuns: 50 },
    );
  });

  it('sets words against words like them', () => {
    const said = ['the', 'cat', 'sat'];
    const pairs = align(said, ['hat', 'sat']).map((edit) => edit.kind);
    expect(pairs).toEqual(['deletion', 'substitution', 'equal']);
    const other = align(['we', 'walk', 'home'], ['walked', 'home']).map((edit) => edit.kind);
    expect(other).toEqual(['deletion', 'substitution', 'equal']);
  });

  it('refuses what would take all memory', () => {
    const long = Array.from({ length: 30_000 }, () => 'a');
    expect(() => align(long, long)).toThrow(RangeError);
  });
});

describe('characterDistance', () => {
  it('is the distance of the characters', () => {
    const text = fc.array(fc.constantFrom('a', 'b', ' ', '😀'), { maxLength: 6 }).map((list) => list.join(''));
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(characterDistance(a, b)).toBe(distance([...a], [...b]));
      }),
      { numRuns: 500 },
    );
  });

  it('is right beyond the band it looks at first', () => {
    expect(characterDistance('a'.repeat(300), 'b'.repeat(200))).toBe(300);
    expect(characterDistance(`${'ab'.repeat(100)}${'c'.repeat(40)}`, `${'c'.repeat(40)}${'ab'.repeat(100)}`)).toBe(80);
  });
});
