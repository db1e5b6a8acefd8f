import { expect, it } from 'vitest';
import type { PlacedComment } from './anchors.repo.ts';
import type { Segment } from './match-words.ts';
import { movePlaces, rowsToRead } from './move-places.ts';

let nextRow = 1;
/** A segment in which each word takes a tenth of a second, from a time on. */
function segment(segment_id: string, start_ms: number, text: string): Segment {
  const words = text
    .split(' ')
    .filter(Boolean)
    .map((word, at) => [word, start_ms + at * 100, start_ms + at * 100 + 100, null] as const);
  return {
    ...{ id: nextRow++, segment_id, start_ms, stop_ms: start_ms + Math.max(1_000, words.length * 100) },
    words: words.map(([...word]) => word),
  };
}

/** A comment on words of a segment. */
function on(segment: Segment, text: string, kind: 'range' | 'segment' = 'range'): PlacedComment {
  const words = text.split(' ');
  const from = segment.words.findIndex((_, at) =>
    words.every((word, index) => segment.words[at + index]?.[0] === word),
  );
  const to = from + words.length - 1;
  const place = { from_row: segment.id, from_word: from, to_row: segment.id, to_word: to };
  const [first, last] = [segment.words[from], segment.words[to]];
  if (!first || !last) throw new Error(`"${text}" is not there`);
  return {
    ...{ id: 1, kind, start_ms: first[1], stop_ms: last[2], segment_id: segment.segment_id, is_detached: false },
    ...{ place, home: place },
  };
}

/** Goes through revisions; says what a comment is about after the last. */
function follow(comment: PlacedComment, ...revisions: Segment[][]) {
  const all = new Map(revisions.flat().map((segment) => [segment.id, segment]));
  let moved = comment;
  for (const [index, after] of revisions.entries()) {
    if (index === 0) continue;
    const change = { before: (revisions[index - 1] ?? []).map(({ id }) => id), after: after.map(({ id }) => id) };
    const read = new Map(rowsToRead([moved], change).map((row) => [row, all.get(row) as Segment]));
    moved = movePlaces([moved], change, read)[0] as PlacedComment;
  }
  const { place, start_ms, stop_ms, segment_id, is_detached } = moved;
  const last = revisions.at(-1) ?? [];
  const words = !place
    ? null
    : place.from_row === place.to_row
      ? all
          .get(place.from_row)
          ?.words.slice(place.from_word, place.to_word + 1)
          .map(([word]) => word)
          .join(' ')
      : `${all.get(place.from_row)?.words[place.from_word]?.[0]} … ${all.get(place.to_row)?.words[place.to_word]?.[0]}`;
  if (place) expect(last.map(({ id }) => id)).toEqual(expect.arrayContaining([place.from_row, place.to_row]));
  return { words, start_ms, stop_ms, segment_id, is_detached };
}

const intro = segment('intro', 0, 'good morning everyone');
const talk = segment('talk', 1_000, 'the quick brown fox jumps over the lazy dog');
const end = segment('end', 2_000, 'thank you all');
const before = [intro, talk, end];
const brown = on(talk, 'brown fox');

it('stays where nothing changed, whatever changes elsewhere', () => {
  const after = [segment('intro', 0, 'good evening'), talk, end];
  expect(follow({ ...brown, start_ms: 1_190 }, before, after)).toEqual({
    ...{ words: 'brown fox', start_ms: 1_190, stop_ms: 1_400, segment_id: 'talk', is_detached: false },
  });
});

it('moves with words put in before, taken out, spelt another way, and a segment moved in time', () => {
  for (const [text, start] of [
    ['well yes the quick brown fox jumps', 1_000],
    ['brown fox', 1_000],
    ['the quick Brown fox, jumps', 1_000],
    ['the quick brown fox jumps over the lazy dog', 6_000],
  ] as const) {
    const now = segment('talk', start, text);
    const at = now.words.findIndex(([word]) => word.toLowerCase() === 'brown');
    expect(follow(brown, before, [intro, now, end]), text).toMatchObject({
      ...{ start_ms: start + at * 100, stop_ms: start + at * 100 + 200, segment_id: 'talk', is_detached: false },
      words: expect.stringMatching(/^brown fox,?$/i),
    });
  }
});

it('keeps what it began before its first word', () => {
  const after = [intro, segment('talk', 5_000, 'so the quick brown fox'), end];
  expect(follow({ ...brown, start_ms: 1_150, stop_ms: 1_420 }, before, after)).toMatchObject({
    ...{ start_ms: 5_250, stop_ms: 5_520 },
  });
});

