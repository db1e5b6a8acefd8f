import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEvents, type ReceivedEvent } from '../../../test/event-client.ts';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';

const SESSIONS = '/api/v3/speech-to-text/session';

let server: TestServer;
let session: string;
let ann: { id: number; token: string };
let bob: { id: number; token: string };
beforeAll(async () => {
  server = await startTestServer({ PARLANCE_EVENT_HEARTBEAT_SECONDS: '1', PARLANCE_EVENT_STREAMS_PER_KEY: '3' });
  [ann, bob] = await Promise.all([
    server.createPerson({ roles: ['ORGADMIN'] }),
    server.createPerson({ roles: ['DEVELOPER'] }),
  ]);
  session = await server.transcribe(READING);
  await server.ended(session);
});
afterAll(() => server?.stop());

const by = ({ token }: { token: string }) => ({ headers: { authorization: `Bearer ${token}` } });
const asKey = () => ({ key: server.keys.batch });

async function make(): Promise<string> {
  const document = [{ start: 0, stop: 1_000, text: 'one' }];
  const { body } = await server.call('POST', `${SESSIONS}/${session}/document`, { ...asKey(), json: { document } });
  return `${SESSIONS}/${session}/document/${body.result.id}`;
}

const open = (path: string, options: Parameters<typeof openEvents>[1], at = server.url) =>
  openEvents(`${at}${path}/events`, options);
const present = async (path: string) => (await server.call('GET', `${path}/presence`, asKey())).body.result;
const of =
  (event: string, actor?: string) =>
  ({ data }: ReceivedEvent) =>
    data.event === event && (actor === undefined || data.actor === actor);

describe('streamDocumentEvents', () => {
  it('200: says who is there, tells what others do with their names, and nothing of other documents', async () => {
    const [path, other] = [await make(), await make()];
    const mine = await open(path, by(ann));
    const ready = await mine.until(() => true);
    const me = { actor: `user:${ann.id}`, actor_name: expect.any(String), since: expect.any(String) };
    expect(ready.data).toMatchObject({ event: 'stream.ready', document_id: path.split('/').at(-1), viewers: [me] });
    const theirs = await open(path, by(bob));
    expect((await theirs.until(() => true)).data.viewers).toHaveLength(2);
    const opened = await mine.until(of('document.opened', `user:${bob.id}`));
    expect(opened.data).toMatchObject({
      session_id: session,
      actor_name: expect.stringContaining('@'),
      revision: null,
    });
    await server.call('PUT', other, { ...asKey(), json: { filename: 'Elsewhere' } });
    await server.call('PUT', path, { ...by(bob), json: { filename: 'Here' } });
    const edited = await mine.until(of('document.edited'));
    expect(edited.data).toMatchObject({ document_id: path.split('/').at(-1), actor: `user:${bob.id}`, revision: 2 });
    await server.call('POST', `${path}/finished_status`, asKey());
    await server.call('POST', `${path}/finished_status?status=false`, asKey());
    const reopened = await mine.until(of('document.reopened'));
    expect(reopened.data).toMatchObject({
      actor: expect.stringMatching(/^key:/),
      actor_name: 'First batch key',
      revision: 4,
    });
    theirs.cut();
    await mine.until(of('document.closed', `user:${bob.id}`));
    expect(mine.events.map(({ event }) => event)).toEqual([
      'stream.ready',
      'document.opened',
      ...['document.opened', 'document.edited', 'document.finished', 'document.reopened', 'document.closed'],
    ]);
    await server.call('DELETE', path, asKey());
    await mine.until(of('document.deleted'));
    await mine.ended;
  });

  it('200: who comes back gets what was missed; /events tells of it too, the stream of the session does not', async () => {
    const path = await make();
    const everything = await openEvents(`${server.url}/api/v3/events?types=document.edited,document.deleted`, asKey());
    const ofSession = await openEvents(`${server.url}${SESSIONS}/${session}/events`, asKey());
    const first = await open(path, by(ann));
    const { id } = await first.until(of('document.opened'));
    first.cut();
    await server.call('PUT', path, { ...asKey(), json: { filename: 'Missed' } });
    const again = await open(path, { ...by(ann), lastEventId: id });
    await again.until(of('document.edited'));
    await everything.until(of('document.edited'));
    await server.call('DELETE', path, asKey());
    await Promise.all([again.ended, ofSession.ended, everything.until(of('document.deleted'))]);
    expect(everything.events.map(({ event }) => event)).toEqual([
      'stream.ready',
      'document.edited',
      'document.deleted',
    ]);
    expect(ofSession.events.map(({ event }) => event)).toEqual(['session.completed']);
    everything.cut();
  });

  it('ends with the session, and with the login', async () => {
    const id = await server.transcribe(READING);
    await server.ended(id);
    const { body } = await server.call('GET', `${SESSIONS}/${id}/document`, asKey());
    const path = `${SESSIONS}/${id}/document/${body.result[0].id}`;
    const eve = await server.createPerson({ roles: ['DEVELOPER'] });
    const [mine, hers] = [await open(path, by(ann)), await open(path, by(eve))];
    await mine.until(of('document.opened', `user:${eve.id}`));
    await server.call('POST', '/api/v3/auth/logout', by(eve));
    await hers.ended;
    await mine.until(of('document.closed', `user:${eve.id}`));
    await server.call('DELETE', `${SESSIONS}/${id}`, asKey());
    await mine.until(of('session.deleted'));
    await mine.ended;
  });

  it('429 above the limit of streams', async () => {
    const path = await make();
    const streams = [await open(path, by(bob)), await open(path, by(bob)), await open(path, by(bob))];
    const refused = await open(path, by(bob));
    expect([refused.status, refused.body.error_code]).toEqual([429, 'RATE_LIMIT_EXCEEDED']);
    for (const stream of streams) stream.cut();
  });
});

