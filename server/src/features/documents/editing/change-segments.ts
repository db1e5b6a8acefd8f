import type { Ctx } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import {
  type DocumentRow,
  type DocumentSegment,
  findRevisionSegments,
  listSegmentsByName,
  newSegmentId,
  type RevisedSegment,
  type SegmentRow,
} from '../../document-store/index.ts';
import type { Change } from '../documents.schema.ts';
import { alignTexts, clampWords, moveWords, spell } from './fit-words.ts';

/**
 * The segments of a document of which a client sends the changes only; costs as much as the changes do.
 *
 * @throws AppError `validation_error` for an id that the document has not, or a new segment without time or text
 */
export async function changeSegments(
  ctx: Ctx,
  document: DocumentRow,
  changes: readonly Change[],
): Promise<RevisedSegment[]> {
  const { organization_id, id, revision } = document;
  const rows = (await findRevisionSegments(ctx.db, { organization_id, document: id, number: revision })) ?? [];
  const names = changes.flatMap((change) => [change.id ?? [], change.after ?? []].flat());
  const named = await listSegmentsByName(ctx.db, document, names, rows);
  const segments: RevisedSegment[] = [...rows];
  // Where the segments of this name stand now; rows go by their numbers, new ones by themselves.
  const placeOf = new Map<string, RevisedSegment>([...named].map(([name, row]) => [name, row.id]));
  for (const [index, change] of changes.entries()) {
    const place = (name: string, field: string) => {
      const found = placeOf.get(name);
      if (found === undefined) throw invalid(`changes.${index}.${field}`, `names no segment: "${name}"`);
      return segments.indexOf(found);
    };
    if (change.id !== undefined && change.after === undefined) {
      const at = place(change.id, 'id');
      const before = segments[at] as RevisedSegment;
      if (change.delete) {
        segments.splice(at, 1);
        placeOf.delete(change.id);
        continue;
      }
      const segment = changed(typeof before === 'number' ? (named.get(change.id) as SegmentRow) : before, change);
      segments[at] = segment;
      placeOf.set(change.id, segment);
      continue;
    }
    const segment = added(change, index, placeOf);
    const at =
      typeof change.after === 'string' ? place(change.after, 'after') + 1 : change.after === null ? 0 : segments.length;
    segments.splice(at, 0, segment);
    placeOf.set(segment.segment_id, segment);
  }
  return segments;
}

function changed(before: DocumentSegment, change: Change): DocumentSegment {
  const { start = before.start_ms, text = before.text, speaker = before.speaker, words } = change;
  const timed = { start_ms: start, stop_ms: Math.max(start, change.stop ?? before.stop_ms), text };
  const same = { segment_id: before.segment_id, speaker, ...timed };
  if (words && spell(words, text)) return { ...same, words: clampWords(words, timed) };
  const moved = moveWords(words ?? before.words, before, timed);
  return { ...same, words: text === before.text ? moved : (alignTexts(moved, [timed])[0] ?? []) };
}

function added(change: Change, index: number, taken: ReadonlyMap<string, unknown>): DocumentSegment {
  const { id, start, stop, text, speaker = null, words = [] } = change;
  if (start === undefined || stop === undefined || text === undefined) {
    throw invalid(`changes.${index}`, 'needs the id of a segment, or start, stop and text of a new one');
  }
  const timed = { start_ms: start, stop_ms: Math.max(start, stop), text };
  const segment_id = id !== undefined && !taken.has(id) ? id : newSegmentId();
  return { segment_id, speaker, ...timed, words: alignTexts(words, [timed])[0] ?? [] };
}

const invalid = (field: string, issue: string) =>
  new AppError('validation_error', { detail: `${field} ${issue}.`, details: { field, issue } });
