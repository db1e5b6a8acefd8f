import { setImmediate } from 'node:timers/promises';
import { inOrder } from './agglomerate.ts';
import { compareVoices, joinStatistics, type VoiceComparison, type VoiceStatistics } from './voice-statistics.ts';
import type { VoiceWindow } from './voice-windows.ts';

/** Stretches that are looked at together, some minutes of speech; then what is left of them, and so on. */
const CHUNK = 100;
/** Most voices left of a chunk, so that all of a day can be compared with each other in the end. */
const MOST_OF_CHUNK = 10;

/**
 * Tells the speakers of a recording apart: of stretches of speech that the Bayesian information criterion takes for one
 * voice (Chen and Gopalakrishnan 1998) those two are joined, again and again, that lose the least likelihood by it.
 *
 * @param windows of the whole recording, whose prints are {@link VoiceStatistics}
 * @param speakers how many speak, if that is known
 * @returns for each window the number of its speaker, 0-based in order of first appearance
 */
export async function clusterByBic(windows: readonly VoiceWindow[], speakers?: number): Promise<number[]> {
  let voices = windows.map(({ print }) => print);
  let ofWindow = voices.map((_, index) => index);
  // Each round leaves a tenth at most.
  while (voices.length > CHUNK) {
    const groups: VoiceStatistics[] = [];
    const labels: number[] = [];
    for (let from = 0; from < voices.length; from += CHUNK) {
      // Alike as they may seem, so many speak.
      const stop = { least: speakers ?? 1, most: Math.max(speakers ?? 1, MOST_OF_CHUNK) };
      const joined = joinVoices(voices.slice(from, from + CHUNK), stop);
      labels.push(...joined.labels.map((label) => groups.length + label));
      groups.push(...joined.voices);
      // A day takes some seconds; whatever else the server does goes on in between.
      await setImmediate();
    }
    voices = groups;
    ofWindow = ofWindow.map((voice) => labels[voice] as number);
  }
  const { labels } = joinVoices(voices, { least: speakers ?? 1, most: speakers });
  return inOrder(ofWindow.map((voice) => labels[voice] as number));
}

/** Joins those that seem to be of one voice, and others until no more than `most` are left. */
function joinVoices(prints: readonly VoiceStatistics[], stop: { least: number; most?: number | undefined }) {
  const voices = [...prints];
  const members = prints.map((_, index) => [index]);
  const compared = voices.map((a, index) => voices.slice(0, index).map((b) => compareVoices(a, b)));
  while (voices.length > stop.least) {
    const isTooMany = voices.length > (stop.most ?? Number.POSITIVE_INFINITY);
    let [a, b, least] = [-1, -1, Number.POSITIVE_INFINITY];
    for (const [row, comparisons] of compared.entries()) {
      for (const [column, { loss, difference }] of comparisons.entries()) {
        if (loss < least && (isTooMany || difference < 0)) [a, b, least] = [row, column, loss];
      }
    }
    if (a < 0) break;
    const joined = joinStatistics(voices[a] as VoiceStatistics, voices[b] as VoiceStatistics);
    voices[b] = joined;
    members[b]?.push(...(members[a] as number[]));
    voices.splice(a, 1);
    members.splice(a, 1);
    compared.splice(a, 1);
    for (const comparisons of compared.slice(a)) comparisons.splice(a, 1);
    for (const [other, voice] of voices.entries()) {
      if (other === b) continue;
      (compared[Math.max(b, other)] as VoiceComparison[])[Math.min(b, other)] = compareVoices(joined, voice);
    }
  }
  const labels = new Array<number>(prints.length);
  for (const [voice, indexes] of members.entries()) for (const index of indexes) labels[index] = voice;
  return { labels, voices };
}
