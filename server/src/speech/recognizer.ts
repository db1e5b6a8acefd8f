/**
 * What every speech engine looks like from outside. Callers ask for capabilities, never for the engine's name.
 * An engine has two halves: this light half (which models are on disk, what they can do), safe to load in the server,
 * and `load`, which pulls in native code and therefore runs in a decoder process only.
 */

export interface Capabilities {
  /** Words can be given out while the audio is still coming. */
  streaming: boolean;
  /** Start and end of every word are measured, not guessed. */
  word_times: boolean;
  /** Confidences are 0..1; without this they are null. */
  word_confidence: boolean;
  /** Accepts a list of words to prefer. */
  hotwords: boolean;
  /** Can place a given text on the audio. */
  alignment: boolean;
}

export interface Model {
  /** Unique over all engines, e.g. `en-us`. */
  key: string;
  engine: string;
  /** ISO 639-1, lower case, e.g. `en`. */
  language: string;
  /** BCP 47 in lower case, e.g. `en-us`. */
  locale: string;
  name: string;
  batch: boolean;
  realtime: boolean;
  sample_rate: 16000;
  capabilities: Capabilities;
}

export interface RecognizedWord {
  word: string;
  /** Milliseconds from the start of the segment. */
  start_ms: number;
  end_ms: number;
  /** Posterior probability 0..1, null where the engine has none. */
  confidence: number | null;
}

export interface Recognizer {
  /**
   * Recognises one segment.
   * @param pcm 16 kHz, mono, signed 16-bit little-endian.
   * @returns the words in order, without silence and noise marks; the same audio gives the same words every time,
   * whatever was recognised before.
   */
  recognize(pcm: Buffer): RecognizedWord[] | Promise<RecognizedWord[]>;
  close(): void;
}

export interface Engine {
  name: string;
  /** The models installed on this machine; empty when there are none. Loads no native code. */
  findModels(): Model[];
  /** Loads a model into this process. Throws when the model or its library is missing. */
  load(modelKey: string): Promise<Recognizer>;
}

/** Samples a second of all audio between decoding and recognition. */
export const SAMPLE_RATE = 16_000;
/** Bytes of one millisecond of such audio (16-bit mono). */
export const BYTES_PER_MS = (SAMPLE_RATE / 1000) * 2;
