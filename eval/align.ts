/** One step from what was said to what was heard; indices of the two lists. */
export type Edit =
  | { kind: 'equal' | 'substitution'; said: number; heard: number }
  | { kind: 'deletion'; said: number }
  | { kind: 'insertion'; heard: number };

/** Of the table of the alignment, one byte each: about 20 000 words on both sides, two hours of speech. */
const MOST_CELLS = 4e8;

/** One edit weighs more than all likenesses together, so that the number of edits is always the least. */
const EDIT = 2 ** 24;
/** How little a word is like the one it replaced, at most; a missing or added word counts half. */
const UNLIKE = 64;

const [DIAGONAL, DELETE, INSERT] = [0, 1, 2];

/**
 * The least edits that turn one list of words into another (Levenshtein distance, every edit counts one). Of several
 * ways with as many edits it takes the one that replaces words by words like them, so that `cat` stands against `hat`.
 *
 * @throws RangeError when both lists are longer than about 20 000 words
 */
export function align(said: readonly string[], heard: readonly string[]): Edit[] {
  const columns = heard.length + 1;
  if ((said.length + 1) * columns > MOST_CELLS) {
    throw new RangeError(
      `${said.length} words against ${heard.length} are too many for one alignment; cut the recording.`,
    );
  }
  const from = new Uint8Array((said.length + 1) * columns).fill(INSERT, 0, columns);
  let above = Float64Array.from({ length: columns }, (_, column) => column * (EDIT + UNLIKE / 2));
  let row = new Float64Array(columns);
  for (const [index, word] of said.entries()) {
    row[0] = (above[0] as number) + EDIT + UNLIKE / 2;
    const at = (index + 1) * columns;
    from[at] = DELETE;
    for (let column = 1; column < columns; column++) {
      const other = heard[column - 1] as string;
      let best = (above[column - 1] as number) + (word === other ? 0 : EDIT + unlikeness(word, other));
      let move = DIAGONAL;
      const deletion = (above[column] as number) + EDIT + UNLIKE / 2;
      if (deletion < best) [best, move] = [deletion, DELETE];
      const insertion = (row[column - 1] as number) + EDIT + UNLIKE / 2;
      if (insertion < best) [best, move] = [insertion, INSERT];
      row[column] = best;
      from[at + column] = move;
    }
    [above, row] = [row, above];
  }
  return walkBack(said, heard, from);
}

function walkBack(said: readonly string[], heard: readonly string[], from: Uint8Array): Edit[] {
  const edits: Edit[] = [];
  let [s, h] = [said.length, heard.length];
  while (s > 0 || h > 0) {
    const move = from[s * (heard.length + 1) + h];
    if (move === DELETE) edits.push({ kind: 'deletion', said: --s });
    else if (move === INSERT) edits.push({ kind: 'insertion', heard: --h });
    else {
      const kind = said[--s] === heard[--h] ? 'equal' : 'substitution';
      edits.push({ kind, said: s, heard: h });
    }
  }
  return edits.reverse();
}

/** 0 for words with the same beginning and end, {@link UNLIKE} for words that share neither. */
function unlikeness(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  let begin = 0;
  while (begin < shorter && a[begin] === b[begin]) begin++;
  let end = 0;
  while (end < shorter - begin && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return Math.round(UNLIKE * (1 - (begin + end) / Math.max(a.length, b.length)));
}

/**
 * Levenshtein distance of two texts by characters (code points). Looks only as far from the diagonal as the distance
 * reaches (Ukkonen 1985), so long texts that are much alike take little time.
 */
export function characterDistance(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  let reach = Math.max(16, Math.abs(left.length - right.length));
  for (;;) {
    const distance = distanceWithin(left, right, reach);
    if (distance <= reach) return distance;
    reach *= 2;
  }
}

/** The distance, if it is not above `reach`; else some number above it. */
function distanceWithin(a: readonly string[], b: readonly string[], reach: number): number {
  const far = reach + 1;
  let above = Uint32Array.from({ length: b.length + 1 }, (_, column) => Math.min(column, far));
  let row = new Uint32Array(b.length + 1);
  for (let index = 1; index <= a.length; index++) {
    const from = Math.max(1, index - reach);
    const to = Math.min(b.length, index + reach);
    row[from - 1] = from === 1 ? Math.min(index, far) : far;
    for (let column = from; column <= to; column++) {
      const diagonal = (above[column - 1] as number) + (a[index - 1] === b[column - 1] ? 0 : 1);
      const deletion = column === index + reach ? far : (above[column] as number) + 1;
      row[column] = Math.min(diagonal, deletion, (row[column - 1] as number) + 1, far);
    }
    [above, row] = [row, above];
  }
  return above[b.length] as number;
}
