import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { insertOrganization } from '../../src/features/organizations/index.ts';
import { PERMISSIONS, type Role } from '../../src/features/users/index.ts';
import { READING, startTestServer, type TestServer } from '../test-server.ts';
import type { Operation } from './contract.ts';
import type { Credential, Draft } from './requests.ts';
import type { WireAnswer, WireRequest } from './wire.ts';

/** Path parameters (and the query of a signed link) that name something real. */
interface Name {
  params: Record<string, string>;
  query?: [string, string][];
}

/** A server, those who call it, and what they have made so far. */
export interface Play {
  server: TestServer;
  /** The request of a draft: with names of real things where it wants them. */
  resolve(operation: Operation, draft: Draft): { request: WireRequest; named: boolean };
  /** Remembers what an answer names, so that later requests reach it. */
  learn(operation: Operation, request: WireRequest, answer: WireAnswer): void;
}

type Authorization = [string, string][];

export async function createPlay(operations: Operation[]): Promise<Play> {
  const server = await startTestServer({ PARLANCE_LOG_LEVEL: 'error', PARLANCE_REGISTRATION: '1' });
  const reading = await readFile(READING);
  // 1.2 seconds: long enough to be heard, short enough to be sent a hundred times.
  const audio = Buffer.concat([reading.subarray(0, 44), reading.subarray(44, 44 + 38_400)]);
  audio.writeUInt32LE(audio.length - 8, 4);
  audio.writeUInt32LE(audio.length - 44, 40);
  const { credentials, spared } = await createCredentials(server);

  const pools = new Map<string, Name[]>();
  const add = (pattern: string, name: Name) => {
    const pool = pools.get(pattern) ?? [];
    if (pool.some((known) => JSON.stringify(known) === JSON.stringify(name))) return;
    pool.push(name);
    // The newest are the ones that still exist.
    if (pool.length > 30) pool.shift();
    pools.set(pattern, pool);
  };
  // Without the keys and roles of those who call, everything else would only be refused.
  const spare = (target: string) =>
    target.replace(/(\/(tokens|user|organizations)\/+)(\d+)/g, (whole, before: string, kind: string, id: string) =>
      spared[kind as keyof typeof spared].includes(Number(id)) ? `${before}2147483647` : whole,
    );
  add('/api/v3/organization/profile/{id}', { params: { id: String(server.organizationId) } });

  const play: Play = {
    server,
    resolve(operation, draft) {
      const found = 'thing' in draft.path ? nameFor(pools, operation.path, draft.path.thing) : undefined;
      const texts = 'texts' in draft.path ? draft.path : { texts: [], raw: false };
      let index = 0;
      const bare = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
        const text = found?.params[name] ?? texts.texts[index++] ?? '1f'.repeat(13);
        return texts.raw ? text : percentEncoded(text);
      });
      const query = found?.query?.map(([name, value]) => ({ name, value, raw: false })) ?? draft.query;
      const search = query
        .map(({ name, value, raw }) => `${percentEncoded(name)}=${raw ? value : percentEncoded(value)}`)
        .join('&');
      const path = spare(bare);
      const { content, type } = bodyOf(draft.body, audio);
      const contentType = draft.contentType ?? type;
      const headers: [string, string][] = [
        ['host', new URL(server.url).host],
        ...credentials(draft.credential, operation),
        ...(contentType ? [['content-type', contentType] as [string, string]] : []),
        ...draft.headers.filter(([name]) => name !== 'host'),
      ].map(([name, value]) => [name as string, headerText(value as string)]);
      const request = {
        method: operation.method,
        target: quirky(path, draft.quirk) + (search ? `?${search}` : ''),
        headers,
        body: content,
        transfer: draft.transfer,
      };
      return { request, named: found !== undefined };
    },
    learn(operation, request, answer) {
      if (answer.status >= 300) return;
      if (operation.method === 'DELETE') forget(pools, operation, request);
      for (const { pattern, params } of namesIn(operations, operation, request, answer)) add(pattern, { params });
      for (const link of linksIn(answer.text, server.url)) {
        const target = operations.find((one) => paramsOf(one.path, link.pathname));
        const params = target && paramsOf(target.path, link.pathname);
        if (target && params) add(target.path, { params, query: [...link.searchParams] });
      }
    },
  };
  await learnOfEnded(play, operations);
  return play;
}

