import type { Evaluation } from '../evaluate.ts';
import { compare, factor, nameOf, percent, percentInterval, printable } from './figures.ts';

/** The figures of all evaluations, one a line, and what follows from comparing systems with the first. */
export function terminalReport(evaluations: readonly Evaluation[]): string {
  const rates = grid(
    ['manifest', 'system', 'words', 'WER', '95 %', 'sub', 'del', 'ins', 'CER', 'RTF', 'RTF/decoder'],
    evaluations.map(({ totals, ...run }) => [
      run.manifest,
      nameOf({ totals, ...run }),
      String(totals.words),
      percent(totals.word_error_rate),
      percentInterval(totals.word_error_rate_interval),
      String(totals.substitutions),
      String(totals.deletions),
      String(totals.insertions),
      percent(totals.character_error_rate),
      factor(run.real_time_factor),
      factor(run.decoder_real_time_factor),
    ]),
  );
  return [rates, timesReport(evaluations), comparisons(evaluations), failures(evaluations)].filter(Boolean).join('\n');
}

function timesReport(evaluations: readonly Evaluation[]): string {
  const rows = evaluations.flatMap((run) => {
    const { times } = run.totals;
    if (!times) return [];
    const signed = (ms: number) => `${ms > 0 ? '+' : ''}${ms.toFixed(0)}`;
    return [
      [
        run.manifest,
        nameOf(run),
        String(times.words),
        `${times.start_error_mean_ms.toFixed(0)} (${signed(times.start_offset_mean_ms)})`,
        `${times.end_error_mean_ms.toFixed(0)} (${signed(times.end_offset_mean_ms)})`,
        percent(times.within_50_ms),
        percent(times.within_100_ms),
        percent(times.within_200_ms),
      ],
    ];
  });
  if (rows.length === 0) return '';
  return grid(
    ['manifest', 'system', 'matched', 'start ms (mean)', 'end ms (mean)', '≤ 50 ms', '≤ 100 ms', '≤ 200 ms'],
    rows,
  );
}

function comparisons(evaluations: readonly Evaluation[]): string {
  const lines = evaluations.flatMap((run) => {
    const first = evaluations.find(({ manifest }) => manifest === run.manifest);
    if (!first || first === run) return [];
    const result = compare(first, run);
    if (!result) return [];
    const { difference, interval } = result;
    const verdict =
      interval.low > 0 ? 'worse' : interval.high < 0 ? 'better' : 'no difference that could not be chance';
    const by = `${difference > 0 ? '+' : ''}${(difference * 100).toFixed(1)}`;
    const range = `${(interval.low * 100).toFixed(1)} to ${(interval.high * 100).toFixed(1)}`;
    return [
      `${printable(run.manifest)}: ${nameOf(run)} against ${nameOf(first)}: ${by} points (${range}): ${verdict}\n`,
    ];
  });
  return lines.join('');
}

function failures(evaluations: readonly Evaluation[]): string {
  return evaluations
    .flatMap((run) =>
      run.failures.map(
        ({ entry, message }) =>
          `not transcribed, in no figure: ${printable(run.manifest)}, line ${entry.line} (${printable(entry.name)}): ${printable(message)}\n`,
      ),
    )
    .join('');
}

/** Columns side by side; all but the first two flush right. */
function grid(headings: string[], rows: string[][]): string {
  const lines = [headings, ...rows.map((row) => row.map(printable))];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => (line[column] as string).length)));
  return lines
    .map((line) => {
      const cells = line.map((cell, column) => {
        const width = widths[column] as number;
        return column < 2 ? cell.padEnd(width) : cell.padStart(width);
      });
      return `${cells.join('  ').trimEnd()}\n`;
    })
    .join('');
}
