import { AppError } from '../../platform/errors.ts';
import { BYTES_PER_MS, type RecognizedWord } from '../recognizer.ts';
import type { VoiceActivity } from '../voice-activity.ts';
import { keepAudio } from './kept-audio.ts';
import { CONTEXT_BYTES, MOST_AT_ONCE, openLiveActivity, WINDOW_BYTES } from './live-activity.ts';
import type { UtteranceDecoding, UtteranceInput } from './live-decoders.ts';
import type { LiveStream, OpenLiveInput } from './live-stream.ts';
import { createStability } from './stability.ts';
import { type Cut, createUtteranceCutter, cutterRules } from './utterance-cutter.ts';

export interface LiveParts {
  voiceActivity: VoiceActivity;
  ready: Promise<void>;
  /** How much audio waits for its decoder, of each utterance on average: how busy they are. */
  waitingMs(): number;
  decode(utterance: Pick<UtteranceInput, 'audio' | 'onHeard'>): UtteranceDecoding;
}

/**
 * With so much waiting, so much is heard at once at least: it costs less than in small pieces (docs/adr/0026). 9 windows are 0.29 s;
 * words are wanted every 0.3 s.
 */
const AT_ONCE = [
  { waitingMs: 50, bytes: 9 * WINDOW_BYTES },
  { waitingMs: 25, bytes: 6 * WINDOW_BYTES },
  { waitingMs: 0, bytes: WINDOW_BYTES },
];

function leastAtOnce(waitingMs: number): number {
  return AT_ONCE.find((step) => waitingMs >= step.waitingMs)?.bytes ?? WINDOW_BYTES;
}

/** Places are bytes from the beginning of the stream. */
interface Utterance {
  decoding: UtteranceDecoding;
  start: number;
  /** As far as it was given to its decoder. */
  given: number;
  heard: number;
  /** Null while it is being said. */
  end: number | null;
  /** Null until they are final. */
  words: RecognizedWord[] | null;
  stability: ReturnType<typeof createStability>;
}

interface Flush {
  at: number;
  done: PromiseWithResolvers<void>;
}

