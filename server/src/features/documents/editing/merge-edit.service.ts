import { timestamp } from '../../../captions/formats/timestamps.ts';
import type { Ctx } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import type { DocumentFacts } from '../../../platform/tables.ts';
import {
  type DocumentRow,
  digestOf,
  findRevisionFacts,
  listSegmentTexts,
  type RevisedSegment,
  revisionConflict,
} from '../../document-store/index.ts';
import { type FieldConflict, mergeFacts } from './merge-facts.ts';
import { mergeSegments, type SegmentConflict } from './merge-segments.ts';

/** An error tells of so many conflicts and how many there are: whoever meets more has to read the document again anyway. */
const MOST_CONFLICTS = 100;

/** What a client makes of the state it has seen. */
export interface LateEdit {
  /** What it says beside the text. */
  facts: Partial<DocumentFacts>;
  /** Makes the segments of the state the client has seen into those it wants; undefined: they stay. */
  revise: (seen: DocumentRow) => Promise<RevisedSegment[] | undefined>;
  /** Ids of the segments whose words the client sent too. */
  timed: ReadonlySet<string>;
}

type Text = Omit<Awaited<ReturnType<typeof listSegmentTexts>>[number], 'id'> & { revised: RevisedSegment };

/**
 * Puts an edit of an earlier state together with what was written since.
 *
 * @param seen the number of that state
 * @returns segments and facts to be written; undefined for what stays as it is
 * @throws AppError `edit_conflict` with both versions of what both changed; `revision_conflict` for a number that nobody can
 *   have seen
 */
export async function mergeEdit(
  ctx: Ctx,
  current: DocumentRow,
  seen: number,
  edit: LateEdit,
): Promise<{ segments: RevisedSegment[] | undefined; facts: Partial<DocumentFacts> }> {
  const { organization_id, id: document, revision } = current;
  const key = { organization_id, document, number: seen };
  const before = seen > 0 && seen < revision ? await findRevisionFacts(ctx.db, key) : undefined;
  if (!before) throw revisionConflict(revision, seen);
  const facts = mergeFacts(before, edit.facts, current);
  const wanted = await edit.revise({ ...current, ...before, revision: seen });
  const { segments, conflicts } = await mergeTexts(ctx, current, seen, wanted, edit.timed);
  if (conflicts.length + facts.conflicts.length > 0) throw editConflict(current, seen, conflicts, facts.conflicts);
  return { segments, facts: facts.changes };
}

async function mergeTexts(
  ctx: Ctx,
  { organization_id, id: document, revision }: DocumentRow,
  seen: number,
  wanted: RevisedSegment[] | undefined,
  timed: ReadonlySet<string>,
): Promise<{ segments: RevisedSegment[] | undefined; conflicts: SegmentConflict<Text>[] }> {
  if (!wanted) return { segments: undefined, conflicts: [] };
  const textsOf = async (number: number): Promise<Text[]> =>
    (await listSegmentTexts(ctx.db, { organization_id, document, number })).map(({ id, ...text }) => ({
      ...text,
      revised: id,
    }));
  const base = await textsOf(seen);
  const theirs = await textsOf(revision);
  const rows = new Map(base.map((text) => [text.revised, text]));
  const mine = wanted.map((revised) =>
    typeof revised === 'number' ? (rows.get(revised) as Text) : { ...revised, digest: digestOf(revised), revised },
  );
  const isSame = (one: Text, other: Text) => one.revised === other.revised || one.digest.equals(other.digest);
  const { merged, conflicts } = mergeSegments(base, mine, theirs, {
    isSame,
    agree: (one, other) => isSame(one, other) || (!timed.has(one.segment_id) && saysSame(one, other)),
  });
  const segments = merged.map(({ revised }) => revised);
  const isPresent = segments.length === theirs.length && theirs.every(({ revised }, at) => revised === segments[at]);
  return { segments: isPresent ? undefined : segments, conflicts };
}

const saysSame = (one: Text, other: Text) =>
  one.text === other.text &&
  one.speaker === other.speaker &&
  one.start_ms === other.start_ms &&
  one.stop_ms === other.stop_ms;

function editConflict(
  { revision }: DocumentRow,
  seen: number,
  segments: SegmentConflict<Text>[],
  fields: FieldConflict[],
): AppError {
  const what = segments.length > 0 ? `Of what you changed ${segments.length} segments were` : 'What you changed was';
  return new AppError('edit_conflict', {
    detail:
      `You have seen revision ${seen}. ${what} changed in another way up to revision ${revision}. ` +
      'Nothing was written. Read the document, then send your change again.',
    details: {
      revision,
      expected: seen,
      conflict_count: segments.length + fields.length,
      conflicts: segments.slice(0, MOST_CONFLICTS).map(({ segment_id, base, mine, theirs }) => ({
        segment_id,
        base: viewText(base),
        yours: viewText(mine),
        theirs: viewText(theirs),
      })),
      fields: fields.slice(0, MOST_CONFLICTS).map(viewField),
    },
  });
}

/** Without words: they are nearly all of the bytes, and no help in choosing. */
const viewText = (text: Text | null) =>
  text && { id: text.segment_id, start: text.start_ms, stop: text.stop_ms, speaker: text.speaker, text: text.text };

function viewField({ field, base, mine, theirs }: FieldConflict) {
  if (field !== 'timecode_offset_ms') return { field, base, yours: mine, theirs };
  const [was, yours, is] = [base, mine, theirs].map((ms) => timestamp(Number(ms), '.'));
  return { field: 'timecode_offset', base: was, yours, theirs: is };
}
