import type { Model } from '../server/src/speech/index.ts';
import type { ManifestEntry } from './manifest.ts';
import { type HeardWord, type RecordingScore, scoreRecording, type Totals, totalScore } from './score.ts';
import type { System } from './systems.ts';
import { transcribe } from './transcribe.ts';

export interface RecordingResult {
  entry: ManifestEntry;
  model: string;
  duration_seconds: number;
  heard: HeardWord[];
  score: RecordingScore;
}

export interface Failure {
  entry: ManifestEntry;
  message: string;
}

/** What one system made of one manifest. */
export interface Evaluation {
  system: string;
  /** Keys of the models it used. */
  models: string[];
  manifest: string;
  totals: Totals;
  audio_seconds: number;
  /** From the first recording to the last word, by the clock, with so many decoders at once. */
  elapsed_seconds: number;
  decoders: number;
  /** Elapsed by audio: below 1 is faster than speech. */
  real_time_factor: number;
  /** What one decoder needs for a second of audio; null for engines elsewhere. */
  decoder_real_time_factor: number | null;
  recordings: RecordingResult[];
  /** Recordings that could not be transcribed; they are in no figure. */
  failures: Failure[];
}

export interface EvaluateOptions {
  manifest: string;
  entries: readonly ManifestEntry[];
  decoders: number;
  signal: AbortSignal;
  /** Called as each recording ends. */
  onProgress?(done: number, of: number, rate: number | null): void;
}

/**
 * Transcribes every recording and compares. As many recordings as decoders at once.
 *
 * @throws InputError when there is no model for the language of a recording
 */
export async function evaluate(system: System, options: EvaluateOptions): Promise<Evaluation> {
  const { entries, decoders, signal } = options;
  const models = new Map(entries.map(({ language }) => [language, system.modelFor(language)]));
  await warmUp(system, [...new Set(models.values())], decoders, signal);

  const busyBefore = busySeconds(system);
  const started = performance.now();
  const results = new Map<ManifestEntry, RecordingResult>();
  const failures: Failure[] = [];
  const waiting = [...entries];
  const counts = { errors: 0, words: 0 };
  const work = async () => {
    for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
      try {
        const result = await take(system, entry, models.get(entry.language) as Model, options);
        results.set(entry, result);
        const { substitutions, deletions, insertions, words } = result.score;
        counts.errors += substitutions + deletions + insertions;
        counts.words += words;
      } catch (error) {
        signal.throwIfAborted();
        failures.push({ entry, message: describe(error) });
      }
      const rate = counts.words === 0 ? null : counts.errors / counts.words;
      options.onProgress?.(results.size + failures.length, entries.length, rate);
    }
  };
  await Promise.all(Array.from({ length: decoders }, work));

  const elapsed_seconds = (performance.now() - started) / 1000;
  const busy = busySeconds(system) - busyBefore;
  const recordings = entries.flatMap((entry) => results.get(entry) ?? []);
  const audio_seconds = recordings.reduce((sum, { duration_seconds }) => sum + duration_seconds, 0);
  return {
    system: system.name,
    models: [...new Set([...models.values()].map(({ key }) => key))],
    manifest: options.manifest,
    totals: totalScore(recordings.map(({ score }) => score)),
    audio_seconds,
    elapsed_seconds,
    decoders,
    real_time_factor: audio_seconds === 0 ? 0 : elapsed_seconds / audio_seconds,
    decoder_real_time_factor: busy > 0 && audio_seconds > 0 ? busy / audio_seconds : null,
    recordings,
    failures,
  };
}

async function take(
  system: System,
  entry: ManifestEntry,
  model: Model,
  { decoders, signal }: EvaluateOptions,
): Promise<RecordingResult> {
  const input = { path: entry.path, model, language: entry.language, segmentsAtOnce: decoders, signal };
  const { words, duration_seconds } = await transcribe(system.speech, input);
  return {
    entry,
    model: model.key,
    duration_seconds,
    heard: words,
    score: scoreRecording(entry.words, words, entry.language),
  };
}

/** Models are read from the disk before the clock runs: half a second of silence for each decoder. */
async function warmUp(system: System, models: Model[], decoders: number, signal: AbortSignal): Promise<void> {
  const pcm = Buffer.alloc(16_000);
  for (const model of models.filter(({ engine }) => engine !== 'remote')) {
    await Promise.all(
      Array.from({ length: decoders }, () => system.speech.recognize({ model: model.key, pcm, signal })),
    );
  }
}

function busySeconds(system: System): number {
  const { busy_seconds, interactive_busy_seconds } = system.speech.stats();
  return busy_seconds + interactive_busy_seconds;
}

/** An `AppError` says more in its detail. */
function describe(error: unknown): string {
  const detail = (error as { detail?: unknown }).detail;
  if (typeof detail === 'string') return detail;
  return error instanceof Error ? error.message : String(error);
}
