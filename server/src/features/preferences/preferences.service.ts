import { inTransaction, type RequestCtx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { dualOne, many, page } from '../../platform/http/envelope.ts';
import { requirePerson } from '../logins/index.ts';
import {
  countPreferences,
  deletePreferenceRow,
  findPreference,
  hasPreference,
  insertPreference,
  listPreferenceRows,
  lockOwner,
  type PreferenceRow,
  updatePreferenceRow,
} from './preferences.repo.ts';
import type { CreatePreferenceBody, ListPreferencesQuery, UpdatePreferenceBody } from './preferences.schema.ts';

const MAX_VALUE_BYTES = 64 * 1024;
/** Far less than what JSON can be written and read with: those who do it walk into each level. */
const MAX_DEPTH = 100;
const MAX_PREFERENCES = 200;

const view = ({ id, key, value, created_at, last_modified }: PreferenceRow) => ({
  id,
  key,
  value,
  created_at,
  last_modified,
});

export async function listPreferences(ctx: RequestCtx, query: ListPreferencesQuery) {
  const owner = requirePerson(ctx);
  const { q = '', sort = 'created_at', direction = 'desc' } = query;
  const [rows, total] = await Promise.all([
    listPreferenceRows(ctx.db, owner, q, { sort, direction, ...page(query) }),
    countPreferences(ctx.db, owner, q),
  ]);
  return many(rows.map(view), total);
}

/** @throws AppError `preference_not_found`, for those of others too */
export async function getPreference(ctx: RequestCtx, id: number) {
  const row = await findPreference(ctx.db, requirePerson(ctx), id);
  if (!row) throw new AppError('preference_not_found');
  return dualOne(view(row));
}

/** @throws AppError `validation_error` for a value too large or too deep; `conflict` for a key they have, and beyond 200 */
export async function createPreference(ctx: RequestCtx, { key, value }: CreatePreferenceBody) {
  const { user_id, organization_id } = requirePerson(ctx);
  const owner = { user_id, organization_id };
  const text = readValue(value);
  return inTransaction(ctx, async (ctx) => {
    await lockOwner(ctx.db, owner);
    const now = ctx.now();
    if ((await countPreferences(ctx.db, owner, '')) >= MAX_PREFERENCES && !(await hasPreference(ctx.db, owner, key))) {
      throw new AppError('conflict', { detail: `You have ${MAX_PREFERENCES} already. Delete one first.` });
    }
    const row = await insertPreference(ctx.db, {
      ...owner,
      ...{ key: key.toWellFormed(), value: text, created_at: now, last_modified: now },
    });
    if (!row) throw taken();
    return dualOne(view(row));
  });
}

/** @throws AppError `preference_not_found`, `validation_error`; `conflict` when another one has the key */
export async function updatePreference(ctx: RequestCtx, id: number, { key, value }: UpdatePreferenceBody) {
  const owner = requirePerson(ctx);
  const text = readValue(value);
  return inTransaction(ctx, async (ctx) => {
    await lockOwner(ctx.db, owner);
    const before = await findPreference(ctx.db, owner, id);
    if (!before) throw new AppError('preference_not_found');
    const newKey = key?.toWellFormed() ?? before.key;
    if (newKey !== before.key && (await hasPreference(ctx.db, owner, newKey))) throw taken();
    const changes = { key: newKey, value: text, last_modified: ctx.now() };
    const row = await updatePreferenceRow(ctx.db, owner, id, changes);
    if (!row) throw new AppError('preference_not_found');
    return dualOne(view(row));
  });
}

/** @throws AppError `preference_not_found` */
export async function deletePreference(ctx: RequestCtx, id: number): Promise<void> {
  if (!(await deletePreferenceRow(ctx.db, requirePerson(ctx), id))) throw new AppError('preference_not_found');
}

const taken = () => new AppError('conflict', { detail: 'You have a preference with this key: PUT changes it.' });

/** The JSON of a value. */
function readValue(value: unknown): string {
  const fail = (issue: string) =>
    new AppError('validation_error', { detail: `value ${issue}.`, details: { field: 'value', issue } });
  if (depthOf(value) > MAX_DEPTH) throw fail(`must not be nested deeper than ${MAX_DEPTH} levels`);
  const text = JSON.stringify(value);
  if (Buffer.byteLength(text) > MAX_VALUE_BYTES) throw fail('must not have more than 64 KB');
  return text;
}

/** How deep arrays and objects lie in each other, as far as it matters; without calling itself, as the depth is a stranger's choice. */
function depthOf(value: unknown): number {
  let level = [value];
  for (let depth = 0; depth <= MAX_DEPTH; depth++) {
    const inner = level.filter((one): one is object => typeof one === 'object' && one !== null);
    if (inner.length === 0) return depth;
    level = inner.flatMap((one) => Object.values(one));
  }
  return MAX_DEPTH + 1;
}
