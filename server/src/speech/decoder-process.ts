import { AppError } from '../platform/errors.ts';
import { liveWithParent, reply } from './child-life.ts';
import type { RecognizedWord, Recognizer } from './recognizer.ts';
import { findEngine } from './recognizers/index.ts';

/**
 * Program of a decoder process: takes one segment at a time, answers with its words, keeps its models loaded.
 * Its argument is its niceness.
 */

export interface DecodeRequest {
  id: number;
  engine: string;
  model: string;
  /** 16 kHz mono s16le. */
  pcm: Uint8Array;
}

export type DecodeReply = { id: number; words: RecognizedWord[] } | { id: number; failure: string };

const recognizers = new Map<string, Recognizer>();

process.on('message', async (request: DecodeRequest) => {
  try {
    const recognizer = recognizers.get(request.model) ?? (await findEngine(request.engine).load(request.model));
    recognizers.set(request.model, recognizer);
    const pcm = Buffer.from(request.pcm.buffer, request.pcm.byteOffset, request.pcm.byteLength);
    reply({ id: request.id, words: await recognizer.recognize(pcm) } satisfies DecodeReply);
  } catch (error) {
    reply({ id: request.id, failure: describe(error) } satisfies DecodeReply);
  }
});

await liveWithParent(Number(process.argv[2]));

function describe(error: unknown): string {
  if (error instanceof AppError) return error.detail ?? error.message;
  return error instanceof Error ? error.message : String(error);
}
