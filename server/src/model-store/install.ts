import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../platform/errors.ts';
import { createSafeFetch } from '../platform/safe-fetch/index.ts';
import { MANIFEST_FILE, readModel } from '../speech/index.ts';
import { archiveName, type CatalogueEntry, findEntry } from './catalogue.ts';
import { describedAnew, describeModel, isSameDownload, type StoredManifest } from './describe.ts';
import { discard, download, PATIENT, type Patience } from './download.ts';
import { publish, sweep } from './publish.ts';
import { type ModelStore, prepareWorkFolder, replaceFile, requireFree, withLock } from './store.ts';
import { type UnpackedFile, unpack, writeFile } from './unpack.ts';

export interface InstallOptions {
  /** Downloads and replaces even what is installed already, and a folder that somebody else made. */
  force?: boolean;
  signal: AbortSignal;
  onProgress?(progress: InstallProgress): void;
  patience?: Patience;
}

/** `wait`: somebody else installs this model. Bytes are those of the download. */
export interface InstallProgress {
  phase: 'wait' | 'download' | 'verify' | 'unpack';
  doneBytes: number;
  totalBytes: number;
}

export interface Installed {
  name: string;
  title: string;
  /** Null when the catalogue knows none. */
  licence: string | null;
  /** `described`: the files were right, what the catalogue says about them had changed. */
  outcome: 'installed' | 'replaced' | 'described' | 'present';
  /** Of the download, also when the catalogue had none to compare with. */
  sha256: string;
}

/** When the catalogue does not say what is kept: weights of 8 bit in an archive with those of 32 bit stay below this. */
const UNPACKED_RATIO = 2;
const READ_BYTES = 256 * 1024;

/**
 * Installs a model of the catalogue: downloads, verifies and unpacks it beside the others, then makes it appear at once
 * and whole. Running servers see it within a second or two. Interrupted at any point it goes on the next time.
 *
 * @throws AppError `model_not_found` with the nearest names, `fetch_failed` (also when offline), `checksum_mismatch`,
 * `model_invalid` for a bad archive, `storage_full`, `forbidden`, `conflict` for a folder of somebody's own; the
 * signal's reason when aborted
 */
export async function installModel(store: ModelStore, name: string, options: InstallOptions): Promise<Installed> {
  const entry = findEntry(store.catalogue, name);
  const { signal, force = false, onProgress = () => {} } = options;
  const tell = (phase: InstallProgress['phase'], doneBytes: number) =>
    onProgress({ phase, doneBytes, totalBytes: entry.size_bytes });
  return await withLock(store, entry.name, { signal, onWait: () => tell('wait', 0) }, async () => {
    await sweep(store);
    const present = await readStored(store, entry.name);
    if (present && !force && isSameDownload(present, entry)) return await describeAnew(store, entry, present);
    if (!present && !force) refuseForeign(store, entry.name);
    if (store.offline) throw offline();
    const file = path.join(await prepareWorkFolder(store), archiveName(entry));
    await requireFree(store, entry.size_bytes + (entry.unpacked_bytes ?? UNPACKED_RATIO * entry.size_bytes));
    await fetchArchive(store, entry, file, options, (done) => tell('download', done));
    const sha256 = await verify(entry, file, signal, (done) => tell('verify', done));
    await unpackAndPublish(store, entry, file, sha256, signal, (done) => tell('unpack', done));
    await discard(file);
    return installed(entry, present ? 'replaced' : 'installed', sha256);
  });
}

/** The manifest of a whole model that installing wrote; undefined for none, a broken one and one of somebody's own. */
export async function readStored(store: ModelStore, name: string): Promise<StoredManifest | undefined> {
  const folder = path.join(store.directory, name);
  try {
    readModel(folder);
    const manifest = JSON.parse(await readFile(path.join(folder, MANIFEST_FILE), 'utf8')) as StoredManifest;
    return manifest.archive ? manifest : undefined;
  } catch {
    return undefined;
  }
}

async function describeAnew(store: ModelStore, entry: CatalogueEntry, present: StoredManifest): Promise<Installed> {
  const anew = describedAnew(present, entry);
  if (anew) await replaceFile(path.join(store.directory, entry.name, MANIFEST_FILE), format(anew));
  return installed(entry, anew ? 'described' : 'present', present.archive.sha256);
}

