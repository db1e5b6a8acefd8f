import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RealtimeFinal, RealtimeTranscriber } from '../../sdk/src/index.ts';
import type { RealtimeOptions } from '../../sdk/src/realtime-types.ts';
import { librivoxRecordings } from '../src/speech/media-fixtures.ts';
import { type CuttingProxy, startCuttingProxy } from './cutting-proxy.ts';
import { seededRandom } from './seeded-random.ts';
import { freePort, startServerProcess } from './server-process.ts';
import { startTestServer, type TestServer } from './test-server.ts';
import { pause } from './wav.ts';

const SEED = Number(process.env.REALTIME_SEED ?? 20_261_122);
const FOREVER = Number.POSITIVE_INFINITY;

let server: TestServer;
let speech: Buffer;
/** What comes of it when nothing happens. */
let undisturbed: readonly RealtimeFinal[];
beforeAll(async () => {
  server = await startTestServer();
  speech = Buffer.concat((await librivoxRecordings()).flatMap(({ pcm }) => [pcm, pause(1.5)]));
  const live = await opened(server.url);
  await live.sendFrom(pieces(0));
  undisturbed = (await live.stop()).finals;
  expect(undisturbed.length).toBeGreaterThan(4);
});
afterAll(() => server?.stop());

async function opened(url: string, options: RealtimeOptions = {}): Promise<RealtimeTranscriber> {
  const live = new RealtimeTranscriber({ url, key: server.keys.realtime, language: 'xx', ...options });
  await live.start();
  return live;
}

async function* pieces(from: number, to = speech.length): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to; at += 3_200) yield speech.subarray(at, Math.min(to, at + 3_200));
}

/** A network that cuts nothing until it is told to. */
async function startNetwork(port = () => Number(new URL(server.url).port)) {
  const network: { proxy: CuttingProxy; budget: () => { up: number; down: number } } = {
    budget: () => ({ up: FOREVER, down: FOREVER }),
    proxy: await startCuttingProxy({ port, budget: () => network.budget() }),
  };
  return network;
}

function storyOf(live: RealtimeTranscriber) {
  const story = { resumed: 0, begun: 0, lost: 0, shutDowns: 0 };
  live.on('reconnected', ({ isNewSession }) => story[isNewSession ? 'begun' : 'resumed']++);
  live.on('warning', ({ code }) => {
    if (code === 'audio_lost') story.lost++;
  });
  live.on('shutting_down', () => story.shutDowns++);
  return story;
}

/**
 * Every word is heard once, where some of it was heard by another session: that begins where the last final ended, so its
 * windows lie a little differently, and what was being said when a server ended may be two utterances.
 */
function expectSame(finals: readonly RealtimeFinal[]): void {
  const words = finals.flatMap((final) => final.words);
  words.forEach(([, start], index) => {
    expect(start, 'no word overlaps the one before').toBeGreaterThanOrEqual(words[index - 1]?.[2] ?? 0);
  });
  const counts = undisturbed.map(({ startMs, endMs, words: expected }) => {
    const inside = words.filter(
      ([, start, end]) => (start + end) / 2 >= startMs - 200 && (start + end) / 2 <= endMs + 200,
    );
    return { expected: expected.length, found: inside.length };
  });
  for (const { expected, found } of counts) expect(Math.abs(expected - found), JSON.stringify(counts)).toBeLessThan(2);
  expect(counts.reduce((sum, { found }) => sum + found, 0)).toBe(words.length);
}

