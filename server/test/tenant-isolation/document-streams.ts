import { expect } from 'vitest';
import { openEvents } from '../event-client.ts';
import { type Entry, of, open } from './entry.ts';
import { THINGS } from './things.ts';
import type { World } from './world.ts';

const DOCUMENT = '/api/v3/speech-to-text/session/:session_id/document/:document_id';

export const documentStreams = (places: Record<string, string>): Record<string, Entry> => ({
  [`GET ${DOCUMENT}/presence`]: of('document'),
  [`GET ${DOCUMENT}/events`]: open('never ends, so that it is tried here: tells of a document those who may read it', {
    proof: toldOfOwnDocument,
    fields: places,
  }),
});

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
