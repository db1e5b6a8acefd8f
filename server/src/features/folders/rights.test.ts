import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../test/test-server.ts';
import type { Actor, RequestCtx } from '../../context.ts';
import { levelInFolder } from '../folder-access/index.ts';
import { insertOrganization } from '../organizations/index.ts';
import { listSessions, requireSession } from '../sessions/index.ts';
import { createUser } from '../users/index.ts';
import { getFolder, getRootFolder } from './contents.service.ts';
import { deleteFolder } from './delete-folder.service.ts';
import { insertNewFolder, listFolders, updateFolder } from './folders.service.ts';

/*
 * Who may do what is worked out when folders change, and looked up by SQL. Here it is asked for once more in the simplest
 * way there is: from what is set, by recursion, for every folder, person and key of random trees that were changed at random.
 */

const DEVICE = { address: '127.0.0.1', user_agent: null };
const PEOPLE = 3;
const GROUPS = 3;

let server: TestServer;
let organization_id: number;
let people: Actor[];
let keys: Actor[];
let groups: number[];
let admin: Actor;
beforeAll(async () => {
  server = await startTestServer();
  const { ctx } = server.running;
  ({ id: organization_id } = await insertOrganization(ctx.db, 'Random'));
  const actor = async (role: 'CONTRIBUTOR' | 'ORGADMIN'): Promise<Actor> => {
    const email = `${randomUUID()}@people.example`;
    const { id } = await createUser(ctx, { organization_id, email, password: 'Correct-Horse-1-Staple', roles: [role] });
    return { type: 'user', organization_id, token_id: 0, user_id: id, roles: [role] };
  };
  people = [];
  for (let index = 0; index < PEOPLE; index++) people.push(await actor('CONTRIBUTOR'));
  admin = await actor('ORGADMIN');
  keys = [];
  for (let index = 0; index < 2; index++) {
    await server.createKey({ type: 'batch', organization_id });
    const { id } = await ctx.db
      .selectFrom('tokens')
      .select('id')
      .where('organization_id', '=', organization_id)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    keys.push({ type: 'batch', organization_id, token_id: id });
  }
  groups = [];
  for (let index = 0; index < GROUPS; index++) {
    const values = { organization_id, name: `Group ${index}` };
    const { id } = await ctx.db.insertInto('groups').values(values).returning('id').executeTakeFirstOrThrow();
    groups.push(id);
  }
});
afterAll(() => server.stop());

const as = (actor: Actor): RequestCtx => ({ ...server.running.ctx, actor });

interface Stored {
  id: number;
  parent_id: number | null;
  is_private: boolean;
  created_by: string | null;
  permissions: { group_id: number; permission: number }[];
}

/** The rule, word for word (docs/adr/0021-folder-rights.md). */
function levelOf(folders: Map<number, Stored>, id: number, me: string, mine: number[], isAdmin: boolean): number {
  const parentOf = ({ parent_id }: Stored) => (parent_id === null ? undefined : folders.get(parent_id));
  const isOpen = (folder: Stored | undefined): boolean => !folder || (!folder.is_private && isOpen(parentOf(folder)));
  const word = (folder: Stored | undefined, group: number): number => {
    if (!folder) return 0;
    const own = folder.is_private ? folder.permissions.find(({ group_id }) => group_id === group) : undefined;
    return own ? own.permission : word(parentOf(folder), group);
  };
  const isMaker = (folder: Stored | undefined): boolean =>
    folder !== undefined && ((folder.is_private && folder.created_by === me) || isMaker(parentOf(folder)));
  const folder = folders.get(id);
  if (isAdmin || isOpen(folder) || isMaker(folder)) return 2;
  return Math.max(0, ...mine.map((group) => word(folder, group)));
}

const PERMISSIONS = fc
  .array(fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }), { minLength: GROUPS, maxLength: GROUPS })
  .map((levels) =>
    levels.flatMap((permission, index) => (permission === undefined ? [] : [{ group: index, permission }])),
  );
const FOLDER = fc.record({
  parent: fc.integer({ min: -1, max: 20 }),
  maker: fc.nat(PEOPLE + 2),
  is_private: fc.boolean(),
  permissions: PERMISSIONS,
});
const CHANGE = fc.oneof(
  fc.record({ folder: fc.nat(20), parent: fc.integer({ min: -1, max: 20 }) }),
  fc.record({ folder: fc.nat(20), is_private: fc.boolean() }),
  fc.record({ folder: fc.nat(20), permissions: PERMISSIONS }),
  fc.record({ folder: fc.nat(20), remove: fc.constant(true) }),
);
const MEMBERS = fc.array(fc.array(fc.nat(PEOPLE - 1), { maxLength: PEOPLE }), { minLength: GROUPS, maxLength: GROUPS });

async function clear(): Promise<void> {
  const { db } = server.running.ctx;
  await sql`delete from sessions where organization_id = ${organization_id}`.execute(db);
  await sql`update folders set parent_id = null, access_root = null where organization_id = ${organization_id}`.execute(
    db,
  );
  await sql`delete from folders where organization_id = ${organization_id}`.execute(db);
  await sql`delete from group_members where organization_id = ${organization_id}`.execute(db);
}