/** A session with all there can be to it and one that failed, so that the first requests find something to work on. */
async function learnOfEnded({ server, learn }: Play, operations: Operation[]): Promise<void> {
  const target = '/api/v3/speech-to-text/session';
  await server.ended(await server.transcribe(READING, { keep_source: true, meta_data: { a: 'b' } }));
  await server.ended(await server.transcribe(path.join(import.meta.dirname, 'play.ts')));
  const { status, headers, body } = await server.call('GET', target, { key: server.keys.batch });
  const operation = operations.find((one) => one.path === target && one.method === 'GET') as Operation;
  const request: WireRequest = { method: 'GET', target, headers: [], body: undefined, transfer: 'length' };
  learn(operation, request, { status, headers: new Map(headers), text: JSON.stringify(body) });
}

/** What a person may be to reach everything in an organisation. */
const PERSON: Role[] = ['ORGADMIN', 'DEVELOPER'];
const LOGINS = 20;

const isPermission = (name: string) => Object.hasOwn(PERMISSIONS, name);

/** Callers of every kind, and what must be spared: without keys, people and organisations nothing would be tried. */
async function createCredentials(server: TestServer) {
  const { ctx } = server.running;
  const bearer = (token: string): Authorization => [['authorization', `Bearer ${token}`]];
  const key = (value: string): Authorization => [['x-zoom-s2t-key', value]];
  const { id: foreignId } = await insertOrganization(ctx.db, 'Foreigners');
  const own = await server.createPerson({ roles: PERSON });
  // The administrator of the first run, who runs the installation.
  const operator = await server.login();
  const foreigner = await server.createPerson({ organization_id: foreignId, roles: PERSON });
  // Each goes with one sign-out.
  const logins = [own.token];
  while (logins.length < LOGINS) logins.push(await server.login(own.email));
  const ended = logins.pop() as string;
  await server.call('POST', '/api/v3/auth/logout', { key: ended });
  const expired = await server.createKey({ type: 'batch', expires_at: new Date(Date.now() - 1_000) });
  const revoked = await server.createKey({ type: 'batch' });
  await sql`update tokens set revoked_at = now() where id = (select max(id) from tokens)`.execute(ctx.db);
  const reseller = await server.createKey({ type: 'reseller' });
  const tokens = await ctx.db.selectFrom('tokens').select('id').execute();

  let turn = 0;
  const credentials = (credential: Credential, { access, operationId }: Operation): Authorization => {
    turn += 1;
    const isPerson = access.some(isPermission) && (access.every(isPermission) || turn % 2 === 0);
    const isForOperators = access.every((name) => name === 'admin');
    const token = operationId === 'logout' && logins.length > 1 ? logins.pop() : isForOperators ? operator : logins[0];
    const right = isPerson ? bearer(token as string) : key(server.keys.batch);
    switch (credential) {
      case 'right':
        return access.length === 0 ? [] : right;
      case 'bearer':
        return isPerson ? key(token as string) : bearer(server.keys.batch);
      case 'other key':
        return key(server.keys.secondBatch);
      case 'other kind':
        return key(turn % 2 === 0 ? server.keys.realtime : reseller);
      case 'foreign':
        return key(server.keys.foreign);
      case 'foreign person':
        return bearer(foreigner.token);
      case 'expired':
        return key(expired);
      case 'revoked':
        return key(revoked);
      case 'garbage':
        return key('parlance_batch_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
      case 'empty':
        return [...key(''), ['authorization', 'Bearer ']];
      case 'none':
        return [];
      case 'ended login':
        return bearer(ended);
      case 'twisted':
        return [['authorization', `Basic ${server.keys.batch}`]];
    }
  };
  const { body: me } = await server.call('GET', '/api/v3/account/me', { key: operator });
  const spared = {
    tokens: tokens.map(({ id }) => id),
    user: [own.id, foreigner.id, me.id as number],
    organizations: [server.organizationId, foreignId],
  };
  return { credentials, spared };
}

/** The things that exist along a path, the deepest that are known. */
function nameFor(pools: Map<string, Name[]>, pattern: string, thing: number): Name | undefined {
  const exact = pools.get(pattern);
  if (exact?.some(({ query }) => query)) return exact[thing % exact.length];
  const pieces = pattern.split(/(?<=\})/).filter((piece) => piece.endsWith('}'));
  for (let count = pieces.length; count > 0; count--) {
    const pool = pools.get(pieces.slice(0, count).join(''));
    if (pool && pool.length > 0) return pool[thing % pool.length];
  }
  return undefined;
}

/** What is gone is asked for a few times more, not for ever. */
function forget(pools: Map<string, Name[]>, { path: pattern }: Operation, { target }: WireRequest): void {
  const gone = JSON.stringify(paramsOf(pattern, target.split('?')[0] as string));
  const pool = pools.get(pattern) ?? [];
  const left = pool.filter(({ params }, index) => JSON.stringify(params) !== gone || index % 4 === 0);
  pools.set(pattern, left);
}

