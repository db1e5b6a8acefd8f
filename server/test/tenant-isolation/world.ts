import { createHash } from 'node:crypto';
import diagnostics from 'node:diagnostics_channel';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { RouteOptions } from 'fastify';
import { sql } from 'kysely';
import { insertOrganization } from '../../src/features/organizations/index.ts';
import { PERMISSIONS } from '../../src/features/users/index.ts';
import { type Access, ANY_KEY } from '../../src/platform/http/access.ts';
import type { HttpServer } from '../../src/platform/http/server.ts';
import { type CallOptions, startTestServer, type TestServer } from '../test-server.ts';

/** What the owner writes everywhere: whoever is not the owner must never read it. */
export const MARK = 'kepler442b';

export type KeyKind = 'batch' | 'realtime' | 'reseller';

export interface Organization {
  id: number;
  keys: Record<KeyKind, string>;
  /** Of the person. */
  email: string;
  /** Token of a person who may do everything within the organisation. */
  person: string;
}

export interface Route {
  method: string;
  url: string;
  access: Access;
}

export interface World {
  server: TestServer;
  /** Whose things are asked for. */
  owner: Organization;
  /** In every name and text the owner gives anything. */
  mark: string;
  /** Other keys of the owner's organisation. */
  ownersOtherKeys: Record<KeyKind, string>;
  /** Who asks. */
  foreigner: Organization;
  /** The live route table by `METHOD /path`. */
  routes: Map<string, Route>;
}

/** A server with two organisations, and the routes it really has. */
export async function createWorld(environment: Record<string, string> = {}): Promise<World> {
  const routes = new Map<string, Route>();
  const listen = (message: unknown) => {
    const { fastify } = message as { fastify: HttpServer };
    fastify.addHook('onRoute', (route: RouteOptions) => {
      for (const method of [route.method].flat()) {
        routes.set(`${method} ${route.url}`, { method, url: route.url, access: route.config?.access ?? ANY_KEY });
      }
    });
  };
  diagnostics.subscribe('fastify.initialization', listen);
  const server = await startTestServer(environment).finally(() =>
    diagnostics.unsubscribe('fastify.initialization', listen),
  );
  const { ctx } = server.running;
  const keysOf = async (organization_id: number) => ({
    batch: await server.createKey({ type: 'batch', organization_id }),
    realtime: await server.createKey({ type: 'realtime', organization_id }),
    reseller: await server.createKey({ type: 'reseller', organization_id }),
  });
  const organization = async (id: number, email: string): Promise<Organization> => {
    const { token: person } = await server.createPerson({
      organization_id: id,
      email,
      roles: ['ORGADMIN', 'DEVELOPER'],
    });
    return { id, keys: await keysOf(id), email, person };
  };
  const owner = await organization(server.organizationId, 'person@owner.example');
  owner.keys.batch = server.keys.batch;
  const { id } = await insertOrganization(ctx.db, 'Foreigners');
  const foreigner = await organization(id, 'person@foreigner.example');
  return { server, owner, mark: MARK, ownersOtherKeys: await keysOf(owner.id), foreigner, routes };
}

/** Every way in which `organization` may come to a route: one credential of each kind that it admits. */
export function credentials({ keys, person }: Pick<Organization, 'keys' | 'person'>, access: Access): CallOptions[] {
  if (access === 'public') return [{}, { key: keys.batch }];
  const kinds = access.filter((name): name is KeyKind => Object.hasOwn(keys, name));
  const isForPeople = access.some((name) => Object.hasOwn(PERMISSIONS, name));
  return [
    ...kinds.map((kind) => ({ key: keys[kind] })),
    ...(isForPeople ? [{ headers: { authorization: `Bearer ${person}` } }] : []),
  ];
}

/** When a key was last used is noted at any later moment, and tells nothing of an attack. */
const UNSTEADY = ['seen_at', 'last_used_at', 'last_seen_at'];
/** Counts every request there is, the foreigner's too. */
const UNSTEADY_TABLES = ['rate_limits'];

/**
 * All that is not the foreigner's: every row of every table, and every stored file by its hash. New tables are in it
 * without being named here.
 */
export async function snapshot({ server, foreigner }: World): Promise<string[]> {
  const { db } = server.running.ctx;
  const tables = await sql<{ name: string; owned: boolean }>`
    select table_name as name, bool_or(column_name = 'organization_id') as owned
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> all(${UNSTEADY_TABLES}) group by table_name order by table_name`.execute(
    db,
  );
  const state: string[] = [];
  for (const { name, owned } of tables.rows) {
    const mine = owned ? sql`where organization_id is distinct from ${foreigner.id}` : sql``;
    const rows = await sql<{ row: string }>`
      select (to_jsonb(t) - ${UNSTEADY}::text[])::text as row from ${sql.table(name)} t ${mine} order by 1`.execute(db);
    state.push(...rows.rows.map(({ row }) => `${name} ${row}`));
  }
  const storage = server.running.ctx.config.storageDir;
  const files = (await readdir(storage, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  for (const file of files) {
    const name = path.join(file.parentPath, file.name);
    const hash = createHash('sha256');
    await pipeline(createReadStream(name), hash);
    state.push(`file ${path.relative(storage, name)} ${hash.digest('hex')}`);
  }
  return state.sort();
}

/** The same when nothing is being done any more: jobs have ended, and nothing changed for a moment. */
export async function settled(world: World): Promise<string[]> {
  const { db } = world.server.running.ctx;
  const deadline = Date.now() + 30_000;
  let before = await snapshot(world);
  for (;;) {
    await delay(20);
    const { rows } = await sql<{ name: string }>`
      select distinct name from pgboss.job
      where state in ('created', 'retry', 'active') and name not like '\\_\\_%' and start_after <= now()
      union select 'webhook ' || id from webhook_deliveries where status = 'pending' and next_attempt_at <= now()`.execute(
      db,
    );
    const now = await snapshot(world);
    if (rows.length === 0 && now.join('\n') === before.join('\n')) return now;
    if (Date.now() > deadline)
      throw new Error(`still at work: ${rows.map(({ name }) => name).join(', ') || 'rows change'}`);
    before = now;
  }
}
