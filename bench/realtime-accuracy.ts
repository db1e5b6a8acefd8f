import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { makeCorpus } from '../eval/corpus/index.ts';
import { readAudio } from '../eval/corpus/pcm.ts';
import { evaluate } from '../eval/evaluate.ts';
import { type ManifestEntry, readManifest } from '../eval/manifest.ts';
import { percent, percentInterval } from '../eval/report/figures.ts';
import { errorsOf, type HeardWord, type RecordingScore, scoreRecording, totalScore } from '../eval/score.ts';
import { openSystem, type System } from '../eval/systems.ts';
import { BYTES_PER_MS } from '../server/src/speech/recognizer.ts';
import type { Benchmark, Figure } from './report.ts';

const SEED = 4;
const PIECE_BYTES = 100 * BYTES_PER_MS;
/** A recording is sent as fast as it is heard, but not much further ahead. */
const MOST_BACKLOG_MS = 5_000;
const LIMITS = { fast: 1.3, quality: 1.05 };

export const realtimeAccuracyBenchmark: Benchmark = {
  title: 'Words of live streams',
  method:
    'Wrong words by words said, of the engine `pocketsphinx`, of live streams (`type=fast` and `type=quality`) against the same recordings ' +
    'transcribed as files: five readings of LibriVox, and sentences of our own by four voices of Flite and four of eSpeak NG ' +
    '(`npm run eval:corpus`), each a stream of its own. In brackets the 95 % interval by bootstrap over the recordings.',
  async run(note) {
    const directory = await mkdtemp(path.join(tmpdir(), 'parlance-bench-'));
    const system = openSystem({ kind: 'engine', name: 'pocketsphinx' }, availableParallelism());
    try {
      const manifests = await makeCorpus(directory, { seed: SEED });
      const [readings, sentences] = await Promise.all(
        ['librivox', 'synthetic-clean'].map((name) => readManifest(manifests[name] as string)),
      );
      const entries = [...(readings ?? []), ...(sentences ?? [])];
      const signal = new AbortController().signal;
      const batch = await evaluate(system, {
        ...{ manifest: 'clean', entries, decoders: availableParallelism(), signal },
      });
      const asFiles = new Map(batch.recordings.map(({ entry, score }) => [entry.path, score]));
      note(`files: ${percent(batch.totals.word_error_rate)} of ${batch.totals.words} words`);
      const figures: Figure[] = [];
      for (const type of ['fast', 'quality'] as const) {
        const live = await hearAll(system, entries, type);
        const named = (part: string) => entries.filter(({ path }) => path.includes(part));
        figures.push(compare(`${type}, all`, live, asFiles, entries, LIMITS[type]));
        figures.push(compare(`${type}, LibriVox`, live, asFiles, named('/librivox/')));
        figures.push(compare(`${type}, Flite`, live, asFiles, named('flite')));
        figures.push(compare(`${type}, eSpeak NG`, live, asFiles, named('espeak')));
        note(`${type}: ${figures.at(-4)?.ours}`);
      }
      return figures;
    } finally {
      await system.close();
      await rm(directory, { recursive: true });
    }
  },
};

type Scores = ReadonlyMap<string, RecordingScore>;

function compare(
  name: string,
  live: Scores,
  asFiles: Scores,
  entries: readonly ManifestEntry[],
  limit?: number,
): Figure {
  const total = (scores: Scores) => totalScore(entries.map(({ path }) => scores.get(path) as RecordingScore));
  const [ours, reference] = [total(live), total(asFiles)];
  const told = (totals: typeof ours) =>
    `${percent(totals.word_error_rate)} (${percentInterval(totals.word_error_rate_interval)})`;
  return {
    name: `wrong words of a live stream by those of the file, ${name}`,
    target: limit === undefined ? null : { at: 'most', value: limit },
    ratio: errorsOf(ours) / errorsOf(reference),
    ours: told(ours),
    reference: `${told(reference)} of ${reference.words} said`,
  };
}

/** As many streams at once as there are cores. */
async function hearAll(system: System, entries: readonly ManifestEntry[], type: 'fast' | 'quality'): Promise<Scores> {
  const scores = new Map<string, RecordingScore>();
  const waiting = [...entries];
  const work = async () => {
    for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
      const samples = await readAudio(entry.path);
      const words = await hear(system, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength), type);
      scores.set(entry.path, scoreRecording(entry.words, words, entry.language));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return scores;
}

async function hear(system: System, pcm: Buffer, type: 'fast' | 'quality'): Promise<HeardWord[]> {
  const words: HeardWord[] = [];
  const failed = Promise.withResolvers<never>();
  const stream = system.speech.openLive({
    ...{ model: system.modelFor('en'), type, partials: false },
    onPartial() {},
    onFinal(final) {
      for (const { word, start_ms, end_ms, confidence } of final.words) {
        words.push({ word, start_seconds: start_ms / 1000, end_seconds: end_ms / 1000, confidence });
      }
    },
    onFailed: failed.reject,
  });
  const send = async () => {
    await stream.ready;
    for (let at = 0; at < pcm.length; at += PIECE_BYTES) {
      stream.accept(pcm.subarray(at, at + PIECE_BYTES));
      while (stream.backlogMs > MOST_BACKLOG_MS) await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await stream.finish();
  };
  await Promise.race([send(), failed.promise]);
  return words;
}
