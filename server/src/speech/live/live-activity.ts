import { AppError } from '../../platform/errors.ts';
import { BYTES_PER_MS } from '../recognizer.ts';
import { WINDOW_SAMPLES } from '../segments.ts';
import type { ActivityStream, VoiceActivity } from '../voice-activity.ts';
import type { KeptAudio } from './kept-audio.ts';

export const WINDOW_BYTES = WINDOW_SAMPLES * 2;
/** What a new process hears again of what the lost one had heard, so that it is in the middle of things: 32 windows, 1 s. */
export const CONTEXT_BYTES = WINDOW_BYTES * 32;
/** A process that is lost so often in a row is not a matter of luck. */
const MAX_TRIES = 4;

/** Voice activity of a stream that outlives the process behind it. */
export interface LiveActivity {
  /**
   * @param from place of the audio; all before was analysed
   * @param to a whole number of windows behind `from`, but for the last call before a pause in the audio
   * @throws AppError when process after process is lost
   */
  analyse(from: number, to: number): Promise<Uint8Array>;
  close(): void;
}

/** @param audio of the stream, with {@link CONTEXT_BYTES} before what is to be analysed */
export function openLiveActivity(voiceActivity: VoiceActivity, audio: KeptAudio): LiveActivity {
  let stream: ActivityStream | null = voiceActivity.open();
  let isClosed = false;

  async function attempt(from: number, to: number): Promise<Uint8Array> {
    if (!stream) {
      stream = voiceActivity.open();
      const context = audio.slice(Math.max(0, from - CONTEXT_BYTES), from);
      const whole = context.subarray(context.length % WINDOW_BYTES);
      if (whole.length > 0) await stream.analyse(whole);
    }
    return stream.analyse(audio.slice(from, to));
  }

  return {
    async analyse(from, to) {
      for (let tries = 1; ; tries++) {
        try {
          return await attempt(from, to);
        } catch (error) {
          const isLost = error instanceof AppError && error.kind === 'service_unavailable';
          if (!isLost || isClosed || tries >= MAX_TRIES) throw error;
          stream?.close();
          stream = null;
        }
      }
    },
    close() {
      isClosed = true;
      stream?.close();
    },
  };
}

/** So much is analysed at once: longer work would keep other streams waiting. */
export const MOST_AT_ONCE = WINDOW_BYTES * Math.floor((1_000 * BYTES_PER_MS) / WINDOW_BYTES);
