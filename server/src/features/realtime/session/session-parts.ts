import type { AppError } from '../../../platform/errors.ts';
import type { RealtimeEnd } from '../../../platform/realtime-tables.ts';
import type { LiveFinal, LivePartial, LiveStream } from '../../../speech/index.ts';
import type { ServerMessage, StartOptions } from './messages.ts';
import type { Scheduler } from './scheduler.ts';
import type { LiveSettings } from './state.ts';

/** One socket, as a session sees it. Nothing of it throws when the socket is gone. */
export interface Wire {
  readonly isOpen: boolean;
  send(message: ServerMessage, onWritten?: () => void): void;
  hold(): void;
  release(): void;
  probe(): void;
  close(code: number, reason: string): void;
}

/** Audio as it came → what speech takes. */
export interface Intake {
  accept(bytes: Buffer): void;
  readonly pendingBytes: number;
  end(): Promise<void>;
  close(): void;
}

export interface StreamListeners {
  onPartial(partial: LivePartial): void;
  onFinal(final: LiveFinal): void;
  onSaveFailed(error: AppError): void;
  onFailed(error: AppError): void;
}

/** What is kept of a session beyond its end. */
export interface Keeping {
  audio(pcm: Buffer): void;
  final(final: LiveFinal): void;
  readonly pendingBytes: number;
}

export interface Opened {
  stream: LiveStream;
  keep: Keeping | undefined;
}

export interface PullListeners {
  /** Ends it; nothing is called any more then. */
  signal: AbortSignal;
  onPcm(pcm: Buffer): void;
  /** Resolves when more may be fed. */
  room(): Promise<void>;
  onEnded(): void;
  onFailed(error: AppError): void;
}

export interface SessionParts {
  settings: LiveSettings;
  scheduler: Scheduler;
  /** Checks that it may begin and opens its stream of words. @throws AppError */
  open(options: StartOptions, listeners: StreamListeners): Promise<Opened>;
  /** For what one socket brings; a `pull` gets its audio by itself. */
  openIntake(onPcm: (pcm: Buffer) => void, onFailed: (error: AppError) => void): Intake;
  /** Begins to fetch the audio, for a `pull`. */
  pull?(listeners: PullListeners): void;
  onEnd(by: RealtimeEnd, audio_ms: number): void;
  onForget(): void;
}
