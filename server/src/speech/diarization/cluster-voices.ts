import { agglomerate, cosineDistance, inOrder, type Weighted } from './agglomerate.ts';
import type { VoiceWindow } from './voice-windows.ts';

export interface ClusterOptions {
  /** Mean cosine distance from which on two groups of windows are two speakers; depends on how prints are made. */
  threshold: number;
  /** When it is known how many speak. */
  speakers?: number | undefined;
}

/** Windows that are looked at together; the matrix of their distances has a megabyte. */
const CHUNK_WINDOWS = 500;
/** Within a chunk only what is clearly one voice is joined; the rest is decided over the whole recording. */
const CHUNK_THRESHOLD_SHARE = 0.6;
/** Most groups to be compared over the whole recording. */
const MOST_GROUPS = 1_500;
/** Who says less in all is taken for a misheard part of somebody else, unless the number of speakers is given. */
const SHORTEST_SPEAKER_MS = 3_000;
/** With a given number of speakers only a window or so by itself is taken for that, and so many at most. */
const LONGEST_STRAY_MS = 1_600;
const MOST_STRAYS = 8;

/**
 * Tells the speakers of a recording apart, in two steps so that hours take seconds and little memory: the windows of some
 * minutes are joined where they are clearly of one voice, then these groups over the whole recording.
 *
 * @param windows of the whole recording in order of time, all prints made in the same way
 * @returns for each window the number of its speaker, 0-based in order of first appearance
 */
export function clusterVoices(windows: readonly VoiceWindow[], options: ClusterOptions): number[] {
  const { groups, ofWindow } = groupWithinChunks(windows, options);
  const { threshold, speakers } = options;
  if (speakers !== undefined) return clusterInto(speakers, windows, groups, ofWindow);
  const ofGroup = agglomerate(groups, { threshold });
  return withoutShortSpeakers(windows, labelled(ofWindow, ofGroup), SHORTEST_SPEAKER_MS);
}

const labelled = (ofWindow: readonly number[], ofGroup: readonly number[]) =>
  ofWindow.map((group) => ofGroup[group] as number);

/**
 * A stray window, as on a change of speakers, is far from all voices and would count as one of the speakers, while two of
 * them are joined to make up for it. So as many groups are made as leave that many speakers without the strays.
 */
function clusterInto(
  speakers: number,
  windows: readonly VoiceWindow[],
  groups: readonly Weighted[],
  ofWindow: readonly number[],
): number[] {
  const ofGroup = agglomerate(groups, { threshold: 0, groups: speakers + MOST_STRAYS });
  const ofFew = labelled(ofWindow, ofGroup);
  const few = centres(groups, ofGroup);
  const into = (count: number) => labelled(ofFew, agglomerate(few, { threshold: 0, groups: count }));
  for (let count = speakers; count <= few.length; count++) {
    const labels = withoutShortSpeakers(windows, into(count), LONGEST_STRAY_MS);
    if (new Set(labels).size === speakers) return labels;
  }
  return inOrder(into(speakers));
}

function groupWithinChunks(windows: readonly VoiceWindow[], options: ClusterOptions) {
  const threshold = options.threshold * CHUNK_THRESHOLD_SHARE;
  const groups: Weighted[] = [];
  const ofWindow: number[] = [];
  const chunks = Math.ceil(windows.length / CHUNK_WINDOWS);
  const most = Math.max(1, Math.floor(MOST_GROUPS / Math.max(1, chunks)));
  for (let from = 0; from < windows.length; from += CHUNK_WINDOWS) {
    const items = windows.slice(from, from + CHUNK_WINDOWS).map(toWeighted);
    let labels = agglomerate(items, { threshold });
    const count = new Set(labels).size;
    // Alike as they may seem, so many speak.
    const least = Math.min(items.length, options.speakers ?? 1);
    if (count > most || count < least) labels = agglomerate(items, { threshold, groups: count > most ? most : least });
    const first = groups.length;
    groups.push(...centres(items, labels));
    ofWindow.push(...labels.map((label) => first + label));
  }
  return { groups, ofWindow };
}

const toWeighted = ({ start_ms, end_ms, print }: VoiceWindow): Weighted => ({ print, weight: end_ms - start_ms });

/** The mean direction of each group. */
function centres(items: readonly Weighted[], labels: readonly number[]): Weighted[] {
  const size = items[0]?.print.length ?? 0;
  const result: Weighted[] = [];
  for (const [index, { print, weight }] of items.entries()) {
    const label = labels[index] as number;
    result[label] ??= { print: new Float32Array(size), weight: 0 };
    const centre = result[label];
    const length = Math.hypot(...print) || 1;
    for (let place = 0; place < size; place++) {
      centre.print[place] = (centre.print[place] as number) + ((print[place] as number) / length) * weight;
    }
    centre.weight += weight;
  }
  return result;
}

function withoutShortSpeakers(
  windows: readonly VoiceWindow[],
  labels: readonly number[],
  shortestMs: number,
): number[] {
  const items = windows.map(toWeighted);
  const speakers = centres(items, labels);
  const isLong = speakers.map(({ weight }) => weight >= shortestMs);
  if (isLong.every(Boolean) || !isLong.some(Boolean)) return inOrder(labels);
  const replacement = speakers.map(({ print }, label) => {
    if (isLong[label]) return label;
    let best = -1;
    for (const [other, speaker] of speakers.entries()) {
      if (!isLong[other]) continue;
      const isNearer =
        best < 0 || cosineDistance(print, speaker.print) < cosineDistance(print, (speakers[best] as Weighted).print);
      if (isNearer) best = other;
    }
    return best;
  });
  return inOrder(labels.map((label) => replacement[label] as number));
}
