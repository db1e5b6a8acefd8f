/** What is to be grouped: a direction, and how much it counts. */
export interface Weighted {
  print: Float32Array;
  weight: number;
}

export interface Agglomeration {
  /** Groups are joined while the mean cosine distance between two is below this. */
  threshold: number;
  /** Joins until so many groups are left, whatever their distance; undefined to go by the threshold. */
  groups?: number | undefined;
}

/**
 * Agglomerative clustering with average linkage over cosine distances: the two nearest groups are joined again and again.
 * Distances after a join follow Lance and Williams (1967). O(n³) at worst and n² numbers of memory: for some hundred items.
 *
 * @returns for each item the number of its group, 0-based in order of first appearance
 */
export function agglomerate(items: readonly Weighted[], { threshold, groups }: Agglomeration): number[] {
  const count = items.length;
  const distance = items.map((a) => Float32Array.from(items, (b) => cosineDistance(a.print, b.print)));
  const weight = items.map((item) => item.weight);
  const alive = items.map((_, index) => index);
  const group = items.map((_, index) => index);
  // The nearest neighbour of each, so that a step looks at n and not at n² distances.
  const nearest = alive.map((index) => findNearest(index, alive, distance));

  while (alive.length > Math.max(1, groups ?? 1)) {
    let a = alive[0] as number;
    for (const index of alive) if (between(index, nearest, distance) < between(a, nearest, distance)) a = index;
    const b = nearest[a] as number;
    if (groups === undefined && between(a, nearest, distance) >= threshold) break;
    const [wa, wb] = [weight[a] as number, weight[b] as number];
    for (const other of alive) {
      if (other === a || other === b) continue;
      const joined = (wa * at(distance, other, a) + wb * at(distance, other, b)) / (wa + wb);
      (distance[other] as Float32Array)[a] = joined;
      (distance[a] as Float32Array)[other] = joined;
    }
    weight[a] = wa + wb;
    alive.splice(alive.indexOf(b), 1);
    for (let index = 0; index < count; index++) if (group[index] === b) group[index] = a;
    for (const index of alive) {
      const isStale = index === a || nearest[index] === a || nearest[index] === b;
      if (isStale) nearest[index] = findNearest(index, alive, distance);
      else if (at(distance, index, a) < between(index, nearest, distance)) nearest[index] = a;
    }
  }
  return inOrder(group);
}

const at = (distance: Float32Array[], a: number, b: number) => (distance[a] as Float32Array)[b] as number;

function between(index: number, nearest: number[], distance: Float32Array[]): number {
  const other = nearest[index] as number;
  return other < 0 ? Number.POSITIVE_INFINITY : at(distance, index, other);
}

function findNearest(index: number, alive: readonly number[], distance: Float32Array[]): number {
  let best = -1;
  for (const other of alive) {
    if (other !== index && (best < 0 || at(distance, index, other) < at(distance, index, best))) best = other;
  }
  return best;
}

/** Numbers from 0 in order of first appearance. */
export function inOrder(labels: readonly number[]): number[] {
  const numbers = new Map<number, number>();
  return labels.map((label) => {
    if (!numbers.has(label)) numbers.set(label, numbers.size);
    return numbers.get(label) as number;
  });
}

/** 0 for the same direction, 1 for a right angle, 2 for opposite ones. */
export function cosineDistance(a: Float32Array, b: Float32Array): number {
  let [dot, aa, bb] = [0, 0, 0];
  for (let index = 0; index < a.length; index++) {
    const [x, y] = [a[index] as number, b[index] as number];
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa === 0 || bb === 0 ? 1 : 1 - dot / Math.sqrt(aa * bb);
}
