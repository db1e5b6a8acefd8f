import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Logger } from '../../platform/log.ts';
import { type InstalledModel, MANIFEST_FILE, readModel } from './manifest.ts';

/** Which model is to be used for a language, chosen by `parlance models use`. */
export const DEFAULTS_FILE = 'defaults.json';

/** The models in a directory, as they are now. */
export interface ModelFolder {
  /** In the order of their names. Folders that cannot be used are left out, each with one warning in the log. */
  list(): readonly InstalledModel[];
  /** The same, looked at now: whether something has changed shows in the list being another one. */
  listAfresh(): readonly InstalledModel[];
  /** Language tag → name of a model. */
  defaults(): Readonly<Record<string, string>>;
}

/** A change shows after this long at the latest. */
const LOOK_AGAIN_MS = 1_000;

/**
 * Looks at the directory again when something in it has changed, so that a model which was installed meanwhile is there
 * without a restart. Times of change are compared instead of watching, which also works on network file systems and costs
 * some microseconds a second.
 *
 * @param directory need not exist; undefined for none
 */
export function openModelFolder(directory: string | undefined, log: Logger): ModelFolder {
  let seen = '';
  let lookedAt = Number.NEGATIVE_INFINITY;
  let models: readonly InstalledModel[] = [];
  let defaults: Readonly<Record<string, string>> = {};

  function look(): void {
    if (directory === undefined || performance.now() - lookedAt < LOOK_AGAIN_MS) return;
    lookedAt = performance.now();
    const now = fingerprint(directory);
    if (now === seen) return;
    seen = now;
    models = folderNames(directory).flatMap((name) => readOrWarn(path.join(directory, name), log));
    defaults = readDefaults(path.join(directory, DEFAULTS_FILE), log);
  }

  return {
    list() {
      look();
      return models;
    },
    listAfresh() {
      lookedAt = Number.NEGATIVE_INFINITY;
      look();
      return models;
    },
    defaults() {
      look();
      return defaults;
    },
  };
}

/** Folders that hold a model; what is being unpacked begins with a dot. */
function folderNames(directory: string): string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => (entry.isDirectory() || entry.isSymbolicLink()) && !entry.name.startsWith('.'))
      .map(({ name }) => name)
      .filter((name) => changeOf(path.join(directory, name, MANIFEST_FILE)) !== '')
      .sort();
  } catch {
    return [];
  }
}

function fingerprint(directory: string): string {
  const files = folderNames(directory).map((name) => path.join(directory, name, MANIFEST_FILE));
  return [...files, path.join(directory, DEFAULTS_FILE)].map((file) => `${file} ${changeOf(file)}`).join('\n');
}

function changeOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats ? `${stats.mtimeMs} ${stats.size} ${stats.ino}` : '';
}

function readOrWarn(directory: string, log: Logger): InstalledModel[] {
  try {
    return [readModel(directory)];
  } catch (error) {
    log.warn({ err: error }, 'a model cannot be used');
    return [];
  }
}

/** @returns none when there is no such file */
function readDefaults(file: string, log: Logger): Record<string, string> {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') log.warn({ err: error }, 'defaults.json cannot be read');
    return {};
  }
}
