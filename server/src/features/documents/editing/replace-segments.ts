import type { DocumentWord } from '../../../captions/index.ts';
import type { Ctx } from '../../../context.ts';
import {
  type DocumentRow,
  type DocumentSegment,
  digestOf,
  listSegmentsByRow,
  listSegmentTexts,
  newSegmentId,
  type RevisedSegment,
  type SegmentBody,
} from '../../document-store/index.ts';
import { alignTexts, clampWords, moveWords, spell } from './fit-words.ts';

type Present = Awaited<ReturnType<typeof listSegmentTexts>>[number];

/** A segment of the new content, and the present one it is, if it is one. */
interface Incoming {
  body: SegmentBody;
  segment_id: string;
  present: Present | undefined;
  isKept: boolean;
}

/**
 * The segments of a document whose whole content a client sends: what is as it was stays the row it was, and what changed has
 * its words aligned with those that stood in its place.
 *
 * @returns undefined when nothing changes
 */
export async function replaceSegments(
  ctx: Ctx,
  document: DocumentRow,
  bodies: readonly SegmentBody[],
): Promise<RevisedSegment[] | undefined> {
  const { organization_id, id, revision } = document;
  const present = await listSegmentTexts(ctx.db, { organization_id, document: id, number: revision });
  const incoming = match(bodies, present);
  if (incoming.length === present.length && incoming.every((one, at) => one.isKept && one.present === present[at])) {
    return undefined;
  }
  const runs = [...changedRuns(incoming, present)];
  const needed = runs.flatMap(({ replaced }) => replaced.map((row) => row.id));
  const rows = await listSegmentsByRow(ctx.db, document, needed);
  const written = new Map<Incoming, DocumentSegment>();
  for (const { changed, replaced } of runs) {
    const old = replaced.flatMap((row) => rows.get(row.id) ?? []);
    writeRun(changed, old, written);
  }
  return incoming.map((one) => (one.isKept ? (one.present as Present).id : (written.get(one) as DocumentSegment)));
}

const textOf = (text: string, speaker: string | null, start: number, stop: number) =>
  `${start} ${stop} ${speaker ?? ''}\n${text}`;

/** By their ids; those without one by what they say. */
function match(bodies: readonly SegmentBody[], present: readonly Present[]): Incoming[] {
  const byId = new Map(present.map((row) => [row.segment_id, row]));
  const byText = Map.groupBy(present, (row) => textOf(row.text, row.speaker, row.start_ms, row.stop_ms));
  // The last of a group comes off in no time, however many say the same.
  for (const rows of byText.values()) rows.reverse();
  const taken = new Set<string>();
  return bodies.map((body) => {
    const { start, stop, speaker = null, text } = body;
    const found =
      body.id === undefined ? nextOf(byText.get(textOf(text, speaker, start, stop)), taken) : byId.get(body.id);
    const own = found && !taken.has(found.segment_id) ? found : undefined;
    const segment_id = own?.segment_id ?? (body.id !== undefined && !taken.has(body.id) ? body.id : newSegmentId());
    taken.add(segment_id);
    return { body, segment_id, present: own, isKept: own !== undefined && isSame(body, own) };
  });
}

function nextOf(rows: Present[] | undefined, taken: ReadonlySet<string>): Present | undefined {
  let row = rows?.pop();
  while (row && taken.has(row.segment_id)) row = rows?.pop();
  return row;
}

function isSame({ start, stop, speaker = null, text, words }: SegmentBody, row: Present): boolean {
  if (start !== row.start_ms || stop !== row.stop_ms || speaker !== row.speaker || text !== row.text) return false;
  // Words of another text are those of before an edit: they say nothing.
  if (!words || !spell(words, text)) return true;
  const { segment_id } = row;
  return digestOf({ segment_id, start_ms: start, stop_ms: stop, speaker, text, words }).equals(row.digest);
}

/** Neighbours that changed, with the present segments that stood between the ones beside them. */
function* changedRuns(
  incoming: readonly Incoming[],
  present: readonly Present[],
): Generator<{ changed: Incoming[]; replaced: Present[] }> {
  const place = new Map(present.map((row, index) => [row, index]));
  const kept = new Set(incoming.flatMap((one) => (one.isKept && one.present ? [one.present] : [])));
  for (let at = 0; at < incoming.length; at++) {
    if (incoming[at]?.isKept) continue;
    let end = at;
    while (end < incoming.length && !incoming[end]?.isKept) end++;
    const changed = incoming.slice(at, end);
    const before = at === 0 ? -1 : (place.get(incoming[at - 1]?.present as Present) as number);
    const behind = end === incoming.length ? present.length : (place.get(incoming[end]?.present as Present) as number);
    const between = present.slice(before + 1, Math.max(before + 1, behind)).filter((row) => !kept.has(row));
    // Whatever was moved to another place still has its words.
    const own = changed.flatMap((one) => (one.present && !between.includes(one.present) ? [one.present] : []));
    yield { changed, replaced: [...between, ...own] };
    at = end;
  }
}

function writeRun(
  changed: readonly Incoming[],
  old: readonly DocumentSegment[],
  written: Map<Incoming, DocumentSegment>,
): void {
  const byId = new Map(old.map((segment) => [segment.segment_id, segment]));
  const used = new Set<DocumentSegment>();
  const open: Incoming[] = [];
  for (const one of changed) {
    const same = byId.get(one.segment_id);
    const words = wordsAsSent(one, same);
    if (!words) {
      open.push(one);
      continue;
    }
    if (same) used.add(same);
    written.set(one, segmentOf(one, words));
  }
  const pool = open.some(({ body }) => body.words?.length)
    ? open.flatMap(({ body, segment_id }) => body.words ?? byId.get(segment_id)?.words ?? [])
    : old.filter((segment) => !used.has(segment)).flatMap(({ words }) => words);
  const aligned = alignTexts(pool, open.map(timedText));
  for (const [index, one] of open.entries()) written.set(one, segmentOf(one, aligned[index] ?? []));
}

/** Words that need no alignment: those the client sent, if they say the text, or the old ones of a segment that was only moved. */
function wordsAsSent({ body }: Incoming, same: DocumentSegment | undefined): DocumentWord[] | undefined {
  if (body.words && spell(body.words, body.text)) return clampWords(body.words, timedText({ body }));
  if (same && same.text === body.text) return moveWords(same.words, same, timedText({ body }));
  return undefined;
}

const timedText = ({ body: { start, stop, text } }: Pick<Incoming, 'body'>) => ({
  start_ms: start,
  stop_ms: Math.max(start, stop),
  text,
});

const segmentOf = (one: Incoming, words: DocumentWord[]): DocumentSegment => ({
  segment_id: one.segment_id,
  ...timedText(one),
  speaker: one.body.speaker ?? null,
  words,
});
