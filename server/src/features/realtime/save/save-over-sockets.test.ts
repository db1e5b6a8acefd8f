import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLive } from '../../../../test/live-client.ts';
import { pause } from '../../../../test/recordings.ts';
import { READING, startTestServer, type TestServer } from '../../../../test/test-server.ts';

const WAV_HEADER_BYTES = 44;
let server: TestServer;
let pcm: Buffer;
beforeAll(async () => {
  server = await startTestServer();
  const reading = (await readFile(READING)).subarray(WAV_HEADER_BYTES);
  pcm = Buffer.concat([reading, pause(1), reading, pause(1)]);
});
afterAll(() => server.stop());

const begin = async (query: string, key = server.keys.realtime) => {
  const client = await openLive(server.url, `/v2/realtime?language=xx&token=${key}${query}`);
  client.send({ action: 'start' });
  const { session_id } = await client.until(({ state }) => state === 'listening');
  return { client, session_id: session_id as string };
};
const stop = async ({ client }: Awaited<ReturnType<typeof begin>>) => {
  client.send({ action: 'stop' });
  await client.until(({ state }) => state === 'stopped');
  await client.closed;
};
/** A session comes a moment after its end. */
async function completed(session_id: string, key = server.keys.realtime) {
  const get = () => server.call('GET', `/api/v3/speech-to-text/session/${session_id}`, { key });
  await expect.poll(async () => (await get()).body.status, { timeout: 20_000 }).toBe('completed');
  return (await get()).body;
}
async function wordsOf(session_id: string, key = server.keys.realtime): Promise<string[]> {
  const { body } = await server.call('GET', `/api/v3/speech-to-text/session/${session_id}/result`, { key });
  const words = body.result.results.flatMap(({ result }: { result: [string][] }) => result.map(([word]) => word));
  return words.map((word: string) => word.toLowerCase().replace(/\W/g, ''));
}

describe('save=true', () => {
  it('keeps the words of the finals and all of the audio, across a cut', async () => {
    const first = await begin('&save=true&title=Council');
    const half = pcm.length / 2;
    for (let offset = 0; offset < half; offset += 6_400) {
      first.client.audio(pcm.subarray(offset, Math.min(half, offset + 6_400)));
    }
    const final = await first.client.until(({ is_final }) => is_final === true);
    first.client.socket.terminate();
    const query = `&session_id=${first.session_id}&final_offset_ms=${final.offset_ms}`;
    const again = await openLive(server.url, `/v2/realtime?language=xx&token=${server.keys.realtime}${query}`);
    const { offset_ms } = await again.until(({ state }) => state === 'listening');
    again.audio(pcm.subarray(offset_ms * 32));
    await stop({ client: again, session_id: first.session_id });
    const session = await completed(first.session_id);
    expect(session).toMatchObject({ filename: 'Council', duration: pcm.length / 32_000 });
    expect(session.media_url).toMatch(/^http/);
    const heard = [...first.client.words(), ...again.words()];
    expect(heard.length).toBeGreaterThan(6);
    expect(await wordsOf(first.session_id)).toEqual(heard);
  });

  it('of a person: seen by those of the organisation, as any session', async () => {
    const { token } = await server.createPerson({ roles: ['ORGADMIN'] });
    const live = await begin('&save=true', token);
    live.client.audio(pcm);
    await stop(live);
    await completed(live.session_id, token);
    expect(await wordsOf(live.session_id, token)).toEqual(live.client.words());
    const other = await server.createPerson({ roles: ['ORGADMIN'] });
    expect((await completed(live.session_id, other.token)).session_id).toBe(live.session_id);
    const { status } = await server.call('GET', `/api/v3/speech-to-text/session/${live.session_id}`, {
      key: server.keys.foreign,
    });
    expect(status).toBe(404);
  });

  it('a connection that nobody comes back to is kept too', async () => {
    const beside = await server.startBeside({ PARLANCE_REALTIME_RECONNECT_SECONDS: '1' });
    const client = await openLive(beside.url, `/v2/realtime?language=xx&save=true&token=${server.keys.realtime}`);
    client.send({ action: 'start' });
    const { session_id } = await client.until(({ state }) => state === 'listening');
    client.audio(pcm);
    await client.until(({ is_final }) => is_final === true);
    client.socket.terminate();
    const session = await completed(session_id);
    expect(session.duration).toBeGreaterThan(3);
    expect(await wordsOf(session_id)).toEqual(expect.arrayContaining(client.words()));
  });

  it('what is being heard when the server stops is there when it runs again', async () => {
    const live = await begin('&save=true');
    live.client.audio(pcm);
    await live.client.until(({ is_final }) => is_final === true);
    await server.restart();
    await live.client.closed;
    await completed(live.session_id);
    expect(await wordsOf(live.session_id)).toEqual(live.client.words());
  });
});

describe('without save', () => {
  it('nothing is stored: no session, no words, no audio', async () => {
    const live = await begin('');
    live.client.audio(pcm);
    await stop(live);
    expect(live.client.words().length).toBeGreaterThan(6);
    const { ctx } = server.running;
    const { status } = await server.call('GET', `/api/v3/speech-to-text/session/${live.session_id}`, {
      key: server.keys.realtime,
    });
    expect(status).toBe(404);
    expect(await ctx.db.selectFrom('realtime_finals').selectAll().execute()).toEqual([]);
    expect(await ctx.storage.size(`live/${live.session_id}.wav`)).toBeUndefined();
  });
});
