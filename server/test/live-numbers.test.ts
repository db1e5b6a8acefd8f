import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isFinal, isStopped, openLive, startLive } from './live-client.ts';
import { pause } from './recordings.ts';
import { startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ PARLANCE_ENGINES: 'pocketsphinx' });
});
afterAll(() => server?.stop());

/** The words of a recording PocketSphinx comes with, and all that was shown before. */
async function heard(options: object) {
  const pcm = await readFile('/usr/share/pocketsphinx/test/data/goforward.raw');
  const headers = { 'x-zoom-s2t-key': server.keys.realtime };
  const client = await openLive(server.url, '/v2/realtime?language=en', { headers });
  await startLive(client, options);
  client.audio(Buffer.concat([pause(0.3), pcm, pause(1)]));
  client.send({ action: 'stop' });
  await client.until(isStopped);
  return { words: client.words(), texts: client.messages.filter(isFinal).map(({ text }) => text) };
}

it('numbers that are said become digits when that is wanted, and only then', async () => {
  expect((await heard({})).words).toEqual(['go', 'forward', 'ten', 'meters']);
  const inDigits = await heard({ actual_numbers: true });
  expect(inDigits.words).toEqual(['go', 'forward', '10', 'meters']);
  expect(inDigits.texts.join(' ')).toContain('10');
});
