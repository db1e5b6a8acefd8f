import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isListening, isStopped, openLive, sendAudio, startLive } from '../../../test/live-client.ts';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';

let server: TestServer;
let speech: Buffer;
beforeAll(async () => {
  server = await startTestServer();
  speech = (await readFile(READING)).subarray(44);
});
afterAll(() => server?.stop());

const rows = () => server.running.ctx.db.selectFrom('realtime_sessions').selectAll().orderBy('id', 'desc').execute();

describe('a live session', () => {
  it('v2: start, listening, audio, finals in both shapes, stop, exactly stopped, close', async () => {
    const client = await openLive(server.url, `/v2/realtime?token=${server.keys.realtime}&language=xx`);
    expect(await client.until(() => true)).toEqual({ state: 'loading' });
    const listening = await startLive(client);
    expect(listening).toEqual({ state: 'listening', session_id: expect.stringMatching(/^[0-9a-f]{26}$/) });
    await sendAudio(client, speech);
    client.send({ action: 'stop' });
    expect(await client.closed).toEqual({ code: 1000, reason: 'done' });
    expect(client.texts.at(-1)).toBe('{"state":"stopped"}');
    const final = client.messages.find(({ is_final }) => is_final);
    expect(final.result).toEqual(final.words);
    expect(final.text).toBe(final.words.map(([word]: [string]) => word).join(' '));
    const [word, start, end, confidence] = final.words[0];
    expect([typeof word, Number.isInteger(start), end > start, confidence]).toEqual(['string', true, true, null]);
    expect(final.offset_ms).toBeGreaterThanOrEqual(final.words.at(-1)[2]);
    const ms = Math.floor(speech.length / 32);
    await expect.poll(async () => (await rows())[0]).toMatchObject({ ended_by: 'stopped', audio_ms: ms, type: 'fast' });
  });

  it('v1: pure first generation', async () => {
    const headers = { 'x-zoom-s2t-key': server.keys.realtime };
    const client = await openLive(server.url, '/realtime?language=xx', { headers });
    await startLive(client);
    await sendAudio(client, speech);
    client.send({ action: 'stop' });
    await client.until(isStopped);
    const keys = new Set(client.messages.map((message) => Object.keys(message).join()));
    expect([...keys].filter((names) => names !== 'partial').sort()).toEqual([
      'result,text',
      'state',
      'state,session_id',
    ]);
  });

  it('v1 with its key in start', async () => {
    const client = await openLive(server.url, '/realtime?language=xx');
    client.send({ action: 'start', key: server.keys.realtime });
    await client.until(isListening);
    await sendAudio(client, speech);
    client.send({ action: 'stop' });
    await client.until(isStopped);
    expect(client.words().length).toBeGreaterThan(3);
  });
});
