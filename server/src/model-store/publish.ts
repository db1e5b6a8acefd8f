import { randomBytes } from 'node:crypto';
import { closeSync, existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { lockFile } from '../platform/postgres/embedded-lock.ts';
import { syncFolder } from '../platform/storage/disk.ts';
import { MANIFEST_FILE, readModel } from '../speech/index.ts';
import { type ModelStore, replaceFile, workFolder } from './store.ts';

/** A decoder may just have read the manifest of the version before and be about to load its files. */
const GRACE_MS = 10 * 60_000;

/** Folder of one version of a model, within the model's. */
const VERSION = /^v-[0-9a-f]{8}$/;

/**
 * Makes unpacked files a model, at once and whole. A new model appears by renaming its folder. One that is there is
 * replaced by putting the files beside the old ones and then renaming its manifest: whoever reads it sees the old version
 * or the new one, and files of the old one stay until nobody can be about to load them.
 *
 * @param staging folder with the files, on the same file system; it is gone afterwards
 * @param manifest the text of `model.json` for files in that folder below the model's; empty for the model's itself
 */
export async function publish(
  store: ModelStore,
  name: string,
  staging: string,
  manifest: (folder: string) => string,
): Promise<void> {
  const folder = path.join(store.directory, name);
  if (existsSync(folder) && isWhole(folder)) {
    const version = `v-${randomBytes(4).toString('hex')}`;
    await syncFolder(staging);
    await rename(staging, path.join(folder, version));
    await syncFolder(folder);
    await replaceFile(path.join(folder, MANIFEST_FILE), manifest(version));
    return;
  }
  await replaceFile(path.join(staging, MANIFEST_FILE), manifest(''));
  // What is broken serves nobody: there is no moment without a model that works.
  if (existsSync(folder)) await moveAway(store, name);
  await rename(staging, folder);
  await syncFolder(store.directory);
}

/** Takes a model out of the directory, at once and whole, then removes its files. */
export async function moveAway(store: ModelStore, name: string): Promise<void> {
  const gone = path.join(workFolder(store), `${name}.gone-${randomBytes(4).toString('hex')}`);
  await rename(path.join(store.directory, name), gone);
  await syncFolder(store.directory);
  await rm(gone, { recursive: true, force: true });
}

/** Removes what interrupted removals and installations left, and versions that were replaced a while ago. */
export async function sweep(store: ModelStore): Promise<void> {
  for (const left of await namesIn(workFolder(store))) {
    const place = path.join(workFolder(store), left);
    if (/\.gone-[0-9a-f]{8}$/.test(left)) await rm(place, { recursive: true, force: true });
    if (left.endsWith('.new')) await removeUnlessInUse(place);
  }
  for (const name of await namesIn(store.directory)) {
    if (!name.startsWith('.')) await sweepVersions(path.join(store.directory, name));
  }
}

/** Files half unpacked, if nobody is unpacking them. */
async function removeUnlessInUse(place: string): Promise<void> {
  const lock = lockFile(place.replace(/\.new$/, '.lock'));
  if (lock === null) return;
  try {
    await rm(place, { recursive: true, force: true });
  } finally {
    closeSync(lock);
  }
}

async function sweepVersions(folder: string): Promise<void> {
  const file = path.join(folder, MANIFEST_FILE);
  const since = await stat(file).catch(() => undefined);
  if (!since || Date.now() - since.mtimeMs < GRACE_MS || !isWhole(folder)) return;
  const manifest = JSON.parse(await readFile(file, 'utf8')) as { archive?: unknown; sizes?: Record<string, number> };
  // Folders of somebody's own are left alone.
  if (!manifest.archive || !manifest.sizes) return;
  const inUse = new Set(Object.keys(manifest.sizes).map((name) => name.split('/')[0]));
  const isVersioned = [...inUse].some((name) => VERSION.test(name ?? ''));
  for (const name of await namesIn(folder)) {
    const isOld = VERSION.test(name) || (isVersioned && name !== MANIFEST_FILE && !name.startsWith('.'));
    if (isOld && !inUse.has(name)) await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

function isWhole(folder: string): boolean {
  try {
    readModel(folder);
    return true;
  } catch {
    return false;
  }
}

const namesIn = (folder: string) => readdir(folder).catch((): string[] => []);