describe('listPresence', () => {
  it('200: each once, of every process; one who dies is gone after three heartbeats', async () => {
    const path = await make();
    const beside = await server.startBeside();
    const [here, twice, there] = [
      await open(path, by(ann)),
      await open(path, by(ann)),
      await open(path, by(bob), beside.url),
    ];
    await Promise.all([here, twice, there].map((stream) => stream.until(() => true)));
    expect((await present(path)).map(({ actor }: { actor: string }) => actor)).toEqual([
      `user:${ann.id}`,
      `user:${bob.id}`,
    ]);
    await here.until(of('document.opened', `user:${bob.id}`));
    twice.cut();
    there.cut();
    await here.until(of('document.closed', `user:${bob.id}`));
    expect((await present(path)).map(({ actor }: { actor: string }) => actor)).toEqual([`user:${ann.id}`]);
    expect(here.events.some(of('document.closed', `user:${ann.id}`))).toBe(false);

    // A process that died left its row behind.
    const { db } = server.running.ctx;
    await sql`
      insert into document_viewers (id, document, organization_id, actor, since, seen_at)
      select gen_random_uuid(), id, organization_id, ${`user:${bob.id}`}, now(), now() - interval '2 seconds'
      from documents where document_id = ${path.split('/').at(-1)}::uuid`.execute(db);
    expect(await present(path)).toHaveLength(2);
    await expect
      .poll(() => here.events.filter(of('document.closed', `user:${bob.id}`)).length, { timeout: 20_000 })
      .toBe(2);
    expect(await present(path)).toHaveLength(1);
    here.cut();
  });

  it('ends with the server that holds the stream', async () => {
    const path = await make();
    const beside = await server.startBeside();
    const [here, there] = [await open(path, by(ann)), await open(path, by(bob), beside.url)];
    await here.until(of('document.opened', `user:${bob.id}`));
    await beside.stop();
    await there.ended;
    expect(there.events.at(-1)?.event).toBe('stream.shutdown');
    await here.until(of('document.closed', `user:${bob.id}`));
    here.cut();
  });
});

describe.each(['events', 'presence'])('%s of a document', (what) => {
  it('401 without a token, 404 to others and for what there is not', async () => {
    const path = await make();
    const ask = async (at: string, options: object) => (await server.call('GET', `${at}/${what}`, options)).status;
    expect(await ask(path, {})).toBe(401);
    expect(await ask(path, { key: server.keys.foreign })).toBe(404);
    expect(await ask(`${path.slice(0, -4)}0000`, asKey())).toBe(404);
    expect(await ask(path, { key: server.keys.secondBatch })).toBe(401);
  });
});
