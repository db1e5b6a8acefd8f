import { readConfig } from '../server/src/config.ts';
import { AppError } from '../server/src/platform/errors.ts';
import { createLogger } from '../server/src/platform/log.ts';
import { openRemoteEngine } from '../server/src/remote-engine.ts';
import { createSpeech, type Model, type Speech } from '../server/src/speech/index.ts';
import { InputError } from './manifest.ts';

/** What is judged: the model a server with these settings would take, that of one engine, or one by its key. */
export type SystemChoice = { kind: 'server' } | { kind: 'engine' | 'model'; name: string };

export interface System {
  /** For reports: `en-us`, `sherpa-onnx`, `server`. */
  name: string;
  speech: Speech;
  /** @throws InputError when there is none for the language */
  modelFor(language: string): Model;
  close(): Promise<void>;
}

/**
 * Opens the speech room of a server with the settings of the environment (docs/configuration.md).
 *
 * @param decoders processes that recognise at once
 * @throws InputError for an engine or a model there is not
 */
export function openSystem(choice: SystemChoice, decoders: number): System {
  const config = readConfigFor(choice);
  const remote = openRemoteEngine(config);
  const log = createLogger({ level: 'error', pretty: process.stderr.isTTY });
  const speech = createSpeech({
    decoders,
    engines: config.engines,
    modelsDir: config.modelsDir,
    remote: remote.options,
    log,
  });
  const models = speech.models();
  const installed = models.map(({ key, engine }) => `${key} (${engine})`).join(', ') || 'none';
  const chosen = choice.kind === 'model' ? models.find(({ key }) => key === choice.name) : undefined;
  if (choice.kind === 'model' && !chosen) {
    throw new InputError(
      `There is no model "${choice.name}". Installed in ${config.modelsDir} or built in: ${installed}.`,
    );
  }
  if (choice.kind === 'engine' && models.length === 0) {
    throw new InputError(`The engine "${choice.name}" has no models on this machine (looked in ${config.modelsDir}).`);
  }
  return {
    name: choice.kind === 'server' ? 'server' : choice.name,
    speech,
    modelFor(language) {
      const model = chosen ?? speech.findModel(language);
      if (model) return model;
      throw new InputError(`There is no model for the language "${language}". Installed: ${installed}.`);
    },
    async close() {
      await speech.close();
      await remote.close();
    },
  };
}

function readConfigFor(choice: SystemChoice) {
  try {
    return readConfig(choice.kind === 'engine' ? { ...process.env, PARLANCE_ENGINES: choice.name } : process.env);
  } catch (error) {
    if (error instanceof AppError) throw new InputError(error.detail ?? error.message);
    throw error;
  }
}
