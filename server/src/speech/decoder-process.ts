import { AppError, type ErrorName } from '../platform/errors.ts';
import { liveWithParent, reply } from './child-life.ts';
import type { ModelToLoad, RecognizedWord, RecognizeHints, Recognizer } from './recognizer.ts';
import { findEngine } from './recognizers/index.ts';

/**
 * Program of a decoder process: takes one segment at a time, answers with its words, keeps its models loaded.
 * Its argument is its niceness.
 */

export interface DecodeRequest {
  id: number;
  engine: string;
  model: ModelToLoad;
  /** 16 kHz mono s16le. */
  pcm: Uint8Array;
  hints: RecognizeHints;
}

export type DecodeReply =
  /** Native code that cannot read a model ends the process: whoever asked then knows what it was about. */
  | { id: number; isLoading: boolean }
  | { id: number; words: RecognizedWord[] }
  | { id: number; failure: string; kind: ErrorName };

/** Models kept loaded; of the larger ones each takes a gigabyte. */
const MOST_MODELS = 2;

const recognizers = new Map<string, Recognizer>();

process.on('message', async (request: DecodeRequest) => {
  try {
    const recognizer = await loaded(request);
    const pcm = Buffer.from(request.pcm.buffer, request.pcm.byteOffset, request.pcm.byteLength);
    reply({ id: request.id, words: await recognizer.recognize(pcm, request.hints) } satisfies DecodeReply);
  } catch (error) {
    const kind = error instanceof AppError ? error.kind : 'recognition_failed';
    reply({ id: request.id, failure: describe(error), kind } satisfies DecodeReply);
  }
});

/** The recogniser for a model; of those in memory the one used last is the last to go. */
async function loaded({ id, engine, model }: DecodeRequest): Promise<Recognizer> {
  const name = `${model.key} ${model.revision}`;
  let recognizer = recognizers.get(name);
  if (!recognizer) {
    reply({ id, isLoading: true } satisfies DecodeReply);
    recognizer = await findEngine(engine).load(model);
    reply({ id, isLoading: false } satisfies DecodeReply);
  }
  recognizers.delete(name);
  recognizers.set(name, recognizer);
  for (const [oldest, unused] of recognizers) {
    if (recognizers.size <= MOST_MODELS) break;
    recognizers.delete(oldest);
    unused.close();
  }
  return recognizer;
}

await liveWithParent(Number(process.argv[2]));

function describe(error: unknown): string {
  if (error instanceof AppError) return error.detail ?? error.message;
  return error instanceof Error ? error.message : String(error);
}
