import type { Segment } from './segment.ts';

const LABEL = /^(?:>>\s*)?([\p{Lu}][\p{L}\p{N}.'’-]*(?: [\p{Lu}\p{N}][\p{L}\p{N}.'’-]*){0,3}):\s+(?=\S)/u;
/** Names nobody would take for the first words of a sentence: `S1`, `SPEAKER 2`, `MRS. DASHWOOD`. */
const OBVIOUS = /^(?:S\d+|[\p{Lu}\p{N}.'’ -]{2,}|Speaker \d+)$/u;

/**
 * Takes names of speakers off the texts they stand before (`S1: Good morning.`), as we and others write them. A word with a
 * colon may begin a sentence, too: a name is one when it looks like nothing else or comes more than once.
 */
export function splitSpeakers(segments: readonly Segment[]): Segment[] {
  const counts = new Map<string, number>();
  const labels = segments.map(({ speaker, text }) => (speaker === null ? LABEL.exec(text) : null));
  for (const label of labels) if (label?.[1]) counts.set(label[1], (counts.get(label[1]) ?? 0) + 1);
  return segments.map((segment, index) => {
    const [prefix = '', name = ''] = labels[index] ?? [];
    if (name === '' || ((counts.get(name) ?? 0) < 2 && !OBVIOUS.test(name))) return segment;
    return { ...segment, speaker: name, text: segment.text.slice(prefix.length) };
  });
}
