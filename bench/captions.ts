import { availableParallelism } from 'node:os';
import {
  buildCues,
  type CaptionReport,
  type CaptionRules,
  type CaptionWord,
  type CheckedCue,
  captionRules,
  checkCaptions,
  joinWords,
} from '../server/src/captions/index.ts';
import { FAST_TEMPOS, recogniseSpeech } from './recognised-speech.ts';
import { type Benchmark, type Figure, median } from './report.ts';

const MINUTES = 30;
const ROUNDS = 15;
const MOST_MS = 200;
const LANGUAGE = 'en';

export const captionsBenchmark: Benchmark = {
  title: 'Captions of recognised speech',
  method:
    `${MINUTES} minutes of real speech as the built-in engine hears and punctuates it: all recordings of Debian's ` +
    '`pocketsphinx-testdata` that are long enough (five readings of LibriVox, commands, numbers, cards; about 40 s by several people), ' +
    'each at six tempos from 0.9 to 1.1 times its own, in random order with pauses of 0.2 to 1.4 s. Cut into captions in the default profile and judged by the ' +
    `same check as \`GET …/quality\`; times are the median of ${ROUNDS} rounds. Greedy: lines filled word by word up to 42 letters, ` +
    'two to a caption, cut at the ends of sentences and at pauses, as most converters do; with the same timing it would fare a little better. The last two rows: the same at tempos from 0.88 to 1.18.',
  async run(note) {
    const words = await recogniseSpeech(MINUTES, availableParallelism());
    note(`${words.length} words`);
    const fast = await recogniseSpeech(MINUTES, availableParallelism(), FAST_TEMPOS);
    note(`${fast.length} words with faster speech`);
    const faster = judgeCaptions(fast)
      .filter(({ target, name }) => target !== null && name.startsWith('captions'))
      .map((figure) => ({ ...figure, name: `${figure.name}, of faster speech` }));
    return [...judgeCaptions(words), ...faster];
  },
};

/** The figures of words that are there already. */
export function judgeCaptions(words: readonly CaptionWord[]): Figure[] {
  const rules = captionRules('default', LANGUAGE);
  const build = () =>
    buildCues(words, rules, LANGUAGE).map(
      ({ start_ms, end_ms, lines }): CheckedCue => ({ start_ms, end_ms, text: lines.join('\n') }),
    );
  const split = () => splitGreedily(words, rules);
  const stringify = () => JSON.stringify(words.map(({ word, start_ms, end_ms }) => [word, start_ms, end_ms, null]));
  const times = { build: [] as number[], split: [] as number[], stringify: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    times.build.push(timeOf(build));
    times.split.push(timeOf(split));
    times.stringify.push(timeOf(stringify));
  }
  const [ours, greedy] = [checkCaptions(build(), rules, LANGUAGE), checkCaptions(split(), rules, LANGUAGE)];
  const [buildMs, splitMs, stringifyMs] = [median(times.build), median(times.split), median(times.stringify)];
  const counts = ({ findings }: CaptionReport, severity: 'error' | 'warning') => {
    const kinds = Map.groupBy(
      findings.filter((finding) => finding.severity === severity),
      ({ kind }) => kind,
    );
    return [...kinds].map(([kind, all]) => `${kind} ${all.length}`).join(', ') || 'none';
  };
  const share = (report: CaptionReport, severity: 'error' | 'warning') =>
    new Set(report.findings.filter((finding) => finding.severity === severity).map(({ cue }) => cue)).size /
    report.cues;
  const shares = (severity: 'error' | 'warning', most: number): Figure[] => [
    {
      ...{ name: `captions with an ${severity}`.replace('an w', 'a w'), target: { at: 'most', value: most } },
      ...{ ratio: share(ours, severity), ours: counts(ours, severity), reference: `${ours.cues} captions` },
    },
    {
      ...{ name: `the same, greedy`, target: null, ratio: share(greedy, severity) },
      ...{ ours: counts(greedy, severity), reference: `${greedy.cues} captions` },
    },
  ];
  const time = (name: string, of: number, reference: string, target: Figure['target'] = null): Figure => ({
    ...{ name, target, ratio: buildMs / of, ours: `${buildMs.toFixed(1)} ms`, reference },
  });
  return [
    ...shares('error', 0),
    ...shares('warning', 0.02),
    time(`time, of ${MOST_MS} ms`, MOST_MS, `${MOST_MS} ms`, { at: 'most', value: 1 }),
    time('time, of greedy splitting', splitMs, `${splitMs.toFixed(1)} ms`),
    time('time, of JSON.stringify of the words', stringifyMs, `${stringifyMs.toFixed(1)} ms`),
  ];
}

function splitGreedily(words: readonly CaptionWord[], rules: CaptionRules): CheckedCue[] {
  const cues: CheckedCue[] = [];
  let lines: CaptionWord[][] = [[]];
  const end = () => {
    const all = lines.flat();
    const [first, last] = [all[0], all.at(-1)];
    if (first && last) {
      cues.push({ start_ms: first.start_ms, end_ms: last.end_ms, text: lines.map(joinWords).join('\n') });
    }
    lines = [[]];
  };
  for (const [index, word] of words.entries()) {
    const line = lines.at(-1) as CaptionWord[];
    if (line.length > 0 && joinWords([...line, word]).length > (rules.max_line_length ?? 42)) {
      if (lines.length === 2) end();
      else lines.push([]);
    }
    (lines.at(-1) as CaptionWord[]).push(word);
    const next = words[index + 1];
    if (/[.?!]$/.test(word.word) || (next && next.start_ms - word.end_ms > 1_000)) end();
  }
  end();
  return cues;
}

function timeOf(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}
