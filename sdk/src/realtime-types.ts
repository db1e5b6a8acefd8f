import type { ParlanceError } from './errors.ts';
import type { AudioEncoding } from './realtime-audio.ts';

/**
 * `disconnected` before `start()` and after `close()`; `connecting` and `loading` until the server listens; `reconnecting`
 * while the connection is made anew; `stopping` from `stop()` until everything has come; `stopped` and `error` are the end.
 */
export type RealtimeState =
  | 'disconnected'
  | 'connecting'
  | 'loading'
  | 'listening'
  | 'reconnecting'
  | 'stopping'
  | 'stopped'
  | 'error';

/** `[word, start_ms, end_ms, confidence]`, times from the beginning of the stream. */
export type RealtimeWord = [word: string, startMs: number, endMs: number, confidence: number | null];

/** What is heard so far of the utterance that is being said. It replaces the partial before. */
export interface RealtimePartial {
  text: string;
  /** How much of the stream was heard for it. */
  offsetMs: number;
  /** 0…1, how likely the words stay. */
  stability: number | null;
}

/** An utterance that will not change any more. */
export interface RealtimeFinal {
  text: string;
  words: RealtimeWord[];
  startMs: number;
  endMs: number;
  /** Only when the server tells who speaks. */
  speaker: string | null;
}

/** What `stop()` gives. */
export interface RealtimeTranscript {
  text: string;
  finals: RealtimeFinal[];
}

export type RealtimeWarning =
  /** The server is so far behind with decoding. */
  | { code: 'decode_lag'; lagMs: number }
  /** Nothing was sent for long; the server ends the session in so many seconds. */
  | { code: 'idle'; seconds: number }
  /** The session has nearly reached its longest time. */
  | { code: 'max_length'; seconds: number }
  /** `save`: the server can no longer keep the audio, for want of room; it goes on to keep the words. */
  | { code: 'save_failed'; errorCode: string }
  /** A connection or session was lost and so much audio with it, as more was unfinished than is kept (`keptAudioMs`). */
  | { code: 'audio_lost'; lostMs: number };

export interface RealtimeEvents {
  state: RealtimeState;
  /** The server listens for the first time. */
  listening: { sessionId: string };
  partial: RealtimePartial;
  final: RealtimeFinal;
  warning: RealtimeWarning;
  /** The connection is gone and is made anew in `delayMs`. */
  reconnecting: { attempt: number; delayMs: number; reason: ParlanceError };
  /** `isNewSession`: the server knew the session no longer; what was not final has been sent again. */
  reconnected: { sessionId: string; isNewSession: boolean };
  /** The server will end. The transcriber moves on by itself. */
  shutting_down: { at: Date };
  stopped: RealtimeTranscript;
  error: ParlanceError;
}

export interface RealtimeOptions {
  /** Address of the server, e.g. `https://parlance.example.org`. In a page, that of the page if left out. */
  url?: string;
  /**
   * An API key of the kind `realtime`, or the token of `signIn`. Left out in a page of the server's own: the cookie of the
   * login counts.
   */
  key?: string;
  /** That of the server's configuration if left out. */
  language?: string;
  /** `fast` (default): what was heard as it came; `quality`: each utterance is decoded once more as a whole. */
  type?: 'fast' | 'quality';
  /** Default true. */
  partial?: boolean;
  /** Hertz, 8000 to 48000. Default 16000. Of no meaning for Opus. */
  sampleRate?: number;
  /** Default `pcm`: 16 bit, little-endian. `opus` is what a `MediaRecorder` gives (WebM or Ogg); see `restartRecorder`. */
  encoding?: AudioEncoding;
  /** Interleaved; mixed to one by the server. Default 1. */
  channels?: number;
  /** English numbers as digits. */
  actualNumbers?: boolean;
  /** So much silence ends an utterance, 200 to 5000 ms. */
  endpointMs?: number;
  /** Keep the audio and make a session with documents of it when it ends. */
  save?: boolean;
  /** Of the saved session. */
  title?: string;
  /** The server listens to this stream or file itself (http, https, HLS) and nothing is sent. Needs a `key`. */
  sourceUrl?: string;
  /** When nothing was sent for so long, the server is told that we are still there. Default 10 s; 0 for never. */
  keepAliveMs?: number;
  /** How long the server may be away before this ends with an error. Default 120 s. */
  outageMs?: number;
  /** Which part of what is not final yet is kept for sending it again. Default 300 s (9.6 MB of PCM at 16 kHz). */
  keptAudioMs?: number;
  /** A connection on which nothing came for so long is taken for broken. Default 150 s; the server says something every 60 s. */
  silenceMs?: number;
  /** `send` makes its caller wait above so many unsent bytes, until there are fewer than `lowWaterBytes`. Default 256 KiB. */
  highWaterBytes?: number;
  /** Default 64 KiB. */
  lowWaterBytes?: number;
  /**
   * For `opus`, which cannot be cut and sent again: called when the connection was lost. End the recorder and start a new
   * one, whose first bytes are then the first to be sent; what was recorded in between is lost.
   */
  restartRecorder?: () => void | Promise<void>;
  /** Ends everything, as `close()` does. */
  signal?: AbortSignal;
  /** Stand-ins for what the browser or Node has. */
  fetch?: typeof globalThis.fetch;
  WebSocket?: typeof globalThis.WebSocket;
}
