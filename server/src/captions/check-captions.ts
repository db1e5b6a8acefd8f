import { BREAK_PENALTY, breakPenalty } from './break-penalty.ts';
import type { CaptionRules } from './rules.ts';
import { textWidth } from './text-width.ts';

export const FINDINGS = [
  'reading_speed',
  'line_length',
  'line_words',
  'line_count',
  'segment_words',
  'too_long',
  'too_short',
  'gap',
  'overlap',
  'line_balance',
  'line_break',
  'empty',
] as const;
export type FindingKind = (typeof FINDINGS)[number];

export interface Finding {
  /** Index of the caption, from 0. */
  cue: number;
  kind: FindingKind;
  severity: 'error' | 'warning';
  /** What was measured, and what the rule allows; in the unit of the rule (columns, columns a second, milliseconds, lines, words). */
  value: number;
  limit: number;
}

export interface CaptionReport {
  cues: number;
  errors: number;
  warnings: number;
  /** Findings of each kind. */
  counts: Partial<Record<FindingKind, number>>;
  /** No error. */
  passed: boolean;
  findings: Finding[];
}

export interface CheckedCue {
  start_ms: number;
  end_ms: number;
  /** Lines separated by line feeds. */
  text: string;
}

/** Times of formats with frames are off by up to a frame (40 ms at 25 a second). */
const FRAME_MS = 40;
/** One line of a pair that is less than this share of the other looks lost, once it is not short anyhow. */
const LEAST_BALANCE = 0.25;

/**
 * What in captions breaks the rules: errors are limits, warnings what a careful editor would mend.
 *
 * @param cues in order of time, as they are shown, by whoever made them
 */
export function checkCaptions(cues: readonly CheckedCue[], rules: CaptionRules, language: string): CaptionReport {
  const findings: Finding[] = [];
  for (const [index, cue] of cues.entries()) {
    const add = (kind: FindingKind, severity: Finding['severity'], value: number, limit: number) =>
      findings.push({ cue: index, kind, severity, value, limit });
    const lines = cue.text.split('\n').filter((line) => line.trim() !== '');
    if (lines.length === 0) add('empty', 'error', 0, 1);
    checkLines(lines, rules, language, add);
    checkTimes(cue, cues[index + 1], rules, add);
    const columns = lines.reduce((sum, line) => sum + textWidth(line), 0);
    const speed = (columns * 1_000) / Math.max(1, cue.end_ms - cue.start_ms);
    const { good, most } = rules.reading_speed;
    if (speed > most) add('reading_speed', 'error', round(speed), most);
    else if (speed > good) add('reading_speed', 'warning', round(speed), good);
  }
  const counts: CaptionReport['counts'] = {};
  for (const { kind } of findings) counts[kind] = (counts[kind] ?? 0) + 1;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return { cues: cues.length, errors, warnings: findings.length - errors, counts, passed: errors === 0, findings };
}

type Add = (kind: FindingKind, severity: Finding['severity'], value: number, limit: number) => void;

function checkLines(lines: readonly string[], rules: CaptionRules, language: string, add: Add): void {
  const { max_line_length, max_line_words, max_segment_lines, max_segment_words } = rules;
  const widths = lines.map(textWidth);
  const longest = Math.max(0, ...widths);
  if (max_line_length !== null && longest > max_line_length) add('line_length', 'error', longest, max_line_length);
  const words = lines.map((line) => line.trim().split(/\s+/).length);
  const most = Math.max(0, ...words);
  if (max_line_words !== null && most > max_line_words) add('line_words', 'error', most, max_line_words);
  const total = words.reduce((sum, count) => sum + count, 0);
  if (max_segment_words !== null && total > max_segment_words) add('segment_words', 'error', total, max_segment_words);
  if (max_segment_lines !== null && lines.length > max_segment_lines) {
    add('line_count', 'error', lines.length, max_segment_lines);
  }
  if (lines.length !== 2) return;
  const [upper = '', lower = ''] = lines;
  const [short, long] = widths.toSorted((a, b) => a - b) as [number, number];
  const couldBeOne = max_line_length !== null && short + 1 + long <= max_line_length && !isDialogue(lines);
  if (couldBeOne || short < long * LEAST_BALANCE) add('line_balance', 'warning', round(short / long), LEAST_BALANCE);
  const penalty = breakPenalty(upper.trim().split(/\s+/).at(-1) ?? '', lower.trim().split(/\s+/)[0] ?? '', language);
  if (penalty >= BREAK_PENALTY.never) add('line_break', 'warning', penalty, BREAK_PENALTY.close);
}

/** Two speakers, a line each. */
const isDialogue = (lines: readonly string[]) => lines.every((line) => /^\s*[-–—]/u.test(line));

function checkTimes(cue: CheckedCue, next: CheckedCue | undefined, rules: CaptionRules, add: Add): void {
  const { max_segment_duration, min_segment_duration, min_segment_gap, chain_gap } = rules;
  const duration = cue.end_ms - cue.start_ms;
  if (max_segment_duration !== null && duration > max_segment_duration) {
    add('too_long', 'error', duration, max_segment_duration);
  }
  if (duration < min_segment_duration - FRAME_MS) add('too_short', 'error', duration, min_segment_duration);
  if (!next) return;
  const gap = next.start_ms - cue.end_ms;
  if (gap < 0) add('overlap', 'error', gap, 0);
  else if (gap < min_segment_gap - FRAME_MS / 2) add('gap', 'error', gap, min_segment_gap);
  else if (gap > min_segment_gap + FRAME_MS && gap < chain_gap) add('gap', 'warning', gap, chain_gap);
}

const round = (value: number) => Math.round(value * 100) / 100;
