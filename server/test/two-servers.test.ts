import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type ClientRequest, request } from 'node:http';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocks } from '../src/platform/locks.ts';
import { seededBytes } from './seeded-random.ts';
import { TUS, tusRequests } from './tus-requests.ts';
import { startTwoServers, type TwoServers } from './unreliable-uploads.ts';

/** Uploads that meet two servers on one database and one directory: one lock, one offset, one file. */
const content = seededBytes(600_000, 7);
const sha256 = createHash('sha256').update(content).digest('hex');

let servers: TwoServers;
let tus: ReturnType<typeof tusRequests>;
beforeAll(async () => {
  servers = await startTwoServers();
  tus = tusRequests(servers.first);
});
afterAll(() => servers.stop());

const at = (which: 'first' | 'second', target: string) =>
  (which === 'first' ? servers.first.url : `http://127.0.0.1:${servers.secondPort}`) + target;
const stored = (target: string) =>
  readFile(path.join(servers.first.dataDir, 'storage', 'uploads', target.split('/').at(-1) as string));
const offsetOf = async (target: string) => Number((await tus.ask('HEAD', target)).headers.get('upload-offset'));

/** A PATCH to the second server that sends less than it announces; resolves once that much is in the file. */
async function hangingPatch(target: string, from: number, to: number, headers = {}): Promise<ClientRequest> {
  const patch = request(at('second', target), {
    method: 'PATCH',
    headers: {
      ...TUS,
      ...headers,
      'x-zoom-s2t-key': servers.first.keys.batch,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': from,
      'content-length': content.length - from,
    },
  });
  patch.on('error', () => {});
  patch.write(content.subarray(from, to));
  await expect.poll(async () => (await stored(target)).length, { timeout: 60_000, interval: 10 }).toBe(to);
  return patch;
}

async function finish(target: string, offset: number, which: 'first' | 'second' = 'first'): Promise<void> {
  expect((await tus.append(at(which, target), offset, content.subarray(offset))).status).toBe(204);
  expect(await tus.fileOf(target)).toMatchObject({ sha256, session_id: expect.any(String) });
  expect((await stored(target)).equals(content)).toBe(true);
}

describe('an upload at two servers', () => {
  it('whose connection to one of them hangs: the other one gets in within about a second', async () => {
    const target = await tus.beginAt(content.length, { language: 'xx' });
    const hanging = await hangingPatch(target, 0, 200_000);
    const asked = Date.now();
    expect(await offsetOf(target)).toBe(200_000);
    // Half a second on an idle machine; the tests of others may run beside this one.
    expect(Date.now() - asked).toBeLessThan(3_000);
    hanging.write(Buffer.alloc(100_000));
    await finish(target, 200_000);
    hanging.destroy();
  });

  it('that goes from one to the other, piece by piece', async () => {
    const target = await tus.beginAt(content.length, { language: 'xx' });
    for (let offset = 0; offset < 500_000; offset += 100_000) {
      const which = offset % 200_000 === 0 ? 'first' : 'second';
      const piece = content.subarray(offset, offset + 100_000);
      expect((await tus.append(at(which, target), offset, piece)).status).toBe(204);
    }
    await finish(target, 500_000, 'second');
  });

  it('asked for at both at once: every answer is right', async () => {
    const target = await tus.beginAt(content.length, { language: 'xx' });
    await tus.append(target, 0, content.subarray(0, 1000));
    const heads = await Promise.all(
      Array.from({ length: 12 }, (_, index) => tus.ask('HEAD', at(index % 2 ? 'first' : 'second', target))),
    );
    expect(heads.map(({ status, headers }) => [status, headers.get('upload-offset')])).toEqual(
      heads.map(() => [200, '1000']),
    );
  });

  it('of which one is killed: its lock is free at once, and what it wrote counts', async () => {
    const target = await tus.beginAt(content.length, { language: 'xx' });
    await hangingPatch(target, 0, 300_000);
    await servers.killSecond();
    expect(await offsetOf(target)).toBe(300_000);
    await finish(target, 300_000);
  });

  it('of which one is killed before it could verify: what it wrote does not count', async () => {
    const target = await tus.beginAt(content.length, { language: 'xx' });
    await tus.append(target, 0, content.subarray(0, 100_000));
    const digest = createHash('sha1').update(content.subarray(100_000)).digest('base64');
    await hangingPatch(target, 100_000, 300_000, { 'upload-checksum': `sha1 ${digest}` });
    await servers.killSecond();
    expect(await offsetOf(target)).toBe(100_000);
    expect((await stored(target)).length).toBe(100_000);
    await finish(target, 100_000);
  });
});

describe('locks across processes', () => {
  it('are asked for, waited for, given up, and given back', async () => {
    const { ctx } = servers.first.running;
    const elsewhere = createLocks(ctx.config.databaseUrl as string, ctx.events, ctx.log);
    try {
      let wanted = 0;
      const held = await elsewhere.acquire('x', { onWanted: () => wanted++ });
      expect(await ctx.locks.tryAcquire('x')).toBeUndefined();
      expect(wanted, 'trying disturbs nobody').toBe(0);
      await expect(ctx.locks.acquire('x', { timeoutMs: 200 })).rejects.toMatchObject({ kind: 'locked', status: 423 });
      await expect.poll(() => wanted).toBeGreaterThan(0);
      await expect(elsewhere.acquire('x', { signal: AbortSignal.timeout(100) })).rejects.toMatchObject({
        kind: 'locked',
      });

      const order: string[] = [];
      const waiting = ['a', 'b'].map(async (name) => {
        const lock = await ctx.locks.acquire('x');
        order.push(name);
        await lock.release();
      });
      await held.release();
      await Promise.all(waiting);
      expect(order.sort()).toEqual(['a', 'b']);
      const free = await elsewhere.tryAcquire('x');
      expect(free).toBeDefined();
      await free?.release();
    } finally {
      await elsewhere.close();
    }
  });

  it('are lost with their connection: holders are told, and a new one is made', async () => {
    const { ctx } = servers.first.running;
    const lost = Promise.withResolvers<void>();
    const held = await ctx.locks.acquire('y', { onWanted: lost.resolve });
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'parlance-locks' and datname = current_database()`.execute(ctx.db);
    await lost.promise;
    await held.release();
    const again = await ctx.locks.acquire('y');
    await again.release();
  });
});
