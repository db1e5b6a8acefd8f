import { existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../platform/errors.ts';
import { type InstalledModel, isRecogniser, MANIFEST_FILE, readModel } from '../speech/index.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { type Defaults, dropDefaults, readDefaults } from './defaults.ts';
import { readStored } from './install.ts';
import { nearest } from './nearest.ts';
import { moveAway, sweep } from './publish.ts';
import { type ModelStore, withLock, workFolder } from './store.ts';

/** A folder in the directory of models. */
export interface FoundModel {
  name: string;
  /** Of its files, on the disk. */
  bytes: number;
  /** Languages it is chosen for. */
  default_for: string[];
  /** Undefined when it cannot be used. */
  model: InstalledModel | undefined;
  /** Why it cannot be used. */
  problem: string | undefined;
}

/** Every folder that is or wants to be a model, by name; broken ones with what is wrong. */
export async function listFound(store: ModelStore): Promise<FoundModel[]> {
  const defaults = await readDefaults(store).catch((): Defaults => ({}));
  const entries = await readdir(store.directory, { withFileTypes: true }).catch(() => []);
  const names = entries
    .filter((entry) => (entry.isDirectory() || entry.isSymbolicLink()) && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .filter((name) => existsSync(path.join(store.directory, name, MANIFEST_FILE)))
    .sort();
  return await Promise.all(names.map((name) => look(store, name, defaults)));
}

async function look(store: ModelStore, name: string, defaults: Defaults): Promise<FoundModel> {
  const folder = path.join(store.directory, name);
  const default_for = Object.entries(defaults).flatMap(([tag, chosen]) => (chosen === name ? [tag] : []));
  const bytes = await sizeOf(folder);
  try {
    return { name, bytes, default_for, model: readModel(folder), problem: undefined };
  } catch (error) {
    const problem = error instanceof AppError ? (error.detail ?? error.message) : String(error);
    return { name, bytes, default_for, model: undefined, problem };
  }
}

async function sizeOf(folder: string): Promise<number> {
  const files = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const sizes = files
    .filter((file) => file.isFile())
    .map(async (file) => (await stat(path.join(file.parentPath, file.name)).catch(() => undefined))?.size ?? 0);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** The catalogue, each entry with whether it is installed. */
export async function listAvailable(store: ModelStore): Promise<(CatalogueEntry & { installed: boolean })[]> {
  const found = await listFound(store);
  const installed = new Set(found.flatMap(({ name, model }) => (model ? [name] : [])));
  return store.catalogue.map((entry) => ({ ...entry, installed: installed.has(entry.name) }));
}

/** Whether a neural model recognises this language (ISO 639). */
export async function hasRecogniser(store: ModelStore, language: string): Promise<boolean> {
  const speaks = ({ model }: FoundModel) =>
    model && isRecogniser(model.kind) && model.languages.some((tag) => tag.split('-')[0] === language);
  return (await listFound(store)).some(speaks);
}

/**
 * Removes a model, and that it was chosen for languages. Sessions that are just being recognised with it end; later ones
 * get another.
 *
 * @param evenOwn also a folder that was not installed from the catalogue and so cannot be fetched again
 * @returns languages it had been chosen for
 * @throws AppError `model_not_found`, `conflict` for a folder of somebody's own
 */
export async function removeModel(
  store: ModelStore,
  name: string,
  options: { evenOwn?: boolean; signal: AbortSignal },
): Promise<string[]> {
  const { signal, evenOwn = false } = options;
  const found = (await listFound(store)).find((model) => model.name === name);
  if (!found) throw await unknown(store, name);
  await withLock(store, name, { signal }, async () => {
    const isOwn = found.model !== undefined && (await readStored(store, name)) === undefined;
    if (isOwn && !evenOwn) {
      throw new AppError('conflict', {
        detail: `${path.join(store.directory, name)} did not come from the catalogue and could not be fetched again. Say --yes to remove it all the same.`,
      });
    }
    await sweep(store);
    await moveAway(store, name);
    await rm(path.join(workFolder(store), `${name}.new`), { recursive: true, force: true });
  });
  return await dropDefaults(store, name, signal);
}

async function unknown(store: ModelStore, name: string): Promise<AppError> {
  const names = (await listFound(store)).map((model) => model.name);
  const near = nearest(name.toLowerCase(), names);
  const advice = near.length > 0 ? `Did you mean ${near.join(', ')}?` : `Installed: ${names.join(', ') || 'none'}.`;
  return new AppError('model_not_found', { detail: `No model "${name}" is installed. ${advice}` });
}
