import { readConfig } from '../config.ts';
import { openModelStore } from '../open-model-store.ts';
import { AppError } from '../platform/errors.ts';
import { createLogger } from '../platform/log.ts';
import type { ModelStore } from './store.ts';

/**
 * The only way by which the command line reaches into the server (docs/adr/0012-models-on-this-machine.md): models lie on
 * this machine, and may have to be installed before there is any server.
 */
export type { CatalogueEntry } from './catalogue.ts';
export { chooseDefault } from './defaults.ts';
export { type Installed, type InstallProgress, installModel } from './install.ts';
export { type FoundModel, listAvailable, listFound, removeModel } from './inventory.ts';
export type { ModelStore } from './store.ts';
export { type Trial, tryModel } from './try-model.ts';

/**
 * The models of the server that has this environment.
 *
 * @param environment with `PARLANCE_DATA_DIR` or `PARLANCE_MODELS_DIR`, as the server has it
 * @throws AppError `invalid_parameter` for wrong settings
 */
export function openStore(environment: NodeJS.ProcessEnv): ModelStore {
  // The server says in its log what it makes of a broken model; the commands say so themselves.
  return openModelStore(readConfig(environment), createLogger({ level: 'silent', pretty: false }));
}

/** What went wrong, in a sentence for people; undefined for what is not ours to explain. */
export function explainError(error: unknown): string | undefined {
  return error instanceof AppError ? (error.detail ?? `${error.message}.`) : undefined;
}
