import { expect } from 'vitest';
import { openEvents } from '../event-client.ts';
import { type Entry, of, open } from './entry.ts';
import { THINGS } from './things.ts';
import type { World } from './world.ts';

const DOCUMENT = '/api/v3/speech-to-text/session/:session_id/document/:document_id';

const CURSOR = 'a number below which entries are listed, chosen by who asks';

export const documentStreams = (places: Record<string, string>): Record<string, Entry> => ({
  [`GET ${DOCUMENT}/presence`]: of('document'),
  [`GET ${DOCUMENT}/activity`]: of('document', { fields: { cursor: CURSOR } }),
  'GET /api/v3/folders/:id/activity': of('folder', { fields: { cursor: CURSOR } }),
  'GET /api/v3/activity': open('tells of what the caller may see', {
    proof: toldOfOwnActivity,
    fields: {
      folder_id: { thing: 'folder', request: ({ params }) => ({ query: `folder_id=${params.id}` }) },
      session_id: { thing: 'session', request: ({ params }) => ({ query: `session_id=${params.session_id}` }) },
      document_id: 'filters what the caller may see: others find nothing',
      cursor: CURSOR,
    },
  }),
  [`GET ${DOCUMENT}/events`]: open('never ends, so that it is tried here: tells of a document those who may read it', {
    proof: toldOfOwnDocument,
    fields: places,
  }),
});

/** Pages without a count, by a cursor: what others are shown is looked at here. */
async function toldOfOwnActivity(world: World, path: string): Promise<void> {
  const { server, owner, foreigner } = world;
  const { params } = await THINGS.document(world);
  const told = async (key: string, query = '') => {
    const { status, body } = await server.call('GET', `${path}?limit=100${query}`, { key });
    expect([status, body.count]).toEqual([200, body.result.length]);
    return JSON.stringify(body);
  };
  expect(await told(owner.person)).toContain(params.document_id);
  for (const key of [foreigner.keys.batch, foreigner.person]) {
    for (const query of ['', `&document_id=${params.document_id}`]) {
      const text = await told(key, query);
      for (const name of [params.session_id, params.document_id]) expect(text).not.toContain(name);
    }
  }
}

/** Others are told what they would be of a document that is not there, and nobody hears that they tried. */
async function toldOfOwnDocument(world: World): Promise<void> {
  const { server, owner, foreigner } = world;
  const { params } = await THINGS.document(world);
  const path = `/api/v3/speech-to-text/session/${params.session_id}/document/${params.document_id}/events`;
  const mine = await openEvents(server.url + path, { key: owner.person });
  await mine.until(({ event }) => event === 'document.opened');
  for (const key of [...Object.values(foreigner.keys), foreigner.person]) {
    for (const lastEventId of [undefined, 0]) {
      const { status, body } = await openEvents(server.url + path, { key, lastEventId });
      expect([status, body.error_code]).toEqual([404, 'SESSION_NOT_FOUND']);
    }
  }
  const second = await openEvents(server.url + path, { key: owner.person });
  const ready = await second.until(() => true);
  expect(ready.data.viewers).toHaveLength(1);
  expect(mine.events).toHaveLength(2);
  mine.cut();
  second.cut();
}
