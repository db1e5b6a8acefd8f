import type { VoiceWindow } from './voice-windows.ts';

/** A change of speaker for less than this, back and forth, is a mistake of the windows: nobody interjects so briefly. */
const SHORTEST_TURN_SECONDS = 0.6;

interface Word {
  start_seconds: number;
  end_seconds: number;
}

/**
 * Gives each word of a channel its speaker: the one most windows around its middle agree on, where nearer windows count
 * more, without changes for a moment only.
 *
 * @param words in order of time
 * @param windows in order of time, from the start of the recording
 * @param labels the speaker of each window
 * @returns for each word the number of its speaker; undefined where no window is near
 */
export function assignSpeakers(
  words: readonly Word[],
  windows: readonly VoiceWindow[],
  labels: readonly number[],
): (number | undefined)[] {
  const speakers: (number | undefined)[] = [];
  let first = 0;
  for (const word of words) {
    const middle_ms = ((word.start_seconds + word.end_seconds) / 2) * 1000;
    while (first < windows.length && (windows[first] as VoiceWindow).end_ms < middle_ms) first++;
    speakers.push(vote(middle_ms, windows, labels, first) ?? nearest(middle_ms, windows, labels, first));
  }
  return withoutMoments(words, speakers);
}

/** Of the windows that contain the moment, those whose middle is near count more. */
function vote(middle_ms: number, windows: readonly VoiceWindow[], labels: readonly number[], from: number) {
  const votes = new Map<number, number>();
  for (let index = from; index < windows.length; index++) {
    const { start_ms, end_ms } = windows[index] as VoiceWindow;
    if (start_ms > middle_ms) break;
    if (end_ms < middle_ms) continue;
    const half = (end_ms - start_ms) / 2 || 1;
    const weight = 1.001 - Math.abs(middle_ms - (start_ms + end_ms) / 2) / half;
    const label = labels[index] as number;
    votes.set(label, (votes.get(label) ?? 0) + weight);
  }
  return [...votes].reduce<[number, number] | undefined>(
    (best, one) => (best && best[1] >= one[1] ? best : one),
    undefined,
  )?.[0];
}

/** Between windows: the one that ends just before or begins just after. */
function nearest(middle_ms: number, windows: readonly VoiceWindow[], labels: readonly number[], next: number) {
  const [before, after] = [windows[next - 1], windows[next]];
  if (!before && !after) return undefined;
  const isBefore = before && (!after || middle_ms - before.end_ms <= after.start_ms - middle_ms);
  return labels[isBefore ? next - 1 : next];
}

function withoutMoments(words: readonly Word[], speakers: (number | undefined)[]): (number | undefined)[] {
  const result = [...speakers];
  for (let from = 0; from < words.length; ) {
    let to = from;
    while (to + 1 < words.length && result[to + 1] === result[from]) to++;
    const [before, after] = [result[from - 1], result[to + 1]];
    const seconds = (words[to] as Word).end_seconds - (words[from] as Word).start_seconds;
    const isMoment = from > 0 && to + 1 < words.length && before === after && seconds < SHORTEST_TURN_SECONDS;
    if (isMoment) result.fill(before, from, to + 1);
    from = to + 1;
  }
  return result;
}

/** `S1`, `S2` …, as results and captions name speakers who have no name yet. */
export const speakerName = (speaker: number) => `S${speaker + 1}`;
