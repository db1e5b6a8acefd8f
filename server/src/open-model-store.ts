import type { Config } from './config.ts';
import { type ModelStore, readCatalogue } from './model-store/index.ts';
import type { Logger } from './platform/log.ts';

/** Left free when nothing else is configured: the server works in the same place. */
const RESERVE_BYTES = 256 * 1024 ** 2;

/** The models of this installation. @throws AppError `model_invalid` when the operator's own catalogue is not right */
export function openModelStore(config: Config, log: Logger): ModelStore {
  return {
    directory: config.modelsDir,
    catalogue: readCatalogue(config.modelsCatalogue),
    mirror: config.modelsMirror,
    offline: config.offline,
    outboundAllow: config.outboundAllow,
    reserveBytes: config.minFreeDiskBytes ?? RESERVE_BYTES,
    log,
  };
}
