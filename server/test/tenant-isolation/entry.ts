import type { Answer, CallOptions } from '../test-server.ts';
import type { ThingName } from './things.ts';
import type { World } from './world.ts';

/** What a request carries besides its address and who sends it. */
export type RequestPart = Pick<CallOptions, 'headers' | 'json' | 'body'> & { query?: string };

/** A thing of the owner: the path parameters that name it, and what else would show that it was seen. */
export interface Thing {
  params: Record<string, string>;
  /** Texts of this thing that nobody else may be shown, besides its parameters. */
  traces?: string[];
  /** Only the key that made it may use it: another key of the same organisation gets 401 (ruling 6). */
  keyBound?: boolean;
}

export type Call = (method: string, path: string, options?: CallOptions) => Promise<Answer>;

/** A field of query, body or headers that could name something of somebody else. */
export type Field =
  /** Why nothing of anyone can be reached by it. */
  | string
  /** The thing it is given, and a request that is right in every other way. */
  | { thing: ThingName; request(thing: Thing): RequestPart };

interface Fields {
  fields?: Record<string, Field>;
}

export type Entry =
  | ({ kind: 'of'; thing: ThingName; request: (thing: Thing) => RequestPart; owner: number | undefined } & Fields)
  | ({ kind: 'list'; thing: ThingName; queries: (thing: Thing) => string[] } & Fields)
  | ({ kind: 'open'; why: string; proof: ((world: World, path: string) => Promise<void>) | undefined } & Fields);

/**
 * The route works on one thing, named by its path: another organisation is answered 404, whoever asks, and nothing
 * happens. `request` makes it right in every other way, which is proven by the owner's call succeeding (or by its
 * answering with the status `owner`).
 */
export function of(
  thing: ThingName,
  rest: Fields & { request?: RequestPart | ((thing: Thing) => RequestPart); owner?: number } = {},
): Entry {
  const { request = {}, owner, ...fields } = rest;
  return { kind: 'of', thing, request: typeof request === 'function' ? request : () => request, owner, ...fields };
}

/** The route lists things: the owner sees `thing` in it, another organisation neither sees nor counts it, however it asks. */
export function listOf(thing: ThingName, rest: Fields & { queries?: (thing: Thing) => string[] } = {}): Entry {
  const { queries = () => [], ...fields } = rest;
  return { kind: 'list', thing, queries, ...fields };
}

/** The route shows nothing that belongs to anyone, or protects it in another way than by a key: say why, and prove it. */
export function open(
  why: string,
  rest: Fields & { proof?: (world: World, path: string) => Promise<void> } = {},
): Entry {
  const { proof, ...fields } = rest;
  return { kind: 'open', why, proof, ...fields };
}
