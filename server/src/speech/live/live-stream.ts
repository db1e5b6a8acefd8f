import type { AppError } from '../../platform/errors.ts';
import type { Model, RecognizedWord, RecognizeHints } from '../recognizer.ts';

/** What is being said, until its final comes. Times count from the beginning of the stream. */
export interface LivePartial {
  /** All words of the utterance so far; the last ones may still change. */
  words: RecognizedWord[];
  /** How much of the stream has been heard for this, milliseconds; never less than before. */
  offset_ms: number;
  /** 0…1, how likely the words stay: from how long each has stayed already. */
  stability: number;
}

/** One utterance. Times count from the beginning of the stream; utterances come in order and do not overlap. */
export interface LiveFinal {
  /** Never empty. */
  words: RecognizedWord[];
  start_ms: number;
  end_ms: number;
}

export interface OpenLiveInput {
  model: Pick<Model, 'key'>;
  hints?: RecognizeHints;
  /** `fast`: what was heard as it came; `quality`: each utterance is decoded once more as a whole before its final. */
  type: 'fast' | 'quality';
  /** So much silence ends an utterance. Default 600. */
  endpointMs?: number;
  /** Whether partials are wanted: without them less is computed. */
  partials: boolean;
  onPartial(partial: LivePartial): void;
  onFinal(final: LiveFinal): void;
  /** The stream cannot go on; nothing comes any more. What stops for good reasons (a lost decoder) is mended inside. */
  onFailed(error: AppError): void;
}

/** Audio that is still coming, and the words in it. */
export interface LiveStream {
  /** Resolves when the model is loaded. Audio may come before. */
  readonly ready: Promise<void>;
  /** Takes the next samples, 16 kHz mono s16le, in pieces of any length (whole samples). Never blocks: look at `backlogMs`. */
  accept(pcm: Buffer): void;
  /** Audio accepted so far, milliseconds. */
  readonly acceptedMs: number;
  /** Everything before this is final, whether or not there were words in it. */
  readonly finalMs: number;
  /** Audio that was accepted and not heard yet. Whoever feeds the stream holds back while it is large. */
  readonly backlogMs: number;
  /** Ends the utterance here, whatever is being said. Resolves when the finals of all that was accepted have been given. */
  finalize(): Promise<void>;
  /** No more audio comes. Resolves when the last final has been given; the stream is closed then. */
  finish(): Promise<void>;
  /** Drops everything at once. Nothing is called any more. */
  close(): void;
}
