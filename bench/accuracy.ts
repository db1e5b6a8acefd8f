import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { makeCorpus, SIGNAL_TO_NOISE_DB } from '../eval/corpus/index.ts';
import { type Evaluation, evaluate, type RecordingResult } from '../eval/evaluate.ts';
import { type ManifestEntry, readManifest } from '../eval/manifest.ts';
import { percent, percentInterval } from '../eval/report/figures.ts';
import { errorsOf, totalScore } from '../eval/score.ts';
import { openSystem } from '../eval/systems.ts';
import type { Benchmark, Figure } from './report.ts';

const SEED = 4;

export const accuracyBenchmark: Benchmark = {
  title: 'Words of the built-in engine',
  method:
    'Wrong words by words said, of the engine `pocketsphinx` through decoding, voice activity and segments as in the server, ' +
    'after the normaliser of [evaluation.md](evaluation.md), on the corpus of `npm run eval:corpus`: five readings of LibriVox, ' +
    'and sentences of our own by four voices of Flite and four of eSpeak NG; alone, and with white noise or six other voices ' +
    '(babble) so many decibels below the speech. In brackets the 95 % interval by bootstrap over the recordings. Times: of ' +
    'words heard right, against those the synthesiser tells.',
  async run(note) {
    const directory = await mkdtemp(path.join(tmpdir(), 'parlance-bench-'));
    const decoders = availableParallelism();
    const system = openSystem({ kind: 'engine', name: 'pocketsphinx' }, decoders);
    try {
      const manifests = await makeCorpus(directory, { seed: SEED });
      const signal = new AbortController().signal;
      const run = async (name: string, chosen: (entry: ManifestEntry) => boolean = () => true) => {
        const entries = (await readManifest(manifests[name] as string)).filter(chosen);
        const result = await evaluate(system, { manifest: name, entries, decoders, signal });
        note(`${name}: ${percent(result.totals.word_error_rate)} of ${result.totals.words} words`);
        return result;
      };
      const librivox = await run('librivox');
      const librivoxNoisy = await run('librivox-noisy');
      const clean = await run('synthetic-clean');
      const [flite, espeak] = [of(clean, 'flite'), of(clean, 'espeak')];
      const figures = [
        wrongWords('LibriVox', librivox.recordings),
        ...conditions((noise, level) =>
          wrongWords(`LibriVox, ${noise} ${level} dB`, of(librivoxNoisy, `${noise}-${level}.`)),
        ),
        wrongWords('Flite', flite),
      ];
      for (const { noise, level } of conditions((noise, level) => ({ noise, level }))) {
        const noisy = await run(`synthetic-${noise}-${level}`, ({ name }) => name.includes('flite'));
        figures.push(wrongWords(`Flite, ${noise} ${level} dB`, noisy.recordings));
      }
      figures.push(wrongWords('eSpeak NG', espeak), times('Flite', flite), times('eSpeak NG', espeak));
      return figures;
    } finally {
      await system.close();
      await rm(directory, { recursive: true });
    }
  },
};

const conditions = <T>(make: (noise: string, level: number) => T): T[] =>
  ['white', 'babble'].flatMap((noise) => SIGNAL_TO_NOISE_DB.map((level) => make(noise, level)));

const of = ({ recordings }: Evaluation, part: string) =>
  recordings.filter(({ entry }) => path.basename(entry.name).includes(part));

function wrongWords(what: string, recordings: RecordingResult[]): Figure {
  const totals = totalScore(recordings.map(({ score }) => score));
  const interval = percentInterval(totals.word_error_rate_interval);
  return {
    name: `wrong words, ${what}`,
    target: null,
    ratio: totals.word_error_rate ?? 0,
    ours: `${errorsOf(totals)} wrong (${interval})`,
    reference: `${totals.words} said`,
  };
}

function times(what: string, recordings: RecordingResult[]): Figure {
  const found = totalScore(recordings.map(({ score }) => score)).times;
  if (!found) throw new Error('The corpus has no word times.');
  return {
    name: `starts and ends of words within 100 ms, ${what}`,
    target: null,
    ratio: found.within_100_ms,
    ours: `on average ${found.start_error_mean_ms.toFixed(0)} and ${found.end_error_mean_ms.toFixed(0)} ms off`,
    reference: `${found.words} words heard right`,
  };
}
