import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import { startCuttingProxy } from './cutting-proxy.ts';
import { seededRandom } from './seeded-random.ts';
import { freePort, type ServerProcess, startServerProcess } from './server-process.ts';
import { startTestServer, type TestServer } from './test-server.ts';
import { FILES, tusRequests } from './tus-requests.ts';

/** Two servers on one database and one data directory, without workers; the other one is a process that can be killed. */
export interface TwoServers {
  first: TestServer;
  second: ServerProcess;
  secondPort: number;
  /** `kill -9`, and a new one at the same address. */
  killSecond(): Promise<void>;
  stop(): Promise<void>;
}

export async function startTwoServers(): Promise<TwoServers> {
  const first = await startTestServer({ PARLANCE_ROLES: 'api' });
  const secondPort = await freePort();
  const start = () =>
    startServerProcess({
      DATABASE_URL: first.running.ctx.config.databaseUrl as string,
      PARLANCE_DATA_DIR: first.dataDir,
      PARLANCE_PORT: String(secondPort),
      PARLANCE_ENGINES: 'scripted',
      PARLANCE_ROLES: 'api',
      PARLANCE_DEMO: '0',
      PARLANCE_LOG_LEVEL: 'error',
    });
  const servers: TwoServers = {
    first,
    second: start(),
    secondPort,
    async killSecond() {
      await servers.second.kill();
      servers.second = start();
      await servers.second.ready;
    },
    async stop() {
      await servers.second.kill();
      await first.stop();
    },
  };
  await servers.second.ready;
  return servers;
}

/** One file on its way over a network that breaks, to servers of which one is killed. */
export interface BadDay {
  endpoint: string;
  headers: Record<string, string>;
  /** The file at this address is the one that was sent, byte for byte, and one session came of it. */
  expectArrived(url: string, content: Buffer): Promise<void>;
  /** What happened on the way. */
  story(): { cuts: number; kills: number };
  end(): Promise<void>;
}

/** After so many the network is fine: the patience of clients is limited. */
const MOST_CUTS = 8;

/**
 * @param bytes how much will be sent; the kill comes somewhere in it
 */
export async function startBadDay(servers: TwoServers, seed: number, bytes: number): Promise<BadDay> {
  const { first } = servers;
  const random = seededRandom(seed);
  const tus = tusRequests(first);
  const countSessions = async () =>
    Number(
      (
        await first.running.ctx.db
          .selectFrom('sessions')
          .select((select) => select.fn.countAll().as('count'))
          .executeTakeFirstOrThrow()
      ).count,
    );
  const before = await countSessions();
  const killAt = (0.2 + 0.6 * random()) * bytes;
  let killing: Promise<void> | undefined;
  const proxy = await startCuttingProxy({
    port: () => (random() < 0.3 ? Number(new URL(first.url).port) : servers.secondPort),
    budget() {
      if (proxy.cuts() >= MOST_CUTS) return { up: Number.POSITIVE_INFINITY, down: Number.POSITIVE_INFINITY };
      // Most are cut in what is sent, some in the answer: then the client does not know what has arrived.
      return random() < 0.75
        ? { up: Math.floor(random() ** 2 * 0.4 * bytes), down: Number.POSITIVE_INFINITY }
        : { up: Number.POSITIVE_INFINITY, down: Math.floor(random() * 400) };
    },
    onBytes(total) {
      if (total >= killAt) killing ??= servers.killSecond();
    },
  });
  return {
    endpoint: `${proxy.url}${FILES}/`,
    headers: { 'x-zoom-s2t-key': first.keys.batch },
    async expectArrived(url, content) {
      const target = new URL(url).pathname;
      const sha256 = createHash('sha256').update(content).digest('hex');
      const file = await tus.fileOf(target);
      expect(file).toMatchObject({ sha256, size: content.length, session_id: expect.any(String) });
      const stored = path.join(first.dataDir, 'storage', 'uploads', target.split('/').at(-1) as string);
      expect((await readFile(stored)).equals(content)).toBe(true);
      expect((await countSessions()) - before, 'one session for one file').toBe(1);
    },
    story: () => ({ cuts: proxy.cuts(), kills: killing ? 1 : 0 }),
    async end() {
      await killing;
      await proxy.close();
    },
  };
}
