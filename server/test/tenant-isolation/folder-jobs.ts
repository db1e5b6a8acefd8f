import { expect } from 'vitest';
import { rawZip } from '../zip-archives.ts';
import { type Entry, listOf, of, open, type Thing } from './entry.ts';
import type { World } from './world.ts';

const FOLDERS = '/api/v3/folders';

/** A folder with something of the owner's in its name. */
export async function exportedFolder({ server, mark }: World): Promise<Thing> {
  return { params: { id: String(await server.createFolder(mark)) } };
}

/** An export that is done, with its link. */
export async function folderJob(world: World): Promise<Thing> {
  const { params } = await exportedFolder(world);
  const call = (method: string, path: string, json?: object) =>
    world.server.call(method, path, { key: world.owner.keys.batch, ...(json ? { json } : {}) });
  const asked = await call('POST', `${FOLDERS}/${params.id}/export`, { format: 'txt' });
  const job_id: string = asked.body.result.id;
  for (;;) {
    const { result } = (await call('GET', `${FOLDERS}/jobs/${job_id}`)).body;
    if (result.finished_at === null) await new Promise((next) => setTimeout(next, 20));
    else return { params: { job_id }, traces: [new URL(result.download_url).search] };
  }
}

/** The link of one archive opens no other, and none without its signature. */
async function archiveLink(world: World, path: string): Promise<void> {
  const [one, other] = [await folderJob(world), await folderJob(world)];
  const open = (job: Thing, search: string) =>
    world.server.call('GET', path.replace(':job_id', job.params.job_id as string) + search);
  const search = one.traces?.[0] as string;
  expect((await open(one, search)).status).toBe(200);
  expect((await open(other, search)).status).toBe(404);
  expect((await open(one, '')).status).toBe(422);
}

const ARCHIVE = rawZip([{ name: 'a.txt', data: 'Words.' }]);

/** Exports and imports of folders, which are those of whoever asks. */
export const FOLDER_JOB_ROUTES: Record<string, Entry> = {
  [`POST ${FOLDERS}/:id/export`]: of('exportedFolder', { request: { json: { format: 'txt' } } }),
  [`POST ${FOLDERS}/:id/import`]: of('exportedFolder', {
    request: { query: 'language=xx', body: ARCHIVE, headers: { 'content-type': 'application/zip' } },
  }),
  [`GET ${FOLDERS}/jobs`]: listOf('folderJob', { queries: () => ['kind=export', 'status=completed'] }),
  [`GET ${FOLDERS}/jobs/:job_id`]: of('folderJob'),
  [`DELETE ${FOLDERS}/jobs/:job_id`]: of('folderJob'),
  [`GET ${FOLDERS}/jobs/:job_id/download`]: open('a signed link, good for this archive alone', {
    proof: archiveLink,
  }),
};
