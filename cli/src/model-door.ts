import type * as ModelDoor from '../../server/src/model-store/cli-door.ts';
import { EXIT, Failure } from './failure.ts';
import { findDataDir } from './find-server.ts';

export type {
  CatalogueEntry,
  FoundModel,
  Installed,
  InstallProgress,
  Trial,
} from '../../server/src/model-store/cli-door.ts';

/** What the commands for models work with. */
export interface Models {
  door: typeof ModelDoor;
  store: ModelDoor.ModelStore;
}

/** The models of the local server. Loaded only when a command needs them: they bring along parts of the server. */
export async function openModels(): Promise<Models> {
  const door = await import('../../server/src/model-store/cli-door.ts');
  return explaining(door, async () => ({
    door,
    store: door.openStore({ ...process.env, PARLANCE_DATA_DIR: findDataDir() }),
  }));
}

/** Runs something of the models; what goes wrong comes out as a sentence for people. */
export async function explaining<T>(door: typeof ModelDoor, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const message = door.explainError(error);
    throw message === undefined ? error : new Failure(message, EXIT.failed);
  }
}

/** @example readableLanguages(['en', 'de', 'fr', 'es', 'it']) // "en de fr and 2 more" */
export function readableLanguages(languages: readonly string[], most = 4): string {
  if (languages.length === 0) return 'any';
  if (languages.length <= most) return languages.join(' ');
  return `${languages.slice(0, most - 1).join(' ')} and ${languages.length - most + 1} more`;
}
