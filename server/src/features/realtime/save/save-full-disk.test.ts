import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isFinal, isStopped, openLive, startLive } from '../../../../test/live-client.ts';
import { pause } from '../../../../test/recordings.ts';
import { leaveFree, mountSmallDisk, unmountSmallDisk } from '../../../../test/small-disk.ts';
import { READING, startTestServer, type TestServer } from '../../../../test/test-server.ts';

const MIB = 1024 ** 2;
const WAV_HEADER_BYTES = 44;
const mounted = mountSmallDisk(12);

describe.skipIf('reason' in mounted)(
  `save=true on a disk that becomes full${'reason' in mounted ? ` (skipped: ${mounted.reason})` : ''}`,
  () => {
    const disk = 'disk' in mounted ? mounted.disk : '';
    const filler = path.join(disk, 'filler');
    let server: TestServer;
    beforeAll(async () => {
      server = await startTestServer({ PARLANCE_DATA_DIR: disk, PARLANCE_MIN_FREE_DISK_BYTES: String(2 * MIB) });
    });
    afterAll(async () => {
      await server.stop();
      unmountSmallDisk(disk);
    });

    it('says so once, goes on, and keeps every word', async () => {
      const pcm = Buffer.concat([(await readFile(READING)).subarray(WAV_HEADER_BYTES), pause(1)]);
      const headers = { 'x-zoom-s2t-key': server.keys.realtime };
      const client = await openLive(server.url, '/v2/realtime?language=xx&save=true', { headers });
      const { session_id } = await startLive(client);
      client.audio(pcm);
      await client.until(isFinal);
      await leaveFree(disk, filler, MIB);
      expect(await client.until(({ warning }) => warning === 'save_failed')).toEqual({
        warning: 'save_failed',
        error_code: 'STORAGE_FULL',
      });
      client.audio(pcm);
      client.send({ action: 'stop' });
      await client.until(isStopped);
      expect(client.messages.filter(({ warning }) => warning === 'save_failed')).toHaveLength(1);
      await rm(filler);
      const key = server.keys.realtime;
      const session = () => server.call('GET', `/api/v3/speech-to-text/session/${session_id}`, { key });
      await expect.poll(async () => (await session()).body.status).toBe('completed');
      const { body } = await server.call('GET', `/api/v3/speech-to-text/session/${session_id}/result`, { key });
      const kept = body.result.results.flatMap(({ result }: { result: [string][] }) => result.map(([word]) => word));
      const heard = client.words();
      expect(heard.length).toBeGreaterThan(6);
      expect(kept.map((word: string) => word.toLowerCase().replace(/\W/g, ''))).toEqual(heard);
      expect((await session()).body.duration).toBeCloseTo((2 * pcm.length) / 32_000, 2);
    });
  },
);
