/** One measured figure: ours against a named reference of the same run. */
export interface Figure {
  name: string;
  /** What the ratio must reach; `at most` where less is better. */
  target: { at: 'least' | 'most'; value: number } | null;
  ratio: number;
  /** The two figures the ratio is made of, in words. */
  ours: string;
  reference: string;
}

export interface Benchmark {
  title: string;
  /** How it was measured: what runs against what. */
  method: string;
  run(note: (line: string) => void): Promise<Figure[]>;
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

export function isMet({ target, ratio }: Figure): boolean | null {
  if (!target) return null;
  return target.at === 'least' ? ratio >= target.value : ratio <= target.value;
}

export function figureRow(figure: Figure): string {
  const met = isMet(figure);
  const target = figure.target ? `${figure.target.at === 'least' ? '≥' : '≤'} ${figure.target.value}` : '–';
  const verdict = met === null ? '' : met ? 'met' : '**missed**';
  return `| ${figure.name} | ${figure.ratio.toFixed(2)} | ${target} | ${verdict} | ${figure.ours} | ${figure.reference} |`;
}

export const TABLE_HEAD = '| figure | ratio | target | | ours | reference |\n|---|---|---|---|---|---|';
