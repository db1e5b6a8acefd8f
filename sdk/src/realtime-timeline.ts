import type { AudioFormat } from './realtime-audio.ts';
import type { ServerMessage } from './realtime-messages.ts';
import type { RealtimeFinal, RealtimeTranscript } from './realtime-types.ts';

/** One stream for the user, made of one session of the server after the other. */
export interface Timeline {
  readonly finals: readonly RealtimeFinal[];
  /** Everything before this is final, milliseconds of the stream. */
  readonly finalMs: number;
  /** The same in the session, for resuming it. */
  readonly finalOffsetMs: number;
  /** What is added to times of the session to come, for those of the stream. */
  readonly originMs: number;
  beginSession(originMs: number): void;
  /** So much of the stream never reaches the session: what it hears behind `offsetMs` is later than it knows. */
  skip(ms: number, offsetMs: number): void;
  /** Undefined for one that came already. */
  addFinal(message: Extract<ServerMessage, { type: 'final' }>): RealtimeFinal | undefined;
  transcript(): RealtimeTranscript;
}

export function createTimeline(): Timeline {
  const finals: RealtimeFinal[] = [];
  /** From which time of the session on how much is added. */
  let origins = [{ fromMs: 0, originMs: 0 }];
  let finalMs = 0;
  let finalOffsetMs = 0;
  const currentOrigin = () => origins.at(-1)?.originMs ?? 0;
  const inStream = (ms: number) => Math.round(ms + (origins.findLast(({ fromMs }) => fromMs <= ms)?.originMs ?? 0));
  return {
    finals,
    get finalMs() {
      return finalMs;
    },
    get finalOffsetMs() {
      return finalOffsetMs;
    },
    get originMs() {
      return currentOrigin();
    },
    beginSession(next) {
      origins = [{ fromMs: 0, originMs: next }];
      finalOffsetMs = 0;
      finalMs = Math.max(finalMs, next);
    },
    skip(ms, offsetMs) {
      if (ms > 0) origins.push({ fromMs: offsetMs, originMs: currentOrigin() + ms });
    },
    addFinal({ text, words, endMs, speaker }) {
      if (endMs <= finalOffsetMs) return undefined;
      finalOffsetMs = endMs;
      finalMs = inStream(endMs);
      const final: RealtimeFinal = {
        text,
        words: words.map(([word, start, end, confidence]) => [word, inStream(start), inStream(end), confidence]),
        startMs: inStream(words[0]?.[1] ?? endMs),
        endMs: inStream(endMs),
        speaker,
      };
      finals.push(final);
      return final;
    },
    transcript: () => ({ text: finals.map(({ text }) => text).join(' '), finals: [...finals] }),
  };
}

/** The byte of the stream at which a unit begins, at or right before that time. */
export function positionOf(ms: number, { bytesPerMs = 0, unitBytes }: AudioFormat): number {
  const bytes = Math.floor(ms * bytesPerMs + 0.5);
  return bytes - (bytes % unitBytes);
}