/** Ids in an answer, as parameters of the paths one level below the operation's own. */
function namesIn(operations: Operation[], { path: own, method }: Operation, request: WireRequest, answer: WireAnswer) {
  if (!['POST', 'PUT', 'GET'].includes(method)) return [];
  const below = operations.map((one) => one.path).filter((path) => path.startsWith(`${own}/{`));
  const parameters = new Set(below.map((path) => path.slice(own.length + 2).split('}')[0] as string));
  const above = paramsOf(own, request.target.split('?')[0] as string) ?? {};
  const { result, ...rest } = jsonOf(answer.text) as { result?: unknown };
  const location = answer.headers.get('location')?.split('/').at(-1);
  const things = [...(Array.isArray(result) ? result : [result, rest]), { id: location }] as Record<string, unknown>[];
  return [...parameters].flatMap((name) =>
    things
      .map((thing) => thing?.[name] ?? thing?.id)
      .filter((id) => ['string', 'number'].includes(typeof id))
      .map((id) => ({ pattern: `${own}/{${name}}`, params: { ...above, [name]: String(id) } })),
  );
}

function linksIn(text: string, url: string): URL[] {
  return [...text.matchAll(/"(https?:\/\/[^"\s]+)"/g)]
    .map(([, link]) => link as string)
    .filter((link) => link.startsWith(url) && URL.canParse(link))
    .map((link) => new URL(link));
}

function jsonOf(text: string): object {
  try {
    return (JSON.parse(text) as object | null) ?? {};
  } catch {
    return {};
  }
}

/** The parameters of `pattern` in a path that is written in the ordinary way; undefined when it is another path. */
export function paramsOf(pattern: string, path: string, value = '[^/]+'): Record<string, string> | undefined {
  const expression = pattern.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, `(?<$1>${value})`);
  const found = new RegExp(`^${expression}/?$`).exec(path);
  return found ? { ...found.groups } : undefined;
}

function quirky(path: string, quirk: Draft['quirk']): string {
  const last = path.lastIndexOf('/');
  switch (quirk) {
    case 'none':
      return path;
    case 'slash at the end':
      return `${path}/`;
    case 'without /api':
      return path.replace(/^\/api(?=\/v[34])/, '');
    case 'two slashes':
      return `${path.slice(0, last)}/${path.slice(last)}`;
    case 'dots':
      return `${path.slice(0, last)}/.${path.slice(last)}`;
    case 'up and down':
      return `${path}/../..${path}`;
    case 'capitals':
      return path.toUpperCase();
    case 'encoded slash':
      return `${path.slice(0, last)}%2f${path.slice(last + 1)}`;
    case 'encoded letter':
      return path.replace(/[a-z](?=[^%]*$)/, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
    case 'more behind it':
      return `${path}/nothing/here`;
  }
}

function bodyOf(body: Draft['body'], audio: Buffer): { content: Buffer | undefined; type?: string } {
  switch (body.kind) {
    case 'none':
      return { content: undefined };
    case 'json':
      return { content: Buffer.from(JSON.stringify(body.value) ?? 'null'), type: 'application/json' };
    case 'text':
      return { content: Buffer.from(body.text), type: 'application/json' };
    case 'nested':
      return {
        content: Buffer.from(`${body.open.repeat(body.depth)}1${body.close.repeat(body.depth)}`),
        type: 'application/json',
      };
    case 'bytes':
      return { content: Buffer.from(body.base64, 'base64'), type: 'application/octet-stream' };
    case 'audio':
      return { content: audio, type: 'audio/wav' };
    case 'form': {
      const head = `--b0\r\ncontent-disposition: form-data; name="${body.field}"; filename="${body.filename}"\r\ncontent-type: audio/wav\r\n\r\n`;
      const content = Buffer.concat([
        Buffer.from(head),
        audio,
        Buffer.from(body.broken ? '\r\n--b' : '\r\n--b0--\r\n'),
      ]);
      return { content, type: 'multipart/form-data; boundary=b0' };
    }
  }
}

/** Percent-encoded UTF-8; half characters become U+FFFD, as everywhere. */
function percentEncoded(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}

/** The bytes of a header in UTF-8. It can hold no line breaks; all others go as they are, for the server to judge. */
const headerText = (text: string) => Buffer.from(text.replace(/[\r\n]+/g, ' ')).toString('latin1');
