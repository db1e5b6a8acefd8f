import { expect } from 'vitest';
import { openLive, startLive } from '../live-client.ts';
import { type Entry, open } from './entry.ts';
import type { World } from './world.ts';

/** Nobody else takes over a live session, or hears of it. */
const hidesSessions =
  (address: (key: string) => string) =>
  async ({ server, owner, foreigner }: World): Promise<void> => {
    const live = await openLive(server.url, `/v2/realtime?language=xx&token=${owner.keys.realtime}`);
    const { session_id } = await startLive(live);
    const seen: string[][] = [];
    for (const session of [session_id, '0'.repeat(26)]) {
      const other = await openLive(server.url, `${address(foreigner.keys.realtime)}session_id=${session}`);
      expect((await other.closed).code).toBe(4404);
      seen.push(other.texts);
    }
    expect(seen[0]).toEqual(seen[1]);
    expect(live.messages.map(({ state }) => state)).toEqual(['loading', 'listening']);
    live.send({ action: 'stop' });
    expect((await live.closed).code).toBe(1000);
  };

/** Live connections: WebSockets, and what tells of them. */
export const LIVE: Record<string, Entry> = {
  'GET /realtime': open('a live session of the key itself', {
    proof: hidesSessions((key) => `/realtime?token=${key}&`),
  }),
  'GET /v2/realtime': open('a live session of the key itself', {
    proof: hidesSessions((key) => `/v2/realtime?token=${key}&`),
  }),
  'GET /v2/client/:token': open('a live session of the key itself', {
    proof: hidesSessions((key) => `/v2/client/${key}?`),
  }),
  'POST /api/v4/realtime/initialize': open('whether the installation takes live connections'),
  'GET /api/v4/realtime/status': open('whether the installation takes live connections'),
};
