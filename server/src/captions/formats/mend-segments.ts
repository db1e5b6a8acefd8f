import type { Segment } from './segment.ts';

/** Longer than any recording (24 h), with room for timecodes that begin at ten o'clock. */
const LATEST_MS = 100 * 3_600_000;

/**
 * Puts read captions in order, so that what comes after can rely on it: by their start, each ending after it begins, none
 * reaching into the next of the same speaker.
 *
 * @returns the segments and a sentence for each kind of thing that was mended
 */
export function mendSegments(segments: readonly Segment[]): { segments: Segment[]; repairs: string[] } {
  const repairs: string[] = [];
  const note = (count: number, what: string) => {
    if (count > 0) repairs.push(`${count} ${count === 1 ? 'caption' : 'captions'} ${what}.`);
  };
  const beyond = segments.filter(({ start_ms }) => start_ms > LATEST_MS).length;
  note(beyond, 'later than 100 hours left out');
  const empty = segments.filter(({ start_ms, text }) => start_ms <= LATEST_MS && text.trim() === '').length;
  note(empty, 'without text left out');
  const kept = segments.filter(({ start_ms, text }) => start_ms <= LATEST_MS && text.trim() !== '');

  let turned = 0;
  const forward = kept.map((segment) => {
    if (segment.end_ms > segment.start_ms) return segment;
    turned++;
    const [start_ms, end_ms] = [Math.min(segment.start_ms, segment.end_ms), Math.max(segment.start_ms, segment.end_ms)];
    return { ...segment, start_ms, end_ms: Math.max(end_ms, start_ms + 1) };
  });
  note(turned, 'that ended before they began turned round');

  const unordered = forward.filter(
    (segment, index) => index > 0 && segment.start_ms < (forward[index - 1] as Segment).start_ms,
  );
  note(unordered.length, 'brought into the order of their times');
  const ordered = unordered.length > 0 ? forward.toSorted((a, b) => a.start_ms - b.start_ms) : forward;

  let overlapping = 0;
  const apart = ordered.map((segment, index) => {
    const next = ordered[index + 1];
    if (
      !next ||
      next.start_ms >= segment.end_ms ||
      next.start_ms === segment.start_ms ||
      next.speaker !== segment.speaker
    ) {
      return segment;
    }
    overlapping++;
    return { ...segment, end_ms: next.start_ms };
  });
  note(overlapping, 'that reached into the next cut there');
  return { segments: apart, repairs };
}
