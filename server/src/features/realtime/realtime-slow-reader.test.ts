import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  isFinal,
  isListening,
  isStopped,
  type LiveClient,
  openLive,
  sendAudio,
  startLive,
} from '../../../test/live-client.ts';
import { pause } from '../../../test/recordings.ts';
import { READING, startTestServer, type TestServer } from '../../../test/test-server.ts';

let server: TestServer;
/** A reading and a pause, so that no word lies across the end. */
let part: Buffer;
beforeAll(async () => {
  server = await startTestServer();
  part = Buffer.concat([(await readFile(READING)).subarray(44), pause(1)]);
});
afterAll(() => server?.stop());

const open = (query = '') => openLive(server.url, `/v2/realtime?language=xx&token=${server.keys.realtime}${query}`);
const isFinalized = ({ state }: { state?: string }) => state === 'finalized';

async function finish(client: LiveClient): Promise<void> {
  await sendAudio(client, part);
  client.send({ action: 'stop' });
  await client.until(isStopped);
}

/** Asks for 8 MB of answers: the kernel keeps up to 4 MB on their way, the server 1 MB. */
async function askWithoutReading({ socket }: LiveClient): Promise<void> {
  for (let count = 1; count <= 200_000; count++) {
    socket.send('{"action":"finalize"}');
    if (count % 1_000 === 0) await expect.poll(() => socket.bufferedAmount, { interval: 1 }).toBe(0);
  }
}

it('a client that reads nothing is let go, and has every word once when it comes back', async () => {
  const undisturbed = await open();
  await startLive(undisturbed);
  await sendAudio(undisturbed, part);
  undisturbed.send({ action: 'finalize' });
  await undisturbed.until(isFinalized);
  await finish(undisturbed);

  const slow = await open();
  const { session_id } = await startLive(slow);
  await sendAudio(slow, part.subarray(0, 40_000));
  slow.socket.pause();
  await sendAudio(slow, part.subarray(40_000));
  await askWithoutReading(slow);
  slow.socket.resume();
  expect((await slow.closed).code).toBe(4408);
  expect(slow.messages.at(-1)).toMatchObject({ error_code: 'REALTIME_SLOW_READER' });

  const known = slow.messages.filter(isFinal).at(-1)?.offset_ms ?? 0;
  const again = await open(`&session_id=${session_id}&final_offset_ms=${known}`);
  expect((await again.until(isListening)).offset_ms).toBe(part.length / 32);
  await finish(again);
  expect([...slow.words(), ...again.words()]).toEqual(undisturbed.words());
});
