import { AppError, type ErrorName } from '../platform/errors.ts';
import { liveWithParent, reply } from './child-life.ts';
import type { DecoderTask } from './decoder-tasks.ts';
import type { ModelToLoad, Recognizer, SpeechHelper } from './recognizer.ts';
import { findEngine } from './recognizers/index.ts';

/**
 * Program of a decoder process: takes one task at a time, mostly a segment of speech, and keeps its models loaded.
 * Its argument is its niceness.
 */

export interface DecodeRequest {
  id: number;
  engine: string;
  model: ModelToLoad;
  task: DecoderTask;
}

export type DecodeReply =
  /** Native code that cannot read a model ends the process: whoever asked then knows what it was about. */
  | { id: number; isLoading: boolean }
  | { id: number; output: unknown }
  | { id: number; failure: string; kind: ErrorName };

/** Models kept loaded; of the larger ones each takes a gigabyte. */
const MOST_MODELS = 3;

type Loaded = { recognizer: Recognizer } | { helper: SpeechHelper };

const models = new Map<string, Loaded>();

process.on('message', async (request: DecodeRequest) => {
  try {
    const output = await perform(await loaded(request), request.task);
    reply({ id: request.id, output } satisfies DecodeReply);
  } catch (error) {
    const kind = error instanceof AppError ? error.kind : 'recognition_failed';
    reply({ id: request.id, failure: describe(error), kind } satisfies DecodeReply);
  }
});

function perform(model: Loaded, task: DecoderTask): unknown {
  if ('recognizer' in model) {
    const { pcm, hints } = task.input as DecoderTask<'recognize'>['input'];
    return model.recognizer.recognize(bufferOf(pcm), hints);
  }
  const { helper } = model;
  if (task.type === 'punctuate' && helper.punctuate) {
    return helper.punctuate((task.input as DecoderTask<'punctuate'>['input']).text);
  }
  if (task.type === 'identify-language' && helper.identifyLanguage) {
    return helper.identifyLanguage(bufferOf((task.input as DecoderTask<'identify-language'>['input']).pcm));
  }
  if (task.type === 'find-voices' && helper.findVoices) {
    return helper.findVoices(bufferOf((task.input as DecoderTask<'find-voices'>['input']).pcm));
  }
  throw new AppError('internal_error', { detail: `This model cannot ${task.type}.` });
}

const bufferOf = (pcm: Uint8Array) => Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength);

/** Of the models in memory the one used last is the last to go. */
async function loaded(request: DecodeRequest): Promise<Loaded> {
  const { id, task } = request;
  const name = `${request.model.key} ${request.model.revision} ${request.model.companion ?? ''} ${task.type === 'recognize' ? '' : 'helper'}`;
  let model = models.get(name);
  if (!model) {
    reply({ id, isLoading: true } satisfies DecodeReply);
    model = await load(request);
    reply({ id, isLoading: false } satisfies DecodeReply);
  }
  models.delete(name);
  models.set(name, model);
  for (const [oldest, unused] of models) {
    if (models.size <= MOST_MODELS) break;
    models.delete(oldest);
    if ('recognizer' in unused) unused.recognizer.close();
    else unused.helper.close();
  }
  return model;
}

async function load({ engine, model, task }: DecodeRequest): Promise<Loaded> {
  const { load, loadHelper } = findEngine(engine);
  if (task.type === 'recognize') return { recognizer: await load(model) };
  if (!loadHelper) throw new AppError('internal_error', { detail: `${engine} cannot ${task.type}.` });
  return { helper: await loadHelper(model) };
}

await liveWithParent(Number(process.argv[2]));

function describe(error: unknown): string {
  if (error instanceof AppError) return error.detail ?? error.message;
  return error instanceof Error ? error.message : String(error);
}
