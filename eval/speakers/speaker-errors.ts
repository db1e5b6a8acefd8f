import type { Said } from './mixtures.ts';
import type { Span } from './talkers.ts';

export interface Heard extends Span {
  /** As the system under test names speakers; undefined: nobody in particular. */
  speaker: string | undefined;
}

/** Seconds, as NIST's md-eval counts them without overlaps. */
export interface DiarizationTime {
  missed: number;
  falseAlarm: number;
  confused: number;
  /** Speech that was scored. */
  speech: number;
}

const FRAME_SECONDS = 0.01;
/** So near to where speech begins or ends nothing is scored (NIST, "Rich Transcription Evaluation"). */
const COLLAR_SECONDS = 0.25;

/** @param seconds length of the recording */
export function diarizationTime(truth: readonly Said[], heard: readonly Heard[], seconds: number): DiarizationTime {
  const frames = Math.ceil(seconds / FRAME_SECONDS);
  const frameOf = (at: number) => Math.max(0, Math.min(frames, Math.round(at / FRAME_SECONDS)));
  const said = new Int32Array(frames).fill(-1);
  const system = new Int32Array(frames).fill(-1);
  const ignored = new Uint8Array(frames);
  const names = [...new Set(heard.map(({ speaker }) => speaker ?? ''))];
  for (const { start, end, speaker } of truth) said.fill(speaker, frameOf(start), frameOf(end));
  for (const { start, end, speaker } of heard) system.fill(names.indexOf(speaker ?? ''), frameOf(start), frameOf(end));
  for (const boundary of truth.flatMap(({ start, end }) => [start, end])) {
    ignored.fill(1, frameOf(boundary - COLLAR_SECONDS), frameOf(boundary + COLLAR_SECONDS));
  }
  const time = { missed: 0, falseAlarm: 0, confused: 0, speech: 0 };
  const pairs: [number, number][] = [];
  for (let frame = 0; frame < frames; frame++) {
    if (ignored[frame]) continue;
    const [who, heardWho] = [said[frame] as number, system[frame] as number];
    if (who >= 0) time.speech += FRAME_SECONDS;
    if (who >= 0 && heardWho < 0) time.missed += FRAME_SECONDS;
    if (who < 0 && heardWho >= 0) time.falseAlarm += FRAME_SECONDS;
    if (who >= 0 && heardWho >= 0) pairs.push([who, heardWho]);
  }
  time.confused = (pairs.length - mostAgreement(pairs)) * FRAME_SECONDS;
  return time;
}

/** Words whose speaker is wrong, with names given so that as many as possible are right. Nobody in particular is wrong. */
export function wrongWords(truth: readonly number[], heard: readonly (string | undefined)[]): number {
  const names = [...new Set(heard)];
  const pairs = truth.flatMap((speaker, index): [number, number][] =>
    heard[index] === undefined ? [] : [[speaker, names.indexOf(heard[index])]],
  );
  return truth.length - mostAgreement(pairs);
}

/** Of pairs of a true and a found speaker: how many agree when each found one stands for at most one true one. */
function mostAgreement(pairs: readonly [number, number][]): number {
  const truths = [...new Set(pairs.map(([speaker]) => speaker))];
  const counts = new Map<number, number[]>();
  for (const [speaker, found] of pairs) {
    const row = counts.get(found) ?? truths.map(() => 0);
    row[truths.indexOf(speaker)] = (row[truths.indexOf(speaker)] as number) + 1;
    counts.set(found, row);
  }
  // Best sum for each set of true speakers that are taken, found speaker by found speaker.
  let best = new Map<number, number>([[0, 0]]);
  for (const row of counts.values()) {
    const next = new Map(best);
    for (const [taken, sum] of best) {
      for (const [index, count] of row.entries()) {
        if (taken & (1 << index)) continue;
        const set = taken | (1 << index);
        next.set(set, Math.max(next.get(set) ?? 0, sum + count));
      }
    }
    best = next;
  }
  return Math.max(...best.values());
}
