import type { CaptionRules } from './rules.ts';
import { textWidth } from './text-width.ts';

interface Timed {
  start_ms: number;
  end_ms: number;
  lines: string[];
}

/** How far a caption may begin from its first word, and end before its last: nobody sees a tenth of a second. */
export const SYNC_MS = 100;

/**
 * Gives captions the time to be read: each begins with its first word and stays up to `max_linger` behind its last one, longer
 * only to reach the shortest duration, and never into the next. Short gaps are closed to the smallest allowed. Those that would be
 * too fast to be read with ease get up to {@link SYNC_MS} from their neighbours, as far as these can spare it.
 *
 * @param cues in order of time, from the first word's start to the last one's end
 */
export function timeCues<C extends Timed>(cues: readonly C[], rules: CaptionRules): C[] {
  const needs = cues.map(({ lines }) => {
    const columns = lines.reduce((sum, line) => sum + textWidth(line), 0);
    const readMs = Math.ceil((columns * 1_000) / rules.reading_speed.good);
    return Math.min(
      rules.max_segment_duration ?? Number.POSITIVE_INFINITY,
      Math.max(rules.min_segment_duration, readMs),
    );
  });
  const timed = cues.map((cue, index) => {
    const next = cues[index + 1];
    const latest = next ? next.start_ms - rules.min_segment_gap : Number.POSITIVE_INFINITY;
    const longest = cue.start_ms + (rules.max_segment_duration ?? Number.POSITIVE_INFINITY);
    const need = needs[index] as number;
    const read = Math.min(Math.max(cue.end_ms, cue.start_ms + need), cue.end_ms + rules.max_linger);
    let end_ms = Math.max(read, cue.start_ms + rules.min_segment_duration);
    if (next && next.start_ms - end_ms < rules.chain_gap) end_ms = latest;
    // Words that follow without a pause give up the end of the last one; nothing ever ends before it begins.
    return { ...cue, end_ms: Math.max(cue.start_ms + 1, Math.min(end_ms, latest, Math.max(longest, cue.end_ms))) };
  });
  for (const [index, cue] of timed.entries()) borrow(timed, index, needs, cues, rules, cue);
  return timed;
}

/** Moves the times between a caption that is too fast and its neighbours. */
function borrow(
  timed: Timed[],
  index: number,
  needs: readonly number[],
  spoken: readonly Timed[],
  rules: CaptionRules,
  cue: Timed,
): void {
  const lack = () => (needs[index] as number) - (cue.end_ms - cue.start_ms);
  if (lack() <= 0) return;
  const spare = (at: number) => {
    const { start_ms, end_ms } = timed[at] as Timed;
    return end_ms - start_ms - (needs[at] as number);
  };
  const said = spoken[index] as Timed;
  const before = timed[index - 1];
  const after = timed[index + 1];

  // Earlier: into the pause before, then into the time the one before can spare.
  const earliest = Math.max(0, said.start_ms - SYNC_MS);
  const free = before ? before.end_ms + rules.min_segment_gap : 0;
  const wanted = Math.max(earliest, cue.start_ms - lack());
  const given = before
    ? Math.min(spare(index - 1), before.end_ms - ((spoken[index - 1] as Timed).end_ms - SYNC_MS))
    : 0;
  const start_ms = Math.min(cue.start_ms, Math.max(wanted, free - Math.max(0, given)));
  if (before && start_ms < cue.start_ms && start_ms < free) before.end_ms = start_ms - rules.min_segment_gap;
  cue.start_ms = start_ms;
  // One that had no time at all now has some of its own.
  if (after) cue.end_ms = Math.max(start_ms + 1, Math.min(cue.end_ms, after.start_ms - rules.min_segment_gap));

  // Later: the next one begins a little after its first word.
  if (!after || lack() <= 0) return;
  // Into a pause it lingers as long as it may already.
  if (after.start_ms - rules.min_segment_gap > cue.end_ms) return;
  const more = Math.min(
    lack(),
    Math.max(0, spare(index + 1)),
    (spoken[index + 1] as Timed).start_ms + SYNC_MS - after.start_ms,
  );
  if (more <= 0) return;
  after.start_ms += more;
  cue.end_ms = Math.max(cue.end_ms, after.start_ms - rules.min_segment_gap);
}
