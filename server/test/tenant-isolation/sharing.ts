import { expect } from 'vitest';
import { type Entry, of, open } from './entry.ts';
import { THINGS } from './things.ts';
import type { World } from './world.ts';

const SESSIONS = '/api/v3/speech-to-text/session';
const SHARE = `${SESSIONS}/:session_id/document/:document_id/share`;
const SHARED = `${SESSIONS}/:session_id/shared`;
const DOCUMENT = `${SHARED}/document/:document_id`;

/** No key and no login opens what a link opens, and a link opens its own document only. */
async function byItsOwnLink(world: World, path: string): Promise<void> {
  const { server, owner, foreigner } = world;
  const [mine, other] = [await THINGS.share(world), await THINGS.share(world)];
  const methods = [...world.routes.values()].filter(({ url }) => url === path).map(({ method }) => method);
  const target = path.replace(/:(\w+)/g, (_whole, name: string) => mine.params[name] as string);
  const [token] = other.traces as string[];
  for (const method of methods) {
    for (const key of [undefined, owner.keys.batch, owner.person, foreigner.keys.batch]) {
      for (const query of ['', `?token=${token}`, `?share=${mine.params.share_id}&expires=9999999999&signature=x`]) {
        const answer = await server.call(method, target + query, { ...(key ? { key } : {}) });
        expect([method, query, answer.status]).toEqual([method, query, 401]);
      }
    }
  }
}

/** The page knows nothing: what is shared it asks for with the link. */
export async function sameForUnknownLink(world: World, path: string): Promise<void> {
  const { params, traces } = await THINGS.share(world);
  const names: Record<string, string | undefined> = { ...params, token: traces?.[0] };
  const pages = [
    path.replace(/:(\w+)/g, (_whole, name: string) => names[name] as string),
    path.replace(/:\w+/g, 'nothing'),
  ].map((target) => world.server.call('GET', target));
  const [known, unknown] = await Promise.all(pages);
  expect([known?.status, known?.body]).toEqual([200, unknown?.body]);
}

const byLink = (fields: Record<string, string> = {}) =>
  open('opened by a link to this one document: guests.test.ts', { proof: byItsOwnLink, fields });
const template = { template_id: 'refused to guests' };

/** Links to documents, for those who make them and for those who come by them. */
export const SHARING: Record<string, Entry> = {
  [`POST ${SHARE}`]: of('document'),
  [`GET ${SHARE}`]: of('share'),
  [`DELETE ${SHARE}/:share_id`]: of('share'),
  [`POST ${SHARE}/email`]: of('document', { request: { json: { emails: ['guest@people.example'] } } }),
  [`GET ${SHARED}`]: byLink(),
  [`POST ${SHARED}/unlock`]: byLink(),
  [`GET ${SHARED}/media`]: byLink(),
  [`GET ${DOCUMENT}`]: byLink(template),
  [`PUT ${DOCUMENT}`]: byLink({ id: 'names segments of this very document' }),
  [`GET ${DOCUMENT}/download`]: byLink(template),
  [`PUT ${DOCUMENT}/clear_text`]: byLink(),
  [`PUT ${DOCUMENT}/reset_to_original`]: byLink(),
  [`PUT ${DOCUMENT}/finish`]: byLink(),
};
