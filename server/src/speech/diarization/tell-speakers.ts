import { assignSpeakers, speakerName } from './assign-speakers.ts';
import { clusterByBic } from './cluster-by-bic.ts';
import { clusterVoices } from './cluster-voices.ts';
import type { VoiceWindow } from './voice-windows.ts';

interface Word {
  start_seconds: number;
  end_seconds: number;
  channel: number;
}

export interface TellOptions {
  /** As in `ClusterOptions`, for prints of a model; undefined for the built-in ones, which are compared in their own way. */
  threshold: number | undefined;
  /** When it is known how many speak, on each channel. */
  speakers?: number | undefined;
}

/**
 * Names who says each word: `S1` is who speaks first. Channels are told apart each for itself, as nobody is recorded on two.
 *
 * @param words in order of time within each channel
 * @param voices the windows of each channel in order of time, from the start of the recording
 * @returns as many words; without a speaker where no voice was heard near a word
 */
export async function tellSpeakers<W extends Word>(
  words: readonly W[],
  voices: ReadonlyMap<number, readonly VoiceWindow[]>,
  { threshold, speakers }: TellOptions,
): Promise<(W & { speaker?: string })[]> {
  const known = new Map<W, string>();
  for (const [channel, windows] of voices) {
    const spoken = words.filter((word) => word.channel === channel);
    const labels =
      threshold === undefined ? await clusterByBic(windows, speakers) : clusterVoices(windows, { threshold, speakers });
    for (const [index, speaker] of assignSpeakers(spoken, windows, labels).entries()) {
      if (speaker !== undefined) known.set(spoken[index] as W, `${channel}/${speaker}`);
    }
  }
  const names = new Map<string, string>();
  for (const word of words.toSorted((a, b) => a.start_seconds - b.start_seconds)) {
    const speaker = known.get(word);
    if (speaker !== undefined && !names.has(speaker)) names.set(speaker, speakerName(names.size));
  }
  return words.map((word) => {
    const speaker = known.get(word);
    return speaker === undefined ? word : { ...word, speaker: names.get(speaker) as string };
  });
}