it('goes along when a segment is cut in two, joined with another, or its words go to another place', () => {
  const halves = [segment('talk', 1_000, 'the quick'), segment('new', 1_200, 'brown fox jumps over the lazy dog')];
  expect(follow(brown, before, [intro, ...halves, end])).toMatchObject({ words: 'brown fox', segment_id: 'new' });
  const joined = segment('intro', 0, 'good morning everyone the quick brown fox jumps over the lazy dog');
  expect(follow(brown, before, [joined, end])).toMatchObject({ words: 'brown fox', segment_id: 'intro' });
  const moved = [segment('end', 2_000, 'thank you all quick brown fox'), segment('talk', 1_000, 'the jumps')];
  expect(follow(brown, before, [intro, ...moved])).toMatchObject({ words: 'brown fox', segment_id: 'end' });
  const cut = [segment('talk', 1_000, 'the quick brown'), segment('new', 1_300, 'fox jumps')];
  expect(follow(brown, before, [intro, ...cut, end])).toMatchObject({
    ...{ words: 'brown … fox', segment_id: 'talk', start_ms: 1_200, stop_ms: 1_400 },
  });
});

it('shrinks to what is left, grows with what is put in between, and is whole again with its words', () => {
  const less = [intro, segment('talk', 1_000, 'the quick fox jumps'), end];
  expect(follow(brown, before, less)).toMatchObject({ words: 'fox', start_ms: 1_200, is_detached: false });
  const more = [intro, segment('talk', 1_000, 'the quick brown old fox jumps'), end];
  expect(follow(brown, before, more)).toMatchObject({ words: 'brown old fox', start_ms: 1_200, stop_ms: 1_500 });
  expect(follow(brown, before, less, before)).toMatchObject({ words: 'brown fox', start_ms: 1_200, stop_ms: 1_400 });
  expect(follow(brown, before, less, more)).toMatchObject({ words: 'fox' });
  const again = [intro, segment('talk', 1_000, 'oh the brown fox'), end];
  expect(follow(brown, before, less, again)).toMatchObject({ words: 'brown fox', start_ms: 1_200 });
});

it('is detached near its time when its words are gone, and comes back with them', () => {
  const without = [intro, segment('talk', 5_000, 'the quick jumps over'), end];
  expect(follow(brown, before, without)).toEqual({
    ...{ words: null, start_ms: 5_200, stop_ms: 5_200, segment_id: 'talk', is_detached: true },
  });
  expect(follow(brown, before, [intro, end])).toMatchObject({
    ...{ words: null, start_ms: 1_200, stop_ms: 1_400, segment_id: null, is_detached: true },
  });
  const empty = before.map(({ segment_id, start_ms }) => segment(segment_id, start_ms, ''));
  expect(follow(brown, before, empty)).toMatchObject({ words: null, segment_id: 'talk', start_ms: 1_200 });
  for (const gone of [without, [intro, end], empty]) {
    expect(follow(brown, before, gone, before)).toMatchObject({
      words: 'brown fox',
      start_ms: 1_200,
      is_detached: false,
    });
    const anew = [intro, segment('talk', 3_000, 'a brown fox'), end];
    expect(follow(brown, before, gone, anew)).toMatchObject({ words: 'brown fox', start_ms: 3_100 });
  }
});

it('is not taken to the same common word elsewhere', () => {
  const comment = on(talk, 'the');
  const after = [segment('intro', 0, 'good the morning everyone'), segment('talk', 8_000, 'quick brown'), end];
  expect(follow(comment, before, after)).toMatchObject({ words: null, is_detached: true });
});

it('stays on a whole paragraph whatever becomes of its words, and on its words when they are joined with others', () => {
  const whole = on(talk, 'the quick brown fox jumps over the lazy dog', 'segment');
  const rewritten = segment('talk', 1_500, 'something else');
  expect(follow(whole, before, [intro, rewritten, end])).toEqual({
    ...{ words: 'something else', start_ms: 1_500, stop_ms: 2_500, segment_id: 'talk', is_detached: false },
  });
  const joined = segment('intro', 0, 'good morning everyone the quick brown fox jumps over the lazy dog');
  const words = 'the quick brown fox jumps over the lazy dog';
  expect(follow(whole, before, [joined, end])).toMatchObject({ words, segment_id: 'intro', start_ms: 300 });
  expect(follow(whole, before, [joined, end], before)).toMatchObject({
    segment_id: 'talk',
    start_ms: 1_000,
    stop_ms: 2_000,
  });
});

it('over several paragraphs keeps its ends', () => {
  const long: PlacedComment = {
    ...{ ...brown, start_ms: 100, stop_ms: 2_100 },
    ...{ place: { from_row: intro.id, from_word: 1, to_row: end.id, to_word: 0 } },
    home: { from_row: intro.id, from_word: 1, to_row: end.id, to_word: 0 },
  };
  const changed = [intro, segment('talk', 1_000, 'nothing'), segment('end', 2_000, 'oh thank you')];
  expect(follow(long, before, changed)).toMatchObject({ words: 'morning … thank', stop_ms: 2_200 });
  const shorter = [segment('intro', 0, 'good day'), talk, segment('end', 2_000, 'bye')];
  expect(follow(long, before, shorter)).toMatchObject({ words: 'the quick brown fox jumps over the lazy dog' });
  expect(follow(long, before, shorter, before)).toMatchObject({
    words: 'morning … thank',
    start_ms: 100,
    stop_ms: 2_100,
  });
  const swapped = [segment('end', 0, 'thank you'), talk, segment('intro', 2_000, 'morning all')];
  expect(follow(long, before, swapped).is_detached).toBe(false);
});
