import { expect } from 'vitest';
import { type Entry, open } from './entry.ts';
import type { World } from './world.ts';

const ADMIN = '/api/v3/admin';

/** Nobody of an organisation gets there, whatever they may do in it. */
async function forOperators(world: World, path: string): Promise<void> {
  const methods = [...world.routes.values()].filter(({ url }) => url === path).map(({ method }) => method);
  for (const method of methods) {
    for (const { person, keys } of [world.owner, world.foreigner]) {
      for (const key of [person, keys.batch]) {
        const { status } = await world.server.call(method, path.replace(/:\w+/, String(world.owner.id)), { key });
        expect(status, method).toBe(403);
      }
    }
  }
}

/** Routes about whole organisations, and about all of oneself. */
export const ADMINISTRATION: Record<string, Entry> = {
  'GET /api/v3/account/export': open('of the person who asks'),
  [`GET ${ADMIN}/organizations`]: open('for those who run the installation: all organisations'),
  [`POST ${ADMIN}/organizations`]: open('for those who run the installation: makes an organisation'),
  [`GET ${ADMIN}/organizations/:id`]: open('for those who run the installation', { proof: forOperators }),
  [`PUT ${ADMIN}/organizations/:id`]: open('for those who run the installation', { proof: forOperators }),
  [`DELETE ${ADMIN}/organizations/:id`]: open('for those who run the installation', { proof: forOperators }),
  [`GET ${ADMIN}/usage`]: open('for those who run the installation: counts', {
    fields: { organization_id: 'narrows what they may see anyway' },
  }),
  [`GET ${ADMIN}/queue`]: open('for those who run the installation: counts'),
  [`GET ${ADMIN}/sessions/stranded`]: open('for those who run the installation: states and times', {
    fields: { organization_id: 'narrows what they may see anyway' },
  }),
  [`POST ${ADMIN}/sessions/stranded/:session_id/retry`]: open('for those who run the installation', {
    proof: forOperators,
  }),
  'GET /api/v3/admin/audit': open('for those who run the installation: of all organisations', {
    fields: { organization_id: 'narrows what they may see anyway' },
  }),
};
