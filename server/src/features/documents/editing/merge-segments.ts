/** What is needed of a paragraph or caption to put two versions of a document together. */
export interface Mergeable {
  segment_id: string;
  start_ms: number;
}

/** A segment that two changed, each in another way. Null: it is not there. */
export interface SegmentConflict<S> {
  segment_id: string;
  base: S | null;
  mine: S | null;
  theirs: S | null;
}

export interface Comparison<S> {
  /** Whether a segment is as it was. */
  isSame: (one: S, other: S) => boolean;
  /** Whether what two made of a segment is the same. */
  agree: (mine: S, theirs: S) => boolean;
}

/**
 * Puts together what two made of the same segments (a three-way merge by their ids). What one of them changed, put in, took out
 * or moved is so in the result; what both changed must be the same, or it is a conflict. What was put in stays behind the
 * segment it was put behind, or the nearest before that which is still there; of both at one place in the order of time,
 * `theirs` first. No id may be twice in one of the three, and none is in the result.
 */
export function mergeSegments<S extends Mergeable>(
  base: readonly S[],
  mine: readonly S[],
  theirs: readonly S[],
  comparison: Comparison<S>,
): { merged: S[]; conflicts: SegmentConflict<S>[] } {
  const sides = { base: byId(base), mine: byId(mine), theirs: byId(theirs) };
  const conflicts: SegmentConflict<S>[] = [];
  const isCommon = ({ segment_id: id }: S) => sides.base.has(id) && sides.mine.has(id) && sides.theirs.has(id);
  const conflictOf = (segment_id: string): SegmentConflict<S> => ({
    segment_id,
    base: sides.base.get(segment_id) ?? null,
    mine: sides.mine.get(segment_id) ?? null,
    theirs: sides.theirs.get(segment_id) ?? null,
  });
  const common = (side: readonly S[]) => side.filter(isCommon).map(({ segment_id }) => segment_id);
  const { order, disputed } = mergeOrder(common(base), common(mine), common(theirs));
  for (const id of disputed) conflicts.push(conflictOf(id));

  const chosen = new Map<string, S>();
  for (const id of new Set([...sides.base.keys(), ...sides.theirs.keys(), ...sides.mine.keys()])) {
    const conflict = conflictOf(id);
    const segment = choose(conflict, comparison);
    if (segment === 'neither') {
      if (!disputed.has(id)) conflicts.push(conflict);
    } else if (segment) chosen.set(id, segment);
  }

  conflicts.push(...joinedAndRemoved(base, conflictOf, comparison));

  const inOrder = new Set(order);
  const added = {
    theirs: addedBehind(theirs, inOrder, (id) => chosen.has(id)),
    mine: addedBehind(mine, inOrder, (id) => chosen.has(id) && !sides.theirs.has(id)),
  };
  const merged: S[] = [];
  for (const id of [null, ...order]) {
    const own = id === null ? undefined : chosen.get(id);
    if (own) merged.push(own);
    merged.push(...byTime(added.theirs.get(id) ?? [], added.mine.get(id) ?? []));
  }
  return { merged, conflicts };
}

const byId = <S extends Mergeable>(segments: readonly S[]) =>
  new Map(segments.map((segment) => [segment.segment_id, segment]));

const are = <S>(one: S | null, other: S | null, same: (one: S, other: S) => boolean) =>
  one === null || other === null ? one === other : one === other || same(one, other);

/**
 * What both took out, while only one of them changed what stands beside it: that one may have joined the two, so that what the
 * other took out would live on there.
 */
function* joinedAndRemoved<S extends Mergeable>(
  base: readonly S[],
  conflictOf: (id: string) => SegmentConflict<S>,
  { agree }: Comparison<S>,
): Generator<SegmentConflict<S>> {
  const all = base.map(({ segment_id }) => conflictOf(segment_id));
  const isGone = (at: number) => all[at]?.mine === null && all[at]?.theirs === null;
  const isDisputed = (at: number) => {
    const beside = all[at];
    return beside !== undefined && !are(beside.mine, beside.theirs, agree);
  };
  for (let at = 0; at < all.length; at++) {
    if (!isGone(at)) continue;
    let end = at;
    while (isGone(end)) end++;
    if (isDisputed(at - 1) || isDisputed(end)) yield* all.slice(at, end);
    at = end;
  }
}

/** @returns null: it goes */
function choose<S>({ base, mine, theirs }: SegmentConflict<S>, { isSame, agree }: Comparison<S>): S | null | 'neither' {
  if (are(base, mine, isSame)) return theirs;
  if (are(base, theirs, isSame)) return mine;
  return are(mine, theirs, agree) ? theirs : 'neither';
}

/** The order of what is in all three, place by place: whoever changed what stands there has their way. */
function mergeOrder(base: string[], mine: string[], theirs: string[]): { order: string[]; disputed: Set<string> } {
  const order = theirs.map((id, at) => (id === base[at] ? (mine[at] as string) : id));
  const isDisputed = (at: number) => mine[at] !== base[at] && theirs[at] !== base[at];
  const clash = order.some((_, at) => isDisputed(at) && mine[at] !== theirs[at]);
  if (!clash && new Set(order).size === order.length) return { order, disputed: new Set() };
  const disputed = order.flatMap((_, at) => (isDisputed(at) ? [base[at], mine[at], theirs[at]] : [])) as string[];
  return { order: theirs, disputed: new Set(disputed) };
}

/** Runs of what one side put in, by the segment of the common order they stand behind; null: at the beginning. */
function addedBehind<S extends Mergeable>(
  side: readonly S[],
  order: ReadonlySet<string>,
  isLeft: (id: string) => boolean,
): Map<string | null, S[]> {
  const runs = new Map<string | null, S[]>();
  let behind: string | null = null;
  for (const segment of side) {
    if (order.has(segment.segment_id)) behind = segment.segment_id;
    else if (isLeft(segment.segment_id)) {
      const run = runs.get(behind);
      if (run) run.push(segment);
      else runs.set(behind, [segment]);
    }
  }
  return runs;
}

/** Two runs as one; each keeps its own order. */
function* byTime<S extends Mergeable>(theirs: readonly S[], mine: readonly S[]): Generator<S> {
  let at = 0;
  for (const segment of mine) {
    for (let next = theirs[at]; next && next.start_ms <= segment.start_ms; next = theirs[++at]) yield next;
    yield segment;
  }
  yield* theirs.slice(at);
}
