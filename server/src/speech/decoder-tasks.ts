import type { VoiceWindow } from './diarization/voice-windows.ts';
import type { RecognizedWord, RecognizeHints } from './recognizer.ts';

/** What a decoder process can be asked, with one model each. Audio is 16 kHz mono s16le. */
export interface DecoderTasks {
  recognize: { input: { pcm: Uint8Array; hints: RecognizeHints }; output: RecognizedWord[] };
  /** Text of one channel without marks → the same words with marks and capitals. */
  punctuate: { input: { text: string }; output: string };
  /** Prints of the voices in a segment. */
  'find-voices': { input: { pcm: Uint8Array }; output: VoiceWindow[] };
  /** Which language is spoken, ISO 639; null when the model cannot tell. */
  'identify-language': { input: { pcm: Uint8Array }; output: string | null };
}

export type TaskType = keyof DecoderTasks;

/** @template T the type of the task, for a result of the right type */
export interface DecoderTask<T extends TaskType = TaskType> {
  type: T;
  input: DecoderTasks[T]['input'];
}