const installed = (
  { name, title, licence }: CatalogueEntry,
  outcome: Installed['outcome'],
  sha256: string,
): Installed => ({
  name,
  title,
  licence,
  outcome,
  sha256,
});

/** A folder of that name which installing did not make, or which somebody changed. */
function refuseForeign(store: ModelStore, name: string): void {
  const folder = path.join(store.directory, name);
  if (!existsSync(folder)) return;
  throw new AppError('conflict', {
    detail: `${folder} is there already and was not installed from the catalogue, or is broken. --force replaces it.`,
  });
}

function offline(): AppError {
  return new AppError('fetch_failed', {
    detail:
      'PARLANCE_OFFLINE is set: nothing is fetched. docs/models.md says how to bring a model to a machine without a network.',
    details: { reason: 'offline' },
  });
}

async function fetchArchive(
  store: ModelStore,
  entry: CatalogueEntry,
  file: string,
  { signal, patience = PATIENT }: InstallOptions,
  onProgress: (bytes: number) => void,
): Promise<void> {
  const url = store.mirror === undefined ? entry.url : `${store.mirror}/${encodeURIComponent(archiveName(entry))}`;
  const door = createSafeFetch({ allow: [...store.outboundAllow, ...allowed(store.mirror)] });
  try {
    const input = { url, file, bytes: entry.size_bytes, isVerified: entry.sha256 !== null, signal, patience };
    await download({ ...input, fetch: door, onProgress });
  } finally {
    await door.close();
  }
}

/** The operator named the mirror: it may be on a private network and speak plain http. */
function allowed(mirror: string | undefined): string[] {
  if (mirror === undefined) return [];
  const { protocol, hostname, port } = new URL(mirror);
  return [`${hostname}:${port || (protocol === 'http:' ? 80 : 443)}`];
}

/** @returns the checksum of the download */
async function verify(
  entry: CatalogueEntry,
  file: string,
  signal: AbortSignal,
  onProgress: (bytes: number) => void,
): Promise<string> {
  const sha256 = await checksumOf(file, signal, onProgress);
  if (entry.sha256 === null || sha256 === entry.sha256) return sha256;
  await discard(file);
  throw new AppError('checksum_mismatch', {
    detail: `The checksum of ${archiveName(entry)} is ${sha256} and should be ${entry.sha256}. The download was removed and nothing was installed. Try again; if it stays so, the file at the source is not the published one.`,
  });
}

/** Reads into one buffer again and again: streams would leave as many behind as there are pieces. */
async function checksumOf(file: string, signal: AbortSignal, onProgress: (bytes: number) => void): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(READ_BYTES);
  const handle = await open(file, 'r');
  try {
    for (let read = 0; ; ) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, read);
      signal.throwIfAborted();
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, bytesRead));
      read += bytesRead;
      onProgress(read);
    }
  } finally {
    await handle.close();
  }
}

async function unpackAndPublish(
  store: ModelStore,
  entry: CatalogueEntry,
  file: string,
  sha256: string,
  signal: AbortSignal,
  onProgress: (bytes: number) => void,
): Promise<void> {
  const staging = path.join(await prepareWorkFolder(store), `${entry.name}.new`);
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging);
  try {
    const written = archiveName(entry).endsWith('.onnx')
      ? await keepSingle(entry, file, staging)
      : await unpack({ entry, file, into: staging, signal, onProgress });
    signal.throwIfAborted();
    const archive = { bytes: entry.size_bytes, sha256 };
    await publish(store, entry.name, staging, (folder) => format(describeModel(entry, written, archive, folder)));
  } catch (error) {
    // A bad archive is bad again the next time; what was interrupted need not be fetched again.
    if (error instanceof AppError && error.kind === 'model_invalid') await discard(file);
    throw error;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Some models are one file and no archive. */
async function keepSingle(entry: CatalogueEntry, file: string, staging: string): Promise<Record<string, UnpackedFile>> {
  const [name = 'model.onnx'] = Object.values(entry.files);
  const target = path.join(staging, name);
  const written = await writeFile(target, createReadStream(file, { highWaterMark: READ_BYTES }));
  return { [name]: written };
}

const format = (manifest: StoredManifest) => `${JSON.stringify(manifest, null, 2)}\n`;