async function stored(): Promise<Map<number, Stored>> {
  const { rows } = await sql<Stored>`
    select id, parent_id, is_private, created_by, coalesce((
      select json_agg(json_build_object('group_id', group_id, 'permission', permission))
      from folder_permissions where folder_id = folders.id), '[]') as permissions
    from folders where organization_id = ${organization_id}`.execute(server.running.ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** A session in each folder and one in none, by the first key. */
async function fill(ids: (number | null)[]): Promise<Map<string, number | null>> {
  const { db } = server.running.ctx;
  const made = new Map(ids.map((id) => [randomUUID().replaceAll('-', '').slice(0, 26), id]));
  for (const [session_id, folder_id] of made) {
    await sql`
      insert into sessions (session_id, organization_id, token_id, status, session_mode, language, model_key, engine,
        keep_source, punctuation, multichannel, webhook_method, spoken_language, folder_id)
      values (${session_id}, ${organization_id}, ${keys[0]?.token_id}, 'new', 'decode', 'xx', 'xx', 'scripted',
        false, false, false, 'POST', 'xx', ${folder_id})`.execute(db);
  }
  return made;
}

it('the levels that are looked up are those of the rule, and lists show exactly what can be got', async () => {
  const property = fc.asyncProperty(
    fc.array(FOLDER, { minLength: 1, maxLength: 12 }),
    fc.array(CHANGE, { maxLength: 6 }),
    MEMBERS,
    async (folders, changes, members) => {
      await clear();
      const { db } = server.running.ctx;
      for (const [index, group] of members.entries()) {
        for (const person of new Set(group)) {
          const values = {
            group_id: groups[index] as number,
            user_id: people[person]?.user_id as number,
            organization_id,
          };
          await db.insertInto('group_members').values(values).execute();
        }
      }
      const makers = [...people, ...keys, admin];
      const permissionsOf = (list: { group: number; permission: number }[]) =>
        list.map(({ group, permission }) => ({ group_id: groups[group] as number, permission }));
      const ids: number[] = [];
      for (const folder of folders) {
        const parent_id = folder.parent < 0 ? null : (ids[folder.parent % (ids.length || 1)] ?? null);
        const { is_private } = folder;
        const body = { name: 'x', parent_id, is_private, permissions: permissionsOf(folder.permissions) };
        const maker = makers[folder.maker % makers.length] as Actor;
        // Those who may not, do not; then an administrator does.
        ids.push(await insertNewFolder(as(maker), body).catch(() => insertNewFolder(as(admin), body)));
      }
      for (const change of changes) {
        const id = ids[change.folder % ids.length] as number;
        if ('remove' in change) {
          await deleteFolder(as(admin), id, {}, DEVICE).catch(onlyKnown);
          continue;
        }
        const body =
          'permissions' in change
            ? { permissions: permissionsOf(change.permissions) }
            : 'parent' in change
              ? { parent_id: change.parent < 0 ? null : (ids[change.parent % ids.length] as number) }
              : { is_private: change.is_private };
        await updateFolder(as(admin), id, body, DEVICE).catch(onlyKnown);
      }

      const tree = await stored();
      const sessions = await fill([null, ...tree.keys()]);
      for (const actor of [...people, admin, ...keys]) {
        const me = actor.type === 'user' ? `user:${actor.user_id}` : `key:${actor.token_id}`;
        const mine = groups.filter((_, index) =>
          members[index]?.some((person) => people[person]?.user_id === actor.user_id && actor.type === 'user'),
        );
        const visible = new Set<number>();
        for (const id of tree.keys()) {
          const level = levelOf(tree, id, me, mine, actor === admin);
          expect(await levelInFolder(as(actor), id)).toBe(level);
          if (level > 0) visible.add(id);
        }
        await listsShow(actor, visible, tree, sessions);
      }
    },
  );
  await fc.assert(property, { numRuns: Number(process.env.FOLDER_RIGHTS_RUNS ?? 20) });
}, 180_000);

/** A folder that is gone, and a move that would make a circle. */
function onlyKnown(error: { kind?: string }): void {
  if (error.kind !== 'folder_not_found' && error.kind !== 'validation_error') throw error;
}

async function listsShow(
  actor: Actor,
  visible: Set<number>,
  tree: Map<number, Stored>,
  sessions: Map<string, number | null>,
): Promise<void> {
  const ctx = as(actor);
  const listed = await listFolders(ctx, { limit: 100 });
  expect(new Set(listed.result.map(({ id }) => id))).toEqual(visible);
  expect(listed.total_results).toBe(visible.size);
  const got = async (work: Promise<unknown>) => work.then(() => true).catch(() => false);
  const isOwner = actor === keys[0];
  const readable = new Set<string>();
  for (const [name, folder] of sessions) {
    if (await got(requireSession(ctx, name, 'read'))) readable.add(name);
    const allowed = actor.type === 'user' ? folder === null || visible.has(folder) : isOwner;
    expect(readable.has(name)).toBe(allowed);
  }
  const all = await listSessions(ctx, { limit: 100 });
  expect(new Set(all.result.map(({ session_id }) => session_id))).toEqual(readable);
  expect(all.total_results).toBe(readable.size);

  // Whoever goes down from the top comes to all of it, and to nothing else.
  const reached = new Set<number>();
  const top = await getRootFolder(ctx, { limit: 100 });
  const next = [...top.result.folders];
  const inTop = top.result.sessions.map(({ session_id }) => session_id);
  const seen = new Set(inTop);
  for (let folder = next.pop(); folder; folder = next.pop()) {
    reached.add(folder.id);
    const { result, total_results } = await getFolder(ctx, folder.id, { limit: 100 });
    expect(total_results).toBe(result.folders.length + result.sessions.length);
    expect([folder.folder_count, folder.session_count]).toEqual([result.folders.length, result.sessions.length]);
    for (const { session_id } of result.sessions) seen.add(session_id);
    next.push(...result.folders);
  }
  expect(reached).toEqual(visible);
  const reachable = [...readable].filter((name) => {
    const folder = sessions.get(name) ?? null;
    return folder === null || visible.has(folder);
  });
  expect(seen).toEqual(new Set(reachable));
  for (const id of tree.keys()) expect(await got(getFolder(ctx, id, {}))).toBe(visible.has(id));
}
