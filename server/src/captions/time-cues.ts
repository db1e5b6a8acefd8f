import type { CaptionRules } from './rules.ts';
import { textWidth } from './text-width.ts';

interface Timed {
  start_ms: number;
  end_ms: number;
  lines: string[];
}

/**
 * Gives captions the time to be read: each begins with its first word and stays up to `max_linger` behind its last one, longer
 * only to reach the shortest duration, and never into the next. Short gaps are closed to the smallest allowed.
 *
 * @param cues in order of time, from the first word's start to the last one's end
 */
export function timeCues<C extends Timed>(cues: readonly C[], rules: CaptionRules): C[] {
  return cues.map((cue, index) => {
    const next = cues[index + 1];
    const latest = next ? next.start_ms - rules.min_segment_gap : Number.POSITIVE_INFINITY;
    const columns = cue.lines.reduce((sum, line) => sum + textWidth(line), 0);
    const readMs = (columns / rules.reading_speed.good) * 1_000;
    const longest = cue.start_ms + (rules.max_segment_duration ?? Number.POSITIVE_INFINITY);
    const read = Math.min(Math.max(cue.end_ms, Math.ceil(cue.start_ms + readMs)), cue.end_ms + rules.max_linger);
    let end_ms = Math.max(read, cue.start_ms + rules.min_segment_duration);
    if (next && next.start_ms - end_ms < rules.chain_gap) end_ms = latest;
    // Words that follow without a pause give up the end of the last one; nothing ever ends before it begins.
    return { ...cue, end_ms: Math.max(cue.start_ms + 1, Math.min(end_ms, latest, Math.max(longest, cue.end_ms))) };
  });
}
