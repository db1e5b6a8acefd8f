import type { AppError } from '../../platform/errors.ts';
import type { SampleFormat } from './sample-format.ts';

/** How a client writes its audio. */
export type AudioEncoding = 'pcm' | 'mulaw' | 'alaw' | 'opus';

export interface AudioIntakeInput {
  /** `pcm` is s16le; `opus` comes in Ogg or WebM, which tell rate and channels themselves. */
  encoding: AudioEncoding;
  /** Hz, 8 000–48 000. A WAV header at the start of the stream knows better, here and for `channels`. Not for `opus`. */
  sample_rate: number;
  /** 1–8, interleaved; they are mixed. */
  channels: number;
  /**
   * Of the intake before, when the client goes on over another connection: a WAV header there still holds. The client sends
   * again from what was given, so that half a sample that was left is not missed.
   */
  toldFormat?: SampleFormat | undefined;
  /** Whole samples, s16le 16 kHz mono. May be called within `accept`. */
  onPcm(pcm: Buffer): void;
  /** `realtime_bad_audio`, or `service_unavailable`; nothing comes any more. May be called within `accept`. */
  onFailed(error: AppError): void;
}

/** What a client sends, in pieces of any length → what a live stream takes. */
export interface AudioIntake {
  accept(bytes: Buffer): void;
  /** What a WAV header said, if there was one. */
  readonly toldFormat: SampleFormat | undefined;
  /** Taken and neither given on nor dropped: whoever feeds it holds back while this is large. */
  readonly pendingBytes: number;
  /** No more comes. Resolves when the last sample has been given (or `onFailed` called). */
  end(): Promise<void>;
  /** Drops everything at once. Nothing is called any more. */
  close(): void;
}
