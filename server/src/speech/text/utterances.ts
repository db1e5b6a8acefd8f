/** A word on the time line of the whole recording. */
export interface TimedWord {
  word: string;
  start_seconds: number;
  end_seconds: number;
  /** 0..1, null where the engine has none. */
  confidence: number | null;
  /** 0-based. */
  channel: number;
  /** `S1`, `S2` …; left out where it is not known. */
  speaker?: string;
}

/** `[word, time_start, time_end, confidence]`, times in seconds (reference 7.6). */
export type WordTuple = [word: string, start: number, end: number, confidence: number | null];

/** One entry of a session's result, as it goes over the wire. */
export interface Utterance {
  result: WordTuple[];
  /** `unk`: who speaks is not known. */
  speaker: string;
  text: string;
  /** Mean of the confidences of the words, null where the engine has none. */
  sconf: number | null;
  channel: number;
}

/** A longer pause ends an utterance: speakers breathe in 0.2–0.6 s and rarely stop longer within a thought. */
const PAUSE_SECONDS = 0.8;
/** About half a minute of fluent speech: as long as an editor shows as one paragraph. */
const MAX_WORDS = 60;

/**
 * Groups words into utterances: cut at pauses, at changes of the speaker and after 60 words, each channel for itself, in order of their start over
 * all channels.
 * @param words in order of time within each channel; channels may be mixed.
 */
export function buildUtterances(words: readonly TimedWord[]): Utterance[] {
  const channels = Map.groupBy(words, (word) => word.channel);
  return [...channels.values()]
    .flatMap(splitAtPauses)
    .map(toUtterance)
    .sort((a, b) => startOf(a) - startOf(b) || a.channel - b.channel);
}

function splitAtPauses(words: TimedWord[]): TimedWord[][] {
  const groups: TimedWord[][] = [];
  let previous: TimedWord | undefined;
  for (const word of words) {
    const group = groups.at(-1);
    const paused = previous !== undefined && word.start_seconds - previous.end_seconds > PAUSE_SECONDS;
    const changes = previous?.speaker !== word.speaker;
    if (!group || paused || changes || group.length >= MAX_WORDS) groups.push([word]);
    else group.push(word);
    previous = word;
  }
  return groups;
}

function toUtterance(words: TimedWord[]): Utterance {
  const known = words.flatMap((word) => (word.confidence === null ? [] : [word.confidence]));
  return {
    result: words.map((word) => [
      word.word,
      round(word.start_seconds, 2),
      round(word.end_seconds, 2),
      word.confidence === null ? null : round(word.confidence, 3),
    ]),
    speaker: words[0]?.speaker ?? 'unk',
    text: words.map((word) => word.word).join(' '),
    sconf: known.length === 0 ? null : round(known.reduce((sum, value) => sum + value, 0) / known.length, 3),
    channel: words[0]?.channel ?? 0,
  };
}

const startOf = (utterance: Utterance) => utterance.result[0]?.[1] ?? 0;

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
