import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { RealtimeTranscriber } from '../../sdk/src/index.ts';
import { mediaDirectory } from '../src/speech/media-fixtures.ts';
import { startCuttingProxy } from './cutting-proxy.ts';
import { READING, startTestServer } from './test-server.ts';

it('Opus over a connection that is cut: the recorder begins anew, in the same session, later in the stream', async () => {
  const [server, media] = await Promise.all([startTestServer(), mediaDirectory()]);
  const forever = Number.POSITIVE_INFINITY;
  const network = await startCuttingProxy({
    port: () => Number(new URL(server.url).port),
    budget: () => ({ up: forever, down: forever }),
  });
  try {
    const container = await readFile(await media.make('-i', READING, '-c:a', 'libopus', 'reading.webm'));
    const { promise: restarted, resolve: restartRecorder } = Promise.withResolvers<void>();
    const live = new RealtimeTranscriber({
      ...{ url: network.url, key: server.keys.realtime, language: 'xx', encoding: 'opus', restartRecorder },
    });
    const sessions: boolean[] = [];
    live.on('reconnected', ({ isNewSession }) => sessions.push(isNewSession));
    await live.start();
    await live.send(container);
    // As long as it takes to say it: a recorder is no faster.
    await delay(3_200);
    network.cutAll();
    await restarted;
    await expect.poll(() => sessions).toEqual([false]);
    await live.send(container);
    const words = (await live.stop()).finals.flatMap((final) => final.words);
    const [before, after] = [words.filter(([, , end]) => end <= 3_100), words.filter(([, start]) => start >= 3_100)];
    expect(Math.abs(before.length - after.length)).toBeLessThan(2);
    expect(before.length).toBeGreaterThan(2);
    expect(before.length + after.length).toBeGreaterThanOrEqual(words.length - 1);
  } finally {
    await network.close();
    await media.remove();
    await server.stop();
  }
});