describe(`a live stream over a network that breaks (REALTIME_SEED=${SEED})`, () => {
  it('cut again and again: every word once, with the times of an undisturbed one', async () => {
    const random = seededRandom(SEED);
    const network = await startNetwork();
    network.budget = () =>
      network.proxy.cuts() >= 8
        ? { up: FOREVER, down: FOREVER }
        : random() < 0.7
          ? { up: 20_000 + Math.floor(random() * 150_000), down: FOREVER }
          : { up: FOREVER, down: 600 + Math.floor(random() * 1_500) };
    try {
      const live = await opened(network.proxy.url);
      const story = storyOf(live);
      await live.sendFrom(pieces(0));
      const { finals } = await live.stop();
      expect(finals).toEqual(undisturbed);
      expect(network.proxy.cuts()).toBeGreaterThan(4);
      expect(story).toMatchObject({ begun: 0, lost: 0 });
      expect(story.resumed).toBe(network.proxy.cuts());
    } finally {
      await network.proxy.close();
    }
  });

  it('cut while it stops or finalizes: still everything', async () => {
    for (const ask of ['stop', 'finalize'] as const) {
      const network = await startNetwork();
      const live = await opened(network.proxy.url);
      try {
        await live.sendFrom(pieces(0));
        const asked = live[ask]();
        network.proxy.cutAll();
        await asked;
        expect((await live.stop()).finals).toEqual(undisturbed);
      } finally {
        await network.proxy.close();
      }
    }
  });

  it('away for longer than is waited for: an error, and what was final stays', async () => {
    const network = await startNetwork();
    const live = await opened(network.proxy.url, { outageMs: 1_000 });
    await live.sendFrom(pieces(0));
    await live.finalize();
    const waiting = live.stop();
    await network.proxy.close();
    await expect(waiting).rejects.toMatchObject({ errorCode: 'NETWORK_ERROR' });
    expect(live.finals).toEqual(undisturbed);
  });
});

describe('a live stream whose server goes away', () => {
  it('restarted: goes on in a new session, with every utterance once', async () => {
    const live = await opened(server.url);
    const story = storyOf(live);
    const half = Math.floor(speech.length / 4) * 2;
    await live.sendFrom(pieces(0, half));
    await expect.poll(() => live.finals.length).toBeGreaterThan(0);
    const { sessionId } = live;
    await Promise.all([server.restart(), live.sendFrom(pieces(half))]);
    const { finals } = await live.stop();
    expectSame(finals);
    expect(story).toMatchObject({ resumed: 0, begun: 1, lost: 0 });
    expect(live.sessionId).not.toBe(sessionId);
  });

  it('drained beside another one: moves there at once', async () => {
    const second = await server.startBeside();
    let port = Number(new URL(second.url).port);
    const network = await startNetwork(() => port);
    const live = await opened(network.proxy.url);
    const story = storyOf(live);
    const half = Math.floor(speech.length / 4) * 2;
    await live.sendFrom(pieces(0, half));
    port = Number(new URL(server.url).port);
    const asked = Date.now();
    let movedAfterMs = 0;
    live.on('reconnected', () => {
      movedAfterMs = Date.now() - asked;
    });
    await Promise.all([second.stop(), live.sendFrom(pieces(half))]);
    const { finals } = await live.stop();
    await network.proxy.close();
    expectSame(finals);
    expect(story).toMatchObject({ resumed: 0, begun: 1, lost: 0, shutDowns: 1 });
    expect(movedAfterMs).toBeLessThan(30_000);
  });

  it('killed: what was not final is heard by the next one', async () => {
    const port = await freePort();
    const start = () =>
      startServerProcess({
        DATABASE_URL: server.running.ctx.config.databaseUrl as string,
        PARLANCE_DATA_DIR: server.dataDir,
        PARLANCE_PORT: String(port),
        PARLANCE_ENGINES: 'scripted',
        PARLANCE_ROLES: 'api',
        PARLANCE_DEMO: '0',
        PARLANCE_LOG_LEVEL: 'error',
      });
    let victim = start();
    try {
      const live = await opened(await victim.ready);
      const story = storyOf(live);
      await live.sendFrom(pieces(0));
      await expect.poll(() => live.finals.length).toBeGreaterThan(1);
      await victim.kill();
      victim = start();
      expectSame((await live.stop()).finals);
      expect(story).toMatchObject({ resumed: 0, begun: 1, lost: 0 });
    } finally {
      await victim.kill();
    }
  });
});
