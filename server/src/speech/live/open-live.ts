import { AppError } from '../../platform/errors.ts';
import { BYTES_PER_MS, type RecognizedWord } from '../recognizer.ts';
import { createSegmenter, SEGMENT_RULES, type Span, WINDOW_MS, WINDOW_SAMPLES } from '../segments.ts';
import type { VoiceActivity } from '../voice-activity.ts';
import type { LiveStream, OpenLiveInput } from './live-stream.ts';

const WINDOW_BYTES = WINDOW_SAMPLES * 2;
const DEFAULT_ENDPOINT_MS = 600;
/** 20 s. */
const MAX_WINDOWS = 625;

export interface LiveParts {
  voiceActivity: VoiceActivity;
  recognize(pcm: Buffer): Promise<RecognizedWord[]>;
}

/** Finds utterances by voice activity and has each decoded when it has ended. */
export function openLive(input: OpenLiveInput, parts: LiveParts): LiveStream {
  const activity = parts.voiceActivity.open();
  const endpoint = Math.ceil((input.endpointMs ?? DEFAULT_ENDPOINT_MS) / WINDOW_MS);
  const rules = {
    ...SEGMENT_RULES,
    joinPause: endpoint,
    softLength: MAX_WINDOWS,
    shortPause: endpoint,
    maxLength: MAX_WINDOWS,
  };
  let segmenter = createSegmenter(rules);
  /** Of the segmenter's first window in the stream, bytes. */
  let origin = 0;
  let kept = Buffer.alloc(0);
  let keptFrom = 0;
  let waiting = Buffer.alloc(0);
  let accepted = 0;
  let heard = 0;
  let final = 0;
  let isClosed = false;
  let work: Promise<void> = Promise.resolve();

  const then = (step: () => Promise<void>) => {
    work = work.then(step).catch((error: unknown) => {
      if (isClosed) return;
      close();
      input.onFailed(error instanceof AppError ? error : new AppError('recognition_failed', { cause: error as Error }));
    });
    return work;
  };

  async function analyse(pcm: Buffer): Promise<void> {
    if (isClosed) return;
    const windows = await activity.analyse(pcm);
    heard += pcm.length;
    await decode(segmenter.push(windows));
    final = Math.max(final, origin + segmenter.keepFrom() * WINDOW_BYTES);
    kept = kept.subarray(Math.max(0, final - keptFrom));
    keptFrom = Math.max(keptFrom, final);
  }

  async function decode(spans: Span[]): Promise<void> {
    for (const span of spans) {
      const from = origin + span.start * WINDOW_BYTES;
      const to = Math.min(origin + span.end * WINDOW_BYTES, accepted);
      const words = await parts.recognize(Buffer.from(kept.subarray(from - keptFrom, to - keptFrom)));
      if (isClosed) return;
      final = to;
      if (words.length === 0) continue;
      const start = from / BYTES_PER_MS;
      input.onFinal({
        words: words.map((word) => ({ ...word, start_ms: word.start_ms + start, end_ms: word.end_ms + start })),
        start_ms: start,
        end_ms: to / BYTES_PER_MS,
      });
    }
  }

  function flush(): Promise<void> {
    const rest = waiting;
    waiting = Buffer.alloc(0);
    return then(async () => {
      if (rest.length > 0) await analyse(rest);
      await decode(segmenter.finish());
      segmenter = createSegmenter(rules);
      origin = heard;
      final = heard;
    });
  }

  function close(): void {
    isClosed = true;
    activity.close();
  }

  return {
    ready: Promise.resolve(),
    accept(pcm) {
      accepted += pcm.length;
      kept = Buffer.concat([kept, pcm]);
      waiting = Buffer.concat([waiting, pcm]);
      const whole = waiting.length - (waiting.length % WINDOW_BYTES);
      if (whole === 0) return;
      const pieces = waiting.subarray(0, whole);
      waiting = waiting.subarray(whole);
      then(() => analyse(pieces));
    },
    get acceptedMs() {
      return Math.floor(accepted / BYTES_PER_MS);
    },
    get finalMs() {
      return Math.floor(final / BYTES_PER_MS);
    },
    get backlogMs() {
      return Math.floor((accepted - heard) / BYTES_PER_MS);
    },
    finalize: flush,
    async finish() {
      await flush();
      if (!isClosed) close();
    },
    close,
  };
}
