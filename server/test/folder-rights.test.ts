import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Thing } from './tenant-isolation/entry.ts';
import { ROUTES } from './tenant-isolation/registry.ts';
import { THINGS } from './tenant-isolation/things.ts';
import { createWorld, settled, snapshot, type World } from './tenant-isolation/world.ts';
import type { Answer, CallOptions } from './test-server.ts';

/**
 * Walks every route that works on a session or on what belongs to one, with the session in folders in which somebody may
 * do nothing, read, or write. What a route needs is what it says itself: the permission `sessions.read` or
 * `sessions.write` that opens it to people.
 */
const SESSIONS = '/api/v3/speech-to-text/session';
const LEVELS = ['none', 'read', 'write', 'open'] as const;
type Level = (typeof LEVELS)[number];

let world: World;
let folders: Record<Level, number>;
let member: string;
let admin: string;
beforeAll(async () => {
  world = await createWorld();
  const { server } = world;
  const person = await server.createPerson({ roles: ['CONTRIBUTOR'] });
  member = person.token;
  admin = (await server.createPerson({ roles: ['ORGADMIN'] })).token;
  const group = async (name: string) => {
    const { body } = await server.call('POST', '/api/v3/organization/group', { key: admin, json: { name } });
    const json = { user_ids: [person.id] };
    await server.call('POST', `/api/v3/organization/group/${body.id}/users`, { key: admin, json });
    return body.id as number;
  };
  const [readers, writers] = [await group('Readers'), await group('Writers')];
  const closed = async (permissions: { group_id: number; permission: number }[]) => {
    const json = { name: world.mark, is_private: true, permissions };
    return (await server.call('POST', '/api/v3/folders', { key: admin, json })).body.id as number;
  };
  const read = { group_id: readers, permission: 1 };
  folders = {
    none: await closed([]),
    read: await closed([read]),
    write: await closed([read, { group_id: writers, permission: 2 }]),
    open: await server.createFolder(),
  };
});
afterAll(() => world.server.stop());

async function put(thing: Thing, level: Level): Promise<void> {
  await world.server.running.ctx.db
    .updateTable('sessions')
    .set({ folder_id: folders[level] })
    .where('session_id', '=', thing.params.session_id as string)
    .execute();
}

const BELOW_SESSIONS = Object.entries(ROUTES).flatMap(([name, entry]) =>
  entry.kind === 'of' && name.includes(':session_id') ? [{ name, entry }] : [],
);

/** Besides the right to write they take being the one who wrote it. */
const AUTHORS_ONLY = new Set([
  'DELETE /api/v3/speech-to-text/session/:session_id/document/:document_id/comments/:comment_id',
]);

describe.each(BELOW_SESSIONS)('$name', ({ name, entry }) => {
  const [method, url] = name.split(' ') as [string, string];
  const ask = (thing: Thing, who: CallOptions): Promise<Answer> => {
    const { query, ...rest } = entry.request(thing);
    const path = url.replace(/:(\w+)/g, (_, param: string) => encodeURIComponent(thing.params[param] as string));
    return world.server.call(method, path + (query ? `?${query}` : ''), { ...who, ...rest });
  };
  const isDone = ({ status, body }: Answer) =>
    (entry.owner === undefined ? status < 300 : status === entry.owner) ||
    (AUTHORS_ONLY.has(name) && status === 403 && /^Only who wrote/.test(body.detail));

  it('asks the folder of the session', async () => {
    const access = world.routes.get(name)?.access ?? [];
    const needsWrite = access.includes('sessions.write');
    expect(needsWrite || access.includes('sessions.read'), 'opens to nobody who has a session').toBe(true);
    const thing = await THINGS[entry.thing](world);

    await put(thing, 'none');
    const before = await settled(world);
    const hidden = await ask(thing, { key: member });
    expect([hidden.status, hidden.body?.error_code]).toEqual([404, 'SESSION_NOT_FOUND']);
    await put(thing, 'read');
    const readable = await snapshot(world);
    expect(readable).not.toEqual(before);
    if (needsWrite) {
      const refused = await ask(thing, { key: member });
      expect([refused.status, refused.body.error_code]).toEqual([403, 'FORBIDDEN']);
      expect(await snapshot(world), 'something changed').toEqual(readable);
      await put(thing, 'write');
    }
    const allowed = await ask(thing, { key: member });
    expect(isDone(allowed), `somebody who may got ${allowed.status} ${JSON.stringify(allowed.body)}`).toBe(true);
  });

  it('opens to administrators, to the key that made the session, and in open folders to everybody', async () => {
    const takesKeys = world.routes.get(name)?.access.includes('batch');
    for (const [level, key] of [
      ['none', admin],
      ['open', member],
      ...(takesKeys ? [['none', world.owner.keys.batch] as const] : []),
    ] as const) {
      const isForPeople = !world.routes.get(name)?.access.includes('batch' as never);
      if (isForPeople && key === world.owner.keys.batch) continue;
      const thing = await THINGS[entry.thing](world);
      await put(thing, level);
      const answer = await ask(thing, { key });
      expect(isDone(answer), `${level}: ${answer.status} ${JSON.stringify(answer.body)}`).toBe(true);
    }
  });
});

