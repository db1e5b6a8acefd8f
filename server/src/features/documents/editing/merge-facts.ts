import type { DocumentFacts } from '../../../platform/tables.ts';

/** A field that two changed, each to something else. Null: it is not there. */
export interface FieldConflict {
  /** Such as `filename`, or `speakers.S1`. */
  field: string;
  base: unknown;
  mine: unknown;
  theirs: unknown;
}

const isEqual = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/**
 * What a late edit changes about a document beside its text: what it says otherwise than the state it was made of. Names of
 * speakers go by their labels.
 *
 * @returns what is to be written; fields that stay are left out
 */
export function mergeFacts(
  base: DocumentFacts,
  mine: Partial<DocumentFacts>,
  theirs: DocumentFacts,
): { changes: Partial<DocumentFacts>; conflicts: FieldConflict[] } {
  const { speakers, ...plain } = mine;
  const fields = mergeFields('', base, plain, theirs);
  if (!speakers) return { changes: fields.changes, conflicts: fields.conflicts };
  const none = Object.fromEntries(Object.keys(base.speakers).map((label) => [label, undefined]));
  const names = mergeFields('speakers.', base.speakers, { ...none, ...speakers }, theirs.speakers);
  const merged = Object.entries({ ...theirs.speakers, ...names.changes }).filter(([, name]) => name !== undefined);
  const changes = { ...fields.changes, ...(names.isChanged ? { speakers: Object.fromEntries(merged) } : {}) };
  return { changes: changes as Partial<DocumentFacts>, conflicts: [...fields.conflicts, ...names.conflicts] };
}

function mergeFields(
  prefix: string,
  base: Record<string, unknown>,
  mine: Record<string, unknown>,
  theirs: Record<string, unknown>,
) {
  const changes: Record<string, unknown> = {};
  const conflicts: FieldConflict[] = [];
  for (const [field, value] of Object.entries(mine)) {
    const [was, is] = [base, theirs].map((side) => (Object.hasOwn(side, field) ? side[field] : undefined));
    if (isEqual(value, was) || isEqual(value, is)) continue;
    if (isEqual(was, is)) changes[field] = value;
    else conflicts.push({ field: prefix + field, base: was ?? null, mine: value ?? null, theirs: is ?? null });
  }
  return { changes, conflicts, isChanged: Object.keys(changes).length > 0 };
}
