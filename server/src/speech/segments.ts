/**
 * From voice activity to segments for recognition: pure, deterministic, and streaming. Nothing here depends on how the
 * audio was cut into blocks, so a second run over the same file gives the same segments.
 */

/** Samples of one window of voice activity: 32 ms at 16 kHz, what Silero is trained on. */
export const WINDOW_SAMPLES = 512;
/** Milliseconds of one window. */
export const WINDOW_MS = 32;

/** Is there speech in this window? (Byte of the voice activity process.) */
export const isSpeechWindow = (byte: number) => byte >= 0x80;
/** Level of this window in dB above −100 dBFS. */
export const windowLevel = (byte: number) => byte & 0x7f;

/** All in windows of 32 ms. The values were chosen by word error rate and speed, see docs/adr/0004. */
export interface SegmentRules {
  /** Pauses shorter than this never end a segment, unless it would get too long. */
  joinPause: number;
  /** From this length on a segment ends at the first pause of `shortPause`. */
  softLength: number;
  shortPause: number;
  /** No segment is longer, padding included. */
  maxLength: number;
  /**
   * Windows kept before the first and after the last window of speech; at most half of the pause behind, and nothing
   * of digital silence (noise gates, edited audio): the recogniser takes it for the noise floor of the speech.
   */
  leadIn: number;
  leadOut: number;
  /** Windows below this level (in dB above −100 dBFS) are digital silence. */
  audible: number;
  /** Less speech than this is a click or a cough, not a word. */
  minSpeech: number;
}

export const SEGMENT_RULES: SegmentRules = {
  joinPause: 10, // 0.32 s
  softLength: 469, // 15 s
  shortPause: 7, // 0.22 s
  maxLength: 937, // 30 s less a window
  leadIn: 10, // 0.32 s, of which Silero needs about three windows to notice speech
  leadOut: 8, // 0.26 s
  audible: 30, // −70 dBFS
  minSpeech: 5, // 0.16 s
};

/** Windows [start, end) of one segment. */
export interface Span {
  start: number;
  end: number;
}

export interface Segmenter {
  /** Takes the next windows and gives the segments that are certain now. */
  push(activity: Uint8Array): Span[];
  /** Call once after the last window. */
  finish(): Span[];
  /** The first window that a segment to come may still contain: audio before it can be let go. */
  keepFrom(): number;
}

/** Makes a segmenter for one channel. Its spans are in order and do not overlap. */
export function createSegmenter(rules: SegmentRules = SEGMENT_RULES): Segmenter {
  /** Number of windows seen. */
  let position = 0;
  /** End of the last segment: no padding may reach back over it. */
  let floor = 0;
  /** First speech window of the open segment, or -1. */
  let start = -1;
  /** Window after the last speech window of the open segment. */
  let speechEnd = 0;
  /** Bytes of the open segment, from `start`. */
  let open: number[] = [];

  /** Windows in a row up to `position` that are not digital silence, and how many there were before `start`. */
  let audible = 0;
  let leadIn = 0;

  const isAudible = (byte: number) => windowLevel(byte) >= rules.audible;
  const paddedStart = () => Math.max(floor, start - leadIn);

  function take(byte: number): Span[] {
    const speech = isSpeechWindow(byte);
    const pause = position - speechEnd;
    // Speech again: the pause before it is complete, and both neighbours can have their share of it.
    const closed = speech && start >= 0 && pause >= enoughPause() ? close() : [];
    position++;
    if (start < 0 && speech) {
      start = position - 1;
      leadIn = Math.min(rules.leadIn, audible);
    }
    audible = isAudible(byte) ? audible + 1 : 0;
    if (start < 0) return closed;
    open.push(byte);
    if (speech) speechEnd = position;
    // No need to wait for the end of a pause that is long enough for everything.
    else if (pause + 1 >= Math.max(enoughPause(), rules.leadOut + rules.leadIn)) return close();
    if (position - paddedStart() >= rules.maxLength) return split();
    return closed;
  }

  /** How long a pause must be to end the open segment. */
  function enoughPause(): number {
    return speechEnd - start >= rules.softLength ? rules.shortPause : rules.joinPause;
  }

  /** Ends the open segment; what comes behind it gets the other half of the pause. */
  function close(room = Math.floor((position - speechEnd) / 2)): Span[] {
    const behind = open.slice(speechEnd - start, speechEnd - start + Math.min(rules.leadOut, room));
    const silence = behind.findIndex((byte) => !isAudible(byte));
    const end = speechEnd + (silence < 0 ? behind.length : silence);
    const span = { start: paddedStart(), end };
    const speech = open.filter(isSpeechWindow).length;
    start = -1;
    open = [];
    if (speech < rules.minSpeech) return [];
    floor = end;
    return [span];
  }

  /** The segment is full and speech goes on: cuts it at its best place and goes on with what is behind. */
  function split(): Span[] {
    const cut = start + bestCut(open, Math.min(Math.floor(rules.maxLength / 2), Math.floor(open.length / 2)));
    const span = { start: paddedStart(), end: cut };
    const rest = open.slice(cut - start);
    floor = cut;
    position = cut;
    start = -1;
    open = [];
    return [span, ...rest.flatMap(take)];
  }

  return {
    push: (activity) => Array.from(activity).flatMap(take),
    finish: () => (start < 0 ? [] : close(position - speechEnd)),
    keepFrom: () => (start < 0 ? Math.max(floor, position - rules.leadIn) : paddedStart()),
  };
}

/**
 * Where to cut speech that is too long: in the middle of the longest pause from window `from` on, else at the quietest
 * place there (level over five windows, 160 ms). Later places win ties, so that segments stay long.
 */
export function bestCut(bytes: readonly number[], from: number): number {
  // The cut leaves something behind, so that the next segment starts later than this one.
  const to = bytes.length - 1;
  let best = { pause: 0, at: -1 };
  let run = 0;
  for (let index = from; index < to; index++) {
    run = isSpeechWindow(bytes[index] as number) ? 0 : run + 1;
    if (run > 0 && run >= best.pause) best = { pause: run, at: index + 1 - Math.floor(run / 2) };
  }
  if (best.at > 0) return best.at;

  let quietest = { level: Number.POSITIVE_INFINITY, at: to };
  for (let index = from + 2; index < to - 2; index++) {
    let level = 0;
    for (let near = index - 2; near <= index + 2; near++) level += windowLevel(bytes[near] as number);
    if (level <= quietest.level) quietest = { level, at: index };
  }
  return quietest.at;
}
