import type { AppError } from '../../../platform/errors.ts';
import type { LiveFinal, RecognizedWord } from '../../../speech/index.ts';

/** `[word, start_ms, end_ms, confidence]`; null where the engine has no confidences. */
export type LiveWord = [string, number, number, number | null];

export const textOf = (words: readonly RecognizedWord[]) => words.map(({ word }) => word).join(' ');

export const tuplesOf = ({ words }: LiveFinal): LiveWord[] =>
  words.map(({ word, start_ms, end_ms, confidence }) => [
    word,
    Math.round(start_ms),
    Math.round(end_ms),
    confidence === null ? null : Math.round(confidence * 1000) / 1000,
  ]);

export const listening = ({ session_id, offset_ms }: { session_id: string; offset_ms?: number }) =>
  JSON.stringify({ state: 'listening', session_id, ...(offset_ms === undefined ? {} : { offset_ms }) });

export const errorMessage = (error: AppError) =>
  JSON.stringify({
    error: error.detail ? `${error.message}: ${error.detail}` : error.message,
    error_code: error.code,
  });