/** Audio → voice activity → utterances → decoders → partials and finals in order. */
export function openLive(input: OpenLiveInput, parts: LiveParts): LiveStream {
  const audio = keepAudio();
  const activity = openLiveActivity(parts.voiceActivity, audio);
  const rules = cutterRules(input.endpointMs);
  let cutter = createUtteranceCutter(rules);
  /** Of the cutter's first window. */
  let origin = 0;
  let analysed = 0;
  let final = 0;
  let offset_ms = 0;
  /** Those whose words are not final yet, in order; only the last may be open. */
  const utterances: Utterance[] = [];
  /** Where to end what is being said; then, those that wait for the words before them. */
  const marks: Flush[] = [];
  const waiting: Flush[] = [];
  let isPumping = false;
  let isClosed = false;

  const ready = parts.ready.catch(fail);

  /** Analyses what came, a piece after the other. */
  async function pump(): Promise<void> {
    if (isPumping || isClosed) return;
    isPumping = true;
    try {
      for (let to = nextPiece(); to >= 0 && !isClosed; to = nextPiece()) {
        if (to > analysed) {
          const windows = await activity.analyse(analysed, to);
          if (isClosed) return;
          analysed = to;
          for (const cut of cutter.push(windows)) apply(cut);
        }
        while (marks[0]?.at === analysed) flush(marks.shift() as Flush);
        letGo();
      }
    } catch (error) {
      fail(error);
    } finally {
      isPumping = false;
    }
  }

  /** Where the next piece ends, -1 when more audio must come first. */
  function nextPiece(): number {
    const mark = marks[0]?.at;
    const most = Math.min(analysed + MOST_AT_ONCE, mark ?? audio.end);
    if (mark === most) return most;
    const whole = most - ((most - analysed) % WINDOW_BYTES);
    return whole - analysed >= leastAtOnce(parts.waitingMs()) ? whole : -1;
  }

  function apply(cut: Cut): void {
    const place = (window: number) => Math.min(origin + window * WINDOW_BYTES, analysed);
    if (cut.type === 'begin') begin(place(cut.at));
    else if (cut.type === 'hear') hear(utterances.at(-1) as Utterance, place(cut.to));
    else end(utterances.at(-1) as Utterance, place(cut.at));
  }

  function begin(start: number): void {
    const onHeard = (bytes: number, words: RecognizedWord[] | null) => {
      utterance.heard = start + bytes;
      if (words) tell(utterance, words);
    };
    const utterance: Utterance = {
      decoding: parts.decode({ onHeard, audio: (bytes) => audio.slice(start, start + bytes) }),
      ...{ start, given: start, heard: start, end: null, words: null },
      stability: createStability(),
    };
    utterances.push(utterance);
  }

  function hear(utterance: Utterance, to: number): void {
    utterance.decoding.hear(audio.slice(utterance.given, to));
    utterance.given = to;
  }

  /** Only of the first utterance: those behind it wait until its words are final. */
  function tell(utterance: Utterance, words: RecognizedWord[]): void {
    if (isClosed || !input.partials || utterance !== utterances[0] || words.length === 0) return;
    const stability = utterance.stability.of(words, (utterance.heard - utterance.start) / BYTES_PER_MS);
    offset_ms = Math.max(offset_ms, Math.floor(utterance.heard / BYTES_PER_MS));
    input.onPartial({ words: moved(words, utterance.start), offset_ms, stability });
  }

  function end(utterance: Utterance, at: number): void {
    utterance.end = at;
    utterance.decoding.finish(at - utterance.start).then((words) => {
      utterance.words = words;
      utterance.heard = at;
      settle();
    }, fail);
    utterance.given = at;
  }

  /** Gives the finals that are next. */
  function settle(): void {
    while (!isClosed && utterances[0]?.words && utterances[0].end !== null) {
      const { words, start, end } = utterances.shift() as Utterance & { words: RecognizedWord[]; end: number };
      final = end;
      offset_ms = Math.max(offset_ms, Math.floor(end / BYTES_PER_MS));
      if (words.length === 0) continue;
      input.onFinal({ words: moved(words, start), start_ms: start / BYTES_PER_MS, end_ms: end / BYTES_PER_MS });
    }
    letGo();
    flushed();
  }

  function flush(mark: Flush): void {
    for (const cut of cutter.finish()) apply(cut);
    cutter = createUtteranceCutter(rules);
    origin = analysed;
    waiting.push(mark);
    flushed();
  }

  function flushed(): void {
    while (waiting[0] && waiting[0].at <= settledTo()) waiting.shift()?.done.resolve();
  }

  /** Everything before this is final. */
  function settledTo(): number {
    return utterances[0]?.start ?? Math.min(analysed, origin + cutter.keepFrom() * WINDOW_BYTES);
  }

  function letGo(): void {
    final = Math.max(final, settledTo());
    const needed = Math.min(origin + cutter.keepFrom() * WINDOW_BYTES, analysed - CONTEXT_BYTES);
    // An utterance may have to be decoded again from its beginning until its words are final.
    audio.dropBefore(Math.min(needed, utterances[0]?.start ?? needed));
  }

  function fail(error: unknown): void {
    if (isClosed) return;
    close();
    input.onFailed(error instanceof AppError ? error : new AppError('recognition_failed', { cause: error as Error }));
  }

  function close(): void {
    isClosed = true;
    activity.close();
    for (const { decoding } of utterances.splice(0)) decoding.drop();
    audio.dropBefore(audio.end);
    for (const { done } of [...marks.splice(0), ...waiting.splice(0)]) done.resolve();
  }

  function finalize(): Promise<void> {
    if (isClosed) return Promise.resolve();
    const mark = { at: audio.end, done: Promise.withResolvers<void>() };
    marks.push(mark);
    void pump();
    return mark.done.promise;
  }

  return {
    ready,
    accept(pcm) {
      if (isClosed) return;
      audio.push(pcm);
      void pump();
    },
    get acceptedMs() {
      return Math.floor(audio.end / BYTES_PER_MS);
    },
    get finalMs() {
      return Math.floor(final / BYTES_PER_MS);
    },
    get backlogMs() {
      const undecoded = utterances.reduce((sum, { given, heard }) => sum + given - heard, 0);
      return Math.floor((audio.end - analysed + undecoded) / BYTES_PER_MS);
    },
    finalize,
    async finish() {
      await finalize();
      if (!isClosed) close();
    },
    close,
  };
}

function moved(words: readonly RecognizedWord[], bytes: number): RecognizedWord[] {
  const ms = bytes / BYTES_PER_MS;
  return words.map((word) => ({ ...word, start_ms: word.start_ms + ms, end_ms: word.end_ms + ms }));
}
