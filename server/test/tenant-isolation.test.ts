import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Field, RequestPart, Thing } from './tenant-isolation/entry.ts';
import { ROUTES } from './tenant-isolation/registry.ts';
import { THINGS } from './tenant-isolation/things.ts';
import {
  createWorld,
  credentials,
  MARK,
  type Organization,
  type Route,
  settled,
  snapshot,
  type World,
} from './tenant-isolation/world.ts';
import type { Answer, CallOptions } from './test-server.ts';

/**
 * Walks every route of the live server with the ids of another organisation: 404 everywhere, as if there were nothing,
 * and nothing happens to it (ruling 6). A route that is not in the registry fails.
 */
const HOW_TO_ADD =
  'add it to ROUTES in server/test/tenant-isolation/registry.ts: of("thing") when its path names a thing, listOf("thing") when it lists, open("why") when it has nothing of anyone. CONTRIBUTING.md, "Add an endpoint", says more.';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.server.stop());

interface Attempt {
  method: string;
  url: string;
  request: (thing: Thing) => RequestPart;
}

const pathTo = (url: string, params: Record<string, string>) =>
  url.replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`the thing for ${url} does not say what :${name} is`);
    return encodeURIComponent(value);
  });

function send({ method, url, request }: Attempt, thing: Thing, who: CallOptions): Promise<Answer> {
  const { query, ...rest } = request(thing);
  const target = pathTo(url, thing.params) + (query ? `?${query}` : '');
  return world.server.call(method, target, { ...who, ...rest, headers: { ...who.headers, ...rest.headers } });
}

/** The same thing with ids that nothing has. */
function unknown(thing: Thing): Thing {
  const instead = (id: string) =>
    /^\d+$/.test(id)
      ? '2147480000'
      : id.slice(0, -10) + id.slice(-10).replace(/[0-9a-f]/g, (c) => (c === '0' ? '1' : '0'));
  return { params: Object.fromEntries(Object.entries(thing.params).map(([name, id]) => [name, instead(id)])) };
}

/** What tells one answer from another, without what is new in each. */
function essence(answer: Answer, thing: Thing): string {
  const headers = [...answer.headers].filter(([name]) => !/^(date|x-request-id|x-ratelimit-.*)$/.test(name));
  let text = JSON.stringify({ status: answer.status, headers, body: answer.body });
  for (const id of Object.values(thing.params)) if (!/^\d+$/.test(id)) text = text.replaceAll(id, '…');
  return text;
}

const textOf = (answer: Answer) => JSON.stringify([[...answer.headers], answer.body]);

/** Neither the mark nor any id or text of the thing that was not in the request itself. */
function expectNoTrace(answer: Answer, thing: Thing, sent = ''): void {
  const secrets = [MARK, ...Object.values(thing.params).filter((id) => id.length > 12), ...(thing.traces ?? [])];
  for (const secret of secrets) if (!sent.includes(secret)) expect(textOf(answer)).not.toContain(secret);
}

/** All that other people get for a thing of the owner, and that nothing comes of it; then that the owner can do it. */
async function expectHidden(attempt: Attempt, thing: Thing, owner: number | undefined): Promise<void> {
  const { access } = routeOf(attempt.method, attempt.url);
  const before = await settled(world);
  const events = world.server.events().length;
  const sent = JSON.stringify([pathTo(attempt.url, thing.params), attempt.request(thing)]);

  for (const who of credentials(world.foreigner, access)) {
    const answer = await send(attempt, thing, who);
    expect(answer.status, `a foreign organisation got ${textOf(answer)}`).toBe(404);
    expectNoTrace(answer, thing, sent);
    const nothing = unknown(thing);
    expect(essence(answer, thing), 'not as for an id that does not exist').toBe(
      essence(await send(attempt, nothing, who), nothing),
    );
    expect(await snapshot(world), 'something of the owner changed').toEqual(before);
  }
  const others = { keys: world.ownersOtherKeys, person: world.owner.person };
  if (thing.keyBound) {
    for (const who of credentials(others, access).filter(({ key }) => key)) {
      expect((await send(attempt, thing, who)).status, 'another key of the same organisation').toBe(401);
    }
  }
  expect((await send(attempt, thing, {})).status, 'without a key').toBe(401);
  expect(await snapshot(world), 'something of the owner changed').toEqual(before);
  const told = world.server.events().slice(events);
  expect(told.filter((event) => event.organization_id === world.owner.id)).toEqual([]);

  const [own] = credentials(world.owner, access);
  const answer = await send(attempt, thing, own as CallOptions);
  const wanted = owner === undefined ? answer.status >= 200 && answer.status < 300 : answer.status === owner;
  expect(wanted, `what others were refused does not work for the owner either: ${textOf(answer)}`).toBe(true);
}

function routeOf(method: string, url: string): Route {
  const route = world.routes.get(`${method} ${url}`);
  if (!route) throw new Error(`There is no ${method} ${url} any more: take it out of ROUTES.`);
  return route;
}

