import type { VoiceWindow } from './diarization/voice-windows.ts';
import type { InstalledModel, WordTimes } from './models/manifest.ts';

/**
 * What every speech engine looks like from outside. Callers ask for capabilities, never for the engine's name.
 * An engine has two halves: this light half (which models are on disk, what they can do), safe to load in the server,
 * and `load`, which pulls in native code and therefore runs in a decoder process only.
 */

export interface Capabilities {
  /** Made for audio that is still coming; other models decode the growing utterance again and again. */
  streaming: boolean;
  word_times: WordTimes;
  /** Confidences are 0..1; without this they are null. */
  word_confidence: boolean;
  /** Accepts a list of words to prefer. */
  hotwords: boolean;
  /** Words come with capitals and punctuation marks. */
  punctuation: boolean;
  /** Can place a given text on the audio. */
  alignment: boolean;
}

export interface Model {
  /** Unique over all engines, e.g. `en-us`. */
  key: string;
  engine: string;
  /** ISO 639, lower case, e.g. `en`; of several the first. */
  language: string;
  /** BCP 47 in lower case, e.g. `en-us`; of several the first. */
  locale: string;
  /** All of them, BCP 47 in lower case. */
  languages: readonly string[];
  name: string;
  batch: boolean;
  realtime: boolean;
  sample_rate: 16000;
  capabilities: Capabilities;
  /** Folder of its `model.json`; null for engines with models elsewhere. */
  directory: string | null;
  /** Changes when another model takes its place under the same key. */
  revision: string;
  /** Among models for a language the highest goes first. */
  preference: number;
}

export interface RecognizedWord {
  word: string;
  /** Milliseconds from the start of the segment. */
  start_ms: number;
  end_ms: number;
  /** Posterior probability 0..1, null where the engine has none. */
  confidence: number | null;
}

/** What a recognition may be told besides the audio. Engines leave alone what they have no use for. */
export interface RecognizeHints {
  /** The language that is spoken, for models of several; ISO 639. */
  language?: string;
  /** Words and phrases to prefer. */
  hotwords?: readonly string[];
}

export interface Recognizer {
  /**
   * Recognises one segment.
   * @param pcm 16 kHz, mono, signed 16-bit little-endian.
   * @returns the words in order, without silence and noise marks; the same audio gives the same words every time,
   * whatever was recognised before.
   */
  recognize(pcm: Buffer, hints?: RecognizeHints): RecognizedWord[] | Promise<RecognizedWord[]>;
  /** Begins to listen to audio that is still coming. Only models with the capability `streaming` have this. */
  openStream?(hints?: RecognizeHints): RecognizerStream;
  /**
   * The same words as `recognize`, for a process that does other things besides.
   * @param pause awaited between steps of some ten milliseconds
   */
  recognizeBetween?(pcm: Buffer, hints: RecognizeHints, pause: () => Promise<void>): Promise<RecognizedWord[]>;
  close(): void;
}

/** A loaded model that serves recognition without recognising words itself. Each has what its kind is for. */
export interface SpeechHelper {
  /** The same words with marks and capitals. @param text words of one channel, separated by single spaces */
  punctuate?(text: string): string;
  /** ISO 639; null when it cannot tell. @param pcm 16 kHz, mono, signed 16-bit little-endian; the first 30 s count */
  identifyLanguage?(pcm: Buffer): string | null;
  /** Prints of the voices in a segment, in order of time. */
  findVoices?(pcm: Buffer): VoiceWindow[];
  close(): void;
}

/** One utterance being spoken. Times count from its beginning. */
export interface RecognizerStream {
  /** Takes the next samples, in pieces of any length. @returns what has been said so far; the last words may still change */
  accept(pcm: Buffer): RecognizedWord[] | Promise<RecognizedWord[]>;
  /** No more audio comes: everything that was said. The stream is of no use afterwards. */
  finish(): RecognizedWord[] | Promise<RecognizedWord[]>;
  /** For a stream that is not finished. Engines whose streams hold nothing do not have this. */
  close?(): void;
}

export interface Engine {
  name: string;
  /**
   * The models it can use on this machine; empty when there are none. Loads no native code.
   * @param installed what `model.json` files describe; engines with models elsewhere do not look at them
   */
  findModels(installed: readonly InstalledModel[]): Model[];
  /** Loads a model into this process. Throws when the model or its library is missing. */
  load(model: ModelToLoad): Promise<Recognizer>;
  /** Loads a model for what it does besides recognition. Engines without such models do not have this. */
  loadHelper?(model: ModelToLoad): Promise<SpeechHelper>;
}

export interface ModelToLoad {
  key: string;
  /** Where its `model.json` is; null for engines with models elsewhere. */
  directory: string | null;
  revision: string;
  /** Folder of another model that it works with, if there is one. */
  companion?: string | undefined;
  /** Threads it may use. */
  threads: number;
  /** For live streams: what only whole segments need is loaded when it is needed. */
  isLive?: boolean;
}

/** Samples a second of all audio between decoding and recognition. */
export const SAMPLE_RATE = 16_000;
/** Bytes of one millisecond of such audio (16-bit mono). */
export const BYTES_PER_MS = (SAMPLE_RATE / 1000) * 2;
