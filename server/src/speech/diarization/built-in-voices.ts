import { toFloats } from '../pcm.ts';
import { cepstraOf, FRAME_MS, type Frame } from './cepstra.ts';
import { compareVoices, joinStatistics, statisticsOf } from './voice-statistics.ts';
import type { VoiceWindow } from './voice-windows.ts';

/** Windows end at the quietest moment from half a second to two seconds on, for speakers change at pauses. */
const SHORTEST_FRAMES = 50;
const LONGEST_FRAMES = 200;
/** Neighbours are joined only when that is surer than between distant stretches: this costs time, a mixed window is lost. */
const NEIGHBOUR_PENALTY = 0.2;
/** The moment's length: a short pause. */
const PAUSE_FRAMES = 15;
/** Frames this far below the loud ones of a segment are no voice: 26 dB. */
const VOICE_RANGE = 6;
const LOUD_QUANTILE = 0.95;

/**
 * The voices of a segment without a model: windows of half a second to two from pause to pause, each described by the distribution of
 * its cepstra; neighbours that are of one voice are one window.
 *
 * @param pcm s16le 16 kHz mono
 */
export function findBuiltInVoices(pcm: Buffer): VoiceWindow[] {
  const frames = cepstraOf(toFloats(pcm));
  const voiced = voicedFrames(frames);
  const windows: VoiceWindow[] = [];
  const cuts = cutAtPauses(frames);
  for (const [index, from] of cuts.slice(0, -1).entries()) {
    const to = cuts[index + 1] as number;
    const spoken = frames.slice(from, to).filter((_, offset) => voiced[from + offset]);
    if (spoken.length === 0) continue;
    const print = statisticsOf(spoken.map(({ cepstra }) => cepstra));
    const window = { start_ms: from * FRAME_MS, end_ms: to * FRAME_MS, print };
    const before = windows.at(-1);
    if (before && compareVoices(before.print, print, NEIGHBOUR_PENALTY).difference < 0) {
      before.print = joinStatistics(before.print, print);
      before.end_ms = window.end_ms;
    } else {
      windows.push(window);
    }
  }
  return windows;
}

function voicedFrames(frames: readonly Frame[]): boolean[] {
  const energies = Float64Array.from(frames, ({ log_energy }) => log_energy).sort();
  const loud = energies[Math.floor(energies.length * LOUD_QUANTILE)] ?? 0;
  return frames.map(({ log_energy }) => log_energy > loud - VOICE_RANGE);
}

/** Numbers of frames, with 0 and the last. */
function cutAtPauses(frames: readonly Frame[]): number[] {
  const sums = new Float64Array(frames.length + 1);
  for (const [index, { log_energy }] of frames.entries()) sums[index + 1] = (sums[index] as number) + log_energy;
  const loudness = (at: number) => {
    const [from, to] = [Math.max(0, at - (PAUSE_FRAMES >> 1)), Math.min(frames.length, at + (PAUSE_FRAMES >> 1) + 1)];
    return ((sums[to] as number) - (sums[from] as number)) / (to - from);
  };
  const cuts = [0];
  for (let from = 0; frames.length - from > LONGEST_FRAMES; from = cuts.at(-1) as number) {
    let best = from + SHORTEST_FRAMES;
    for (let at = best; at <= from + LONGEST_FRAMES; at++) if (loudness(at) < loudness(best)) best = at;
    cuts.push(best);
  }
  return frames.length === 0 ? cuts : [...cuts, frames.length];
}