describe.each(Object.entries(ROUTES))('%s', (name, entry) => {
  const [method, url] = name.split(' ') as [string, string];

  if (entry.kind === 'of') {
    it('404 for another organisation, and nothing happens', async () => {
      const { thing, request, owner } = entry;
      if (method === 'GET' && !ROUTES[`HEAD ${url}`] && world.routes.has(`HEAD ${url}`)) {
        await expectHidden({ method: 'HEAD', url, request }, await THINGS[thing](world), owner);
      }
      await expectHidden({ method, url, request }, await THINGS[thing](world), owner);
    });

    // Behind a thing of one's own: who checks only the first id of a path would let through.
    const ids = [...url.matchAll(/:(\w*id)\b/g)].map(([, name]) => name as string);
    if (ids.length > 1) {
      it('404 for what belongs to another organisation below a thing of the own one', async () => {
        const { thing, request } = entry;
        const theirs = await THINGS[thing](world);
        const { owner, foreigner } = world;
        const own = await THINGS[thing]({ ...world, owner: foreigner, foreigner: owner, mark: 'ours' });
        const last = ids.at(-1) as string;
        const mixed = { ...theirs, params: { ...own.params, [last]: theirs.params[last] as string } };
        const before = await settled(world);
        for (const who of credentials(world.foreigner, routeOf(method, url).access)) {
          const answer = await send({ method, url, request }, mixed, who);
          // What the own thing is bound to stays so.
          const isOther = own.keyBound && who.key !== undefined && who.key !== world.foreigner.keys.batch;
          expect(answer.status, textOf(answer)).toBe(isOther ? 401 : 404);
        }
        expect(await snapshot(world), 'something of the owner changed').toEqual(before);
      });
    }
  }

  if (entry.kind === 'list') {
    it('neither shows nor counts what belongs to another organisation', async () => {
      const { access } = routeOf(method, url);
      const thing = await THINGS[entry.thing](world);
      const list = (who: CallOptions, query: string) => world.server.call('GET', `${url}?limit=100&${query}`, who);
      const ask = async (organization: Organization, query: string) => {
        for (const who of credentials(organization, access)) {
          const answer = await list(who, query);
          expect(answer.status, textOf(answer)).toBe(200);
          expectNoTrace(answer, thing);
          expect(answer.body.total_results, query).toBe(answer.body.result.length);
          expect(answer.body.count, query).toBe(answer.body.result.length);
        }
      };
      for (const query of ['', ...entry.queries(thing)]) await ask(world.foreigner, query);
      const [own] = credentials(world.owner, access);
      const seen = textOf(await list(own as CallOptions, ''));
      const found = [MARK, ...Object.values(thing.params)].some((secret) => seen.includes(secret));
      expect(found, 'the owner does not see it either').toBe(true);
    });
  }

  if (entry.kind === 'open') {
    it(entry.why, async () => {
      const { access } = routeOf(method, url);
      if (/:\w+/.test(url)) expect(entry.proof, 'a path with parameters needs a proof').toBeDefined();
      if (access !== 'public' && !url.startsWith('/docs') && url !== '*') {
        expect((await world.server.call(method, url)).status, 'without a key').toBe(401);
      }
      await entry.proof?.(world, url);
    });
  }

  for (const [field, given] of Object.entries<Field>(entry.fields ?? {})) {
    if (typeof given === 'string') continue;
    it(`404 for the ${field} of another organisation, and nothing happens`, async () => {
      await expectHidden({ method, url, request: given.request }, await THINGS[given.thing](world), undefined);
    });
  }
});

describe('the registry', () => {
  it('has every route of the server', () => {
    const missing = [...world.routes.keys()].filter((name) => {
      const automatic = name.startsWith('HEAD ') && ROUTES[name.replace('HEAD ', 'GET ')];
      return !ROUTES[name] && !automatic;
    });
    expect(missing, `Nothing proves that another organisation is kept out of these: ${HOW_TO_ADD}`).toEqual([]);
  });

  it('has no route that is gone', () => {
    const gone = Object.keys(ROUTES).filter((name) => !world.routes.has(name));
    expect(gone, 'These routes are no more: take them out of ROUTES.').toEqual([]);
  });

  it('has every operation of the contract, and says of each field that is an id what it can reach', async () => {
    const contract = (await world.server.call('GET', '/openapi.json')).body as Contract;
    const unknownFields: string[] = [];
    for (const [path, operations] of Object.entries(contract.paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        const name = `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`;
        expect(ROUTES[name], `${name}: ${HOW_TO_ADD}`).toBeDefined();
        for (const field of idFields(operation)) {
          if (ROUTES[name]?.fields?.[field] === undefined) unknownFields.push(`${name} ${field}`);
        }
      }
    }
    expect(
      unknownFields,
      'These fields look like ids. Say in the `fields` of their entry which thing of another organisation they are given, or why they reach none.',
    ).toEqual([]);
  });
});

interface Schema {
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
}
interface Operation {
  parameters?: { in: string; name: string }[];
  requestBody?: { content: Record<string, { schema?: Schema }> };
}
interface Contract {
  paths: Record<string, Record<string, Operation>>;
}

/** Names of ids in query, headers and body, however deep. */
function idFields(operation: Operation): string[] {
  const isId = (name: string) => /(^|[_-])ids?$/i.test(name);
  const names = (operation.parameters ?? []).filter(({ in: place }) => place !== 'path').map(({ name }) => name);
  const walk = (schema: Schema | undefined): void => {
    for (const [name, inner] of Object.entries(schema?.properties ?? {})) {
      names.push(name);
      walk(inner);
    }
    for (const inner of [schema?.items, ...(schema?.anyOf ?? [])]) if (inner) walk(inner);
  };
  for (const { schema } of Object.values(operation.requestBody?.content ?? {})) walk(schema);
  return [...new Set(names.filter(isId))];
}
