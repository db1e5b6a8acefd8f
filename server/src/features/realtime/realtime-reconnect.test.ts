import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  isFinal,
  isListening,
  isStopped,
  type LiveClient,
  openLive,
  refusalOf,
  sendAudio,
  startLive,
} from '../../../test/live-client.ts';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';

let server: TestServer;
let speech: Buffer;
let whole: string[];
beforeAll(async () => {
  server = await startTestServer({ PARLANCE_REALTIME_RECONNECT_SECONDS: '2' });
  speech = (await readFile(READING)).subarray(44);
  const client = await open();
  await startLive(client);
  await sendAudio(client, speech);
  client.send({ action: 'stop' });
  await client.until(isStopped);
  whole = client.words();
});
afterAll(() => server?.stop());

const open = (query = '', key = server.keys.realtime, path = '/v2/realtime') =>
  openLive(server.url, `${path}?language=xx&token=${key}${query}`);
const row = async (session_id: string) =>
  server.running.ctx.db
    .selectFrom('realtime_sessions')
    .selectAll()
    .where('session_id', '=', session_id)
    .executeTakeFirstOrThrow();

async function begin(bytes: number): Promise<{ client: LiveClient; session_id: string }> {
  const client = await open();
  const { session_id } = await startLive(client);
  await sendAudio(client, speech.subarray(0, bytes));
  return { client, session_id };
}

const lastOffset = ({ messages }: LiveClient) => messages.filter(isFinal).at(-1)?.offset_ms ?? 0;

/** Goes on where the server says, to the end. */
async function goOn(client: LiveClient): Promise<void> {
  const { offset_ms } = await client.until(isListening);
  await sendAudio(client, speech.subarray(offset_ms * 32));
  client.send({ action: 'stop' });
  await client.until(isStopped);
}

describe('a client that comes back', () => {
  it.each([0.2, 0.5, 0.9])('after a cut at %d of the recording has every word once', async (share) => {
    // An odd number of bytes: half a sample is lost with the connection.
    const { client, session_id } = await begin(Math.floor(speech.length * share) | 1);
    client.socket.terminate();
    const again = await open(`&session_id=${session_id}&final_offset_ms=${lastOffset(client)}`);
    const { offset_ms } = await again.until(isListening);
    expect(offset_ms).toBeLessThanOrEqual((speech.length * share) / 32);
    await goOn(again);
    expect([...client.words(), ...again.words()]).toEqual(whole);
    const noted = { ended_by: 'stopped', audio_ms: Math.floor(speech.length / 32) };
    await expect.poll(() => row(session_id)).toMatchObject(noted);
  });

  it('again and again, over a socket that is still open too', async () => {
    const { client, session_id } = await begin(20_000);
    const clients = [client];
    for (let at = 0; at < 4; at++) {
      const last = clients.at(-1) as LiveClient;
      if (at % 2 === 0) last.socket.terminate();
      const known = Math.max(...clients.map(lastOffset));
      const next = await open(`&session_id=${session_id}&final_offset_ms=${known}`);
      const { offset_ms } = await next.until(isListening);
      if (at % 2 === 1) expect(await last.closed).toEqual({ code: 1000, reason: 'taken over' });
      await sendAudio(next, speech.subarray(offset_ms * 32, offset_ms * 32 + 15_000));
      clients.push(next);
    }
    const last = await open(`&session_id=${session_id}&final_offset_ms=${Math.max(...clients.map(lastOffset))}`);
    await goOn(last);
    const words = [...clients, last].flatMap((one) => one.words());
    expect(words).toEqual(whole);
  });

  it('without an offset gets what was not written to a socket', async () => {
    const { client, session_id } = await begin(speech.length);
    client.socket.terminate();
    const again = await open(`&session_id=${session_id}`);
    await goOn(again);
    expect([...client.words(), ...again.words()].length).toBe(whole.length);
  });

  it('after stop gets the rest and stopped', async () => {
    const { client, session_id } = await begin(speech.length);
    // It never reads the end of it.
    client.socket.pause();
    client.send({ action: 'stop' });
    await expect.poll(async () => (await row(session_id)).ended_by).toBe('stopped');
    client.socket.terminate();
    const again = await open(`&session_id=${session_id}&final_offset_ms=0`);
    expect((await again.closed).code).toBe(1000);
    expect(again.words()).toEqual(whole);
    expect(again.texts.at(-1)).toBe('{"state":"stopped"}');
  });

  it('may do so on v1', async () => {
    const client = await open('', server.keys.realtime, '/realtime');
    const { session_id } = await startLive(client);
    await sendAudio(client, speech.subarray(0, 60_000));
    client.socket.terminate();
    const known = client.messages.filter(isFinal).at(-1)?.result.at(-1)[2] ?? 0;
    const again = await open(`&session_id=${session_id}&final_offset_ms=${known}`, server.keys.realtime, '/realtime');
    await goOn(again);
    expect([...client.words(), ...again.words()]).toEqual(whole);
  });

  it('too late finds nothing; what was said is over', async () => {
    const { client, session_id } = await begin(40_000);
    client.socket.terminate();
    await expect.poll(async () => (await row(session_id)).ended_by, { timeout: 10_000 }).toBe('disconnected');
    expect(Number((await row(session_id)).audio_ms)).toBeGreaterThan(0);
    await expect
      .poll(
        async () => {
          const late = await open(`&session_id=${session_id}`);
          const { code } = await late.closed;
          return [code, late.messages[0]?.error_code];
        },
        { timeout: 10_000, interval: 500 },
      )
      .toEqual([4404, 'REALTIME_SESSION_NOT_FOUND']);
  });
});

describe('4404 for', () => {
  const closedWith = async (query: string, key?: string) => {
    const client = await open(query, key);
    const { code } = await client.closed;
    return [code, client.messages[0].error_code];
  };

  it('what there is not, what others began, and what another organisation has', async () => {
    const { client, session_id } = await begin(1_000);
    const notFound = [4404, 'REALTIME_SESSION_NOT_FOUND'];
    expect(await closedWith(`&session_id=${'0'.repeat(26)}`)).toEqual(notFound);
    const other = await server.createKey({ type: 'realtime' });
    expect(await closedWith(`&session_id=${session_id}`, other)).toEqual(notFound);
    const { id } = await server.running.ctx.db
      .selectFrom('organizations')
      .select('id')
      .where('id', '!=', server.organizationId)
      .executeTakeFirstOrThrow();
    const foreign = await server.createKey({ type: 'realtime', organization_id: id });
    expect(await closedWith(`&session_id=${session_id}`, foreign)).toEqual(notFound);
    client.send({ action: 'stop' });
    await client.until(isStopped);
  });

  it('401 without a key, as it cannot come later', async () => {
    const opening = openLive(server.url, `/realtime?session_id=${'0'.repeat(26)}`);
    expect((await refusalOf(opening)).status).toBe(401);
  });
});
