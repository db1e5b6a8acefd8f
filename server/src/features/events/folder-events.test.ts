import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEvents, type ReceivedEvent } from '../../../test/event-client.ts';
import { startTestServer, type TestServer } from '../../../test/test-server.ts';
import type { RunningServer } from '../../start.ts';

const SESSIONS = '/api/v3/speech-to-text/session';

let server: TestServer;
let beside: RunningServer;
let admin: { token: string };
let member: { id: number; token: string };
let outsider: { token: string };
let hidden: number;
beforeAll(async () => {
  server = await startTestServer({ PARLANCE_EVENT_HEARTBEAT_SECONDS: '1' });
  beside = await server.startBeside();
  [admin, member, outsider] = await Promise.all([
    server.createPerson({ roles: ['ORGADMIN'] }),
    server.createPerson({ roles: ['DEVELOPER'] }),
    server.createPerson({ roles: ['DEVELOPER'] }),
  ]);
  hidden = await server.createFolder();
  const { db } = server.running.ctx;
  await db.updateTable('folders').set({ is_private: true, access_root: hidden }).where('id', '=', hidden).execute();
  const grant = {
    folder_id: hidden,
    grantee: `user:${member.id}`,
    organization_id: server.organizationId,
    permission: 1,
  };
  await db.insertInto('folder_grants').values(grant).execute();
});
afterAll(() => server?.stop());

const by = ({ token }: { token: string }) => ({ headers: { authorization: `Bearer ${token}` } });
const ids = ({ events }: { events: ReceivedEvent[] }) => [
  ...new Set(events.flatMap(({ data }) => data.session_id ?? [])),
];

/** A session with a document that was edited, then deleted. */
async function happen(folder?: number): Promise<string> {
  const json = { language: 'xx', session_mode: 'upload' };
  const { body } = await server.call('POST', SESSIONS, { key: server.keys.batch, json });
  const path = `${SESSIONS}/${body.session_id}`;
  const { db } = server.running.ctx;
  if (folder)
    await db.updateTable('sessions').set({ folder_id: folder }).where('session_id', '=', body.session_id).execute();
  const made = await server.call('POST', `${path}/document`, {
    key: server.keys.batch,
    json: { document: [{ start: 0, stop: 9, text: 'x' }] },
  });
  await server.call('PUT', `${path}/document/${made.body.result.id}`, {
    key: server.keys.batch,
    json: { filename: 'New' },
  });
  await server.call('DELETE', path, { key: server.keys.batch });
  return body.session_id;
}

it('nobody hears of sessions in folders they may not read, neither now nor when they come back, at any process', async () => {
  const open = (who: { token: string }, lastEventId?: number) =>
    Promise.all([server.url, beside.url].map((url) => openEvents(`${url}/api/v3/events`, { ...by(who), lastEventId })));
  const streams = { admin: await open(admin), member: await open(member), outsider: await open(outsider) };
  const { id: from } = await (streams.outsider[0] as (typeof streams.outsider)[number]).until(() => true);
  const [secret, seen] = [await happen(hidden), await happen()];
  const isLast = ({ data }: ReceivedEvent) => data.event === 'session.deleted' && data.session_id === seen;
  for (const [who, expected] of [
    ['admin', [secret, seen]],
    ['member', [secret, seen]],
    ['outsider', [seen]],
  ] as const) {
    for (const stream of streams[who]) {
      await stream.until(isLast);
      expect([who, ids(stream)]).toEqual([who, expected]);
      stream.cut();
    }
  }
  // Of what came before they were deleted, those who do not see everything hear nothing any more: where it lay is forgotten.
  const back = {
    admin: await open(admin, from),
    member: await open(member, from),
    outsider: await open(outsider, from),
  };
  for (const [who, expected] of [
    ['admin', [secret, seen]],
    ['member', [secret, seen]],
    ['outsider', [seen]],
  ] as const) {
    for (const stream of back[who]) {
      await stream.until(isLast);
      expect([who, ids(stream)]).toEqual([who, expected]);
      stream.cut();
    }
  }
});

it('a stream of one session or document ends when its listener may not read it any more', async () => {
  const json = { language: 'xx' };
  const { body } = await server.call('POST', SESSIONS, { key: server.keys.batch, json });
  const path = `${SESSIONS}/${body.session_id}`;
  const document = [{ start: 0, stop: 9, text: 'x' }];
  const made = await server.call('POST', `${path}/document`, { key: server.keys.batch, json: { document } });
  const at = `${server.url}${path}/document/${made.body.result.id}/events`;
  const [ofSession, ofDocument, still] = [
    await openEvents(`${server.url}${path}/events`, by(outsider)),
    await openEvents(at, by(outsider)),
    await openEvents(at, by(member)),
  ];
  await ofDocument.until(({ event }) => event === 'document.opened');
  const { db } = server.running.ctx;
  await db.updateTable('sessions').set({ folder_id: hidden }).where('session_id', '=', body.session_id).execute();
  await Promise.all([ofSession.ended, ofDocument.ended]);
  await still.until(({ event }) => event === 'document.closed');
  await server.call('DELETE', path, { key: server.keys.batch });
  await still.ended;
  expect(still.events.at(-1)?.event).toBe('session.deleted');
});