describe('what names a session elsewhere', () => {
  const call = (method: string, path: string, options: CallOptions = {}) =>
    world.server.call(method, path, { key: member, ...options });
  const documentIn = async (level: Level) => {
    const thing = await THINGS.document(world);
    await put(thing, level);
    return thing.params as { session_id: string; document_id: string };
  };

  it('lists and their totals show what one may see, whatever they are asked for', async () => {
    const made = Object.fromEntries(
      await Promise.all(LEVELS.map(async (level) => [level, (await documentIn(level)).session_id])),
    );
    const everything = async (filter: string, key: string) => {
      const rows: { session_id: string; folder_id: number | null }[] = [];
      for (;;) {
        const { body } = await call('GET', `${SESSIONS}?${filter}&limit=100&offset=${rows.length}`, { key });
        rows.push(...body.result);
        if (rows.length >= body.total_results || body.count === 0) return { rows, total: body.total_results };
      }
    };
    const q = `q=${made.none?.slice(0, 4)}`;
    for (const filter of ['', q, 'status=completed', 'sort=name&direction=asc']) {
      const { rows, total } = await everything(filter, member);
      const shown = new Set(rows.map(({ session_id }) => session_id));
      for (const level of LEVELS) expect(shown.has(made[level] ?? ''), `${level}, ${filter}`).toBe(level !== 'none');
      const all = (await everything(filter, admin)).rows;
      const visible = all.filter(({ folder_id }) => folder_id !== folders.none);
      expect(visible.length).toBeLessThan(all.length);
      expect([rows.length, total], filter).toEqual([visible.length, visible.length]);
    }
    const inside = await call('GET', `${SESSIONS}?folder_id=${folders.none}`);
    expect([inside.status, inside.body.error_code]).toEqual([404, 'FOLDER_NOT_FOUND']);
    const readable = await call('GET', `${SESSIONS}?folder_id=${folders.read}`);
    expect(readable.body.total_results).toBeGreaterThan(0);
  });

  it('copying and merging take what one may read, and write where one may', async () => {
    const [none, read, open] = [await documentIn('none'), await documentIn('read'), await documentIn('open')];
    const copy = (json: object) => call('POST', `${SESSIONS}/${open.session_id}/document`, { json });
    expect((await copy({ document_id: none.document_id })).status).toBe(404);
    expect((await copy({ document_id: read.document_id })).status).toBe(201);
    const merge = (json: object) => call('POST', '/api/v3/speech-to-text/merge', { json });
    expect((await merge({ documents: [open, none] })).status).toBe(404);
    // It goes where the first recording lies, unless another folder is said.
    expect((await merge({ documents: [read, open] })).status).toBe(403);
    const merged = await merge({ documents: [open, read] });
    expect(merged.status).toBe(201);
    const session = await call('GET', `${SESSIONS}/${merged.body.result.session_id}`);
    expect(session.body.folder_id).toBe(folders.open);
    const elsewhere = await merge({ documents: [read, open], folder_id: folders.write });
    expect(elsewhere.status).toBe(201);
    expect((await merge({ documents: [open, read], folder_id: folders.none })).status).toBe(404);
  });

  it('new sessions and uploads go where one may write, and nowhere else', async () => {
    const answers: Record<Level, [number, string | undefined]> = {
      none: [404, 'FOLDER_NOT_FOUND'],
      read: [403, 'FORBIDDEN'],
      write: [200, undefined],
      open: [200, undefined],
    };
    for (const level of LEVELS) {
      const { status, body } = await call('POST', SESSIONS, { json: { language: 'xx', folder_id: folders[level] } });
      expect([status, body.error_code], level).toEqual(answers[level]);
      const [wanted, code] = answers[level];
      const metadata = `language ${btoa('xx')},folder_id ${btoa(String(folders[level]))}`;
      const upload = await call('POST', '/api/v3/files/', {
        headers: { 'tus-resumable': '1.0.0', 'upload-length': '4', 'upload-metadata': metadata },
      });
      expect([upload.status, upload.body?.error_code], level).toEqual([wanted === 200 ? 201 : wanted, code]);
    }
    // A key knows no groups: folders that are open, whoever of its makers may see more.
    const withKey = (folder_id: number) =>
      call('POST', SESSIONS, { key: world.owner.keys.batch, json: { language: 'xx', folder_id } });
    expect((await withKey(folders.open)).status).toBe(200);
    for (const level of ['none', 'read', 'write'] as const) expect((await withKey(folders[level])).status).toBe(404);
    const foreign = await call('POST', SESSIONS, {
      key: world.foreigner.person,
      json: { language: 'xx', folder_id: folders.open },
    });
    expect([foreign.status, foreign.body.error_code]).toEqual([404, 'FOLDER_NOT_FOUND']);
  });
});
