// How well voices are told apart in conversations made by mixtures.py:
//   node tools/tiny-models/evaluate-speakers.ts MIXTURES.JSONL MODELS_DIR
// Prints the equal error rate of pairs of windows of the embedding model, the diarization error rate of sherpa-onnx's own
// pipeline, and the share of speech that gets a wrong speaker in Parlance's, at several thresholds.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pino } from 'pino';
import { cosineDistance } from '../../server/src/speech/diarization/agglomerate.ts';
import { createSpeech, tellSpeakers, type VoiceWindow } from '../../server/src/speech/index.ts';
import { type Mixture, readMixtures, type Turn } from '../../server/test/models/mixtures.ts';

interface Sherpa {
  OfflineSpeakerDiarization: new (
    config: object,
  ) => {
    sampleRate: number;
    process(samples: Float32Array): { start: number; end: number; speaker: number }[];
  };
}

const [manifest, modelsDir] = process.argv.slice(2);
if (manifest === undefined || modelsDir === undefined)
  throw new Error('usage: evaluate-speakers.ts MANIFEST MODELS_DIR');
const mixtures = readMixtures(path.resolve(manifest));
const signal = new AbortController().signal;
const speech = createSpeech({
  decoders: 1,
  engines: ['sherpa-onnx'],
  modelsDir: path.resolve(modelsDir),
  log: pino({ level: 'warn' }),
});
const model = speech.voiceModel() as string;
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
/** Variants of espeak-ng are voices, in whatever accent they speak. */
const voiceOf = (name: string) => name.split('+').at(-1) as string;

const decoded = mixtures.map(({ audio }) => {
  const { stdout } = spawnSync('ffmpeg', ['-v', 'error', '-i', audio, '-ar', '16000', '-f', 's16le', '-'], {
    maxBuffer: 1024 ** 3,
  });
  return stdout;
});

/** Windows of 1.5 s of each turn by itself, with the voice and the number of the turn. */
async function printsOfTurns() {
  const prints: { voice: string; turn: number; print: Float32Array }[] = [];
  let turn = 0;
  for (const [at, { turns }] of mixtures.entries()) {
    for (const { voice, start, end } of turns) {
      turn++;
      const pcm = (decoded[at] as Buffer).subarray(Math.round(start * 16_000) * 2, Math.round(end * 16_000) * 2);
      for (const { print, start_ms, end_ms } of await speech.findVoices({ model, pcm, signal })) {
        if (end_ms - start_ms >= 1_400) prints.push({ voice: voiceOf(voice), turn, print });
      }
    }
  }
  return prints;
}

function equalErrorRate(same: number[], other: number[]) {
  const [near, far] = [same.toSorted((a, b) => a - b), other.toSorted((a, b) => a - b)];
  let passed = 0;
  for (const [index, distance] of near.entries()) {
    while (passed < far.length && (far[passed] as number) < distance) passed++;
    const [missed, confused] = [1 - index / near.length, passed / far.length];
    if (confused >= missed) return { rate: (missed + confused) / 2, threshold: distance };
  }
  return { rate: 0, threshold: near.at(-1) ?? 0 };
}

/** The best one-to-one mapping of speakers to voices: seconds that agree. */
function agreement(seconds: Map<string, Map<number, number>>): number {
  const voices = [...seconds.keys()];
  const best = (at: number, taken: ReadonlySet<number>): number => {
    if (at === voices.length) return 0;
    let most = best(at + 1, taken);
    for (const [speaker, value] of seconds.get(voices[at] as string) ?? []) {
      if (!taken.has(speaker)) most = Math.max(most, value + best(at + 1, new Set([...taken, speaker])));
    }
    return most;
  };
  return best(0, new Set());
}

const add = (seconds: Map<string, Map<number, number>>, voice: string, speaker: number, value: number) => {
  const mine = seconds.get(voice) ?? new Map<number, number>();
  seconds.set(voice, mine.set(speaker, (mine.get(speaker) ?? 0) + value));
};

/** Missed, false and confused speech in frames of 10 ms, without 0.25 s around the beginnings and ends of turns. */
function diarizationErrors(turns: Turn[], found: { start: number; end: number; speaker: number }[], duration: number) {
  const seconds = new Map<string, Map<number, number>>();
  let [missed, invented, both, spoken] = [0, 0, 0, 0];
  for (let at = 0.005; at < duration; at += 0.01) {
    if (turns.some(({ start, end }) => Math.abs(at - start) < 0.25 || Math.abs(at - end) < 0.25)) continue;
    const voice = turns.find(({ start, end }) => at >= start && at < end)?.voice;
    const speakers = found.filter(({ start, end }) => at >= start && at < end).map(({ speaker }) => speaker);
    if (voice !== undefined) spoken += 0.01;
    if (voice === undefined) invented += 0.01 * speakers.length;
    else if (speakers.length === 0) missed += 0.01;
    else {
      both += 0.01;
      invented += 0.01 * (speakers.length - 1);
      for (const speaker of speakers) add(seconds, voice, speaker, 0.01);
    }
  }
  return { missed, invented, confused: both - agreement(seconds), spoken };
}

function measureSherpa(threshold: number, isKnown: boolean) {
  const sherpa = createRequire(import.meta.url)('sherpa-onnx-node') as Sherpa;
  const file = (name: string) => path.resolve(modelsDir as string, name, 'model.onnx');
  const sum = { missed: 0, invented: 0, confused: 0, spoken: 0 };
  const began = performance.now();
  for (const [at, { turns, seconds }] of mixtures.entries()) {
    const numClusters = isKnown ? new Set(turns.map(({ voice }) => voice)).size : -1;
    const diarization = new sherpa.OfflineSpeakerDiarization({
      segmentation: { pyannote: { model: file('tiny-speaker-segmentation') }, numThreads: 1, debug: 0 },
      embedding: { model: file('tiny-speaker-embedding'), numThreads: 1, debug: 0 },
      clustering: { numClusters, threshold },
      minDurationOn: 0.2,
      minDurationOff: 0.3,
    });
    const pcm = decoded[at] as Buffer;
    const samples = Float32Array.from({ length: pcm.length / 2 }, (_, index) => pcm.readInt16LE(2 * index) / 32768);
    const errors = diarizationErrors(turns, diarization.process(samples), seconds);
    for (const key of ['missed', 'invented', 'confused', 'spoken'] as const) sum[key] += errors[key];
  }
  const share = (value: number) => percent(value / sum.spoken);
  const error = share(sum.missed + sum.invented + sum.confused);
  console.log(
    `  ${isKnown ? 'number of speakers known' : `threshold ${threshold}`}: diarization error rate ${error} (missed ` +
      `${share(sum.missed)}, false ${share(sum.invented)}, confused ${share(sum.confused)}), ` +
      `${((performance.now() - began) / 1000).toFixed(1)} s`,
  );
}

/** The windows of every conversation, as a session's segments give them. */
async function windowsOfMixtures(): Promise<VoiceWindow[][]> {
  const all: VoiceWindow[][] = [];
  for (const { audio } of mixtures) {
    const windows: VoiceWindow[] = [];
    for await (const { start_ms, pcm } of speech.findSpeech({ path: audio, multichannel: false, signal })) {
      for (const window of await speech.findVoices({ model, pcm, signal })) {
        windows.push({ ...window, start_ms: start_ms + window.start_ms, end_ms: start_ms + window.end_ms });
      }
    }
    all.push(windows);
  }
  return all;
}

/** Turns cut into words of 0.3 s. */
const wordsOf = ({ turns }: Mixture) =>
  turns.flatMap(({ voice, start, end }) =>
    Array.from({ length: Math.max(1, Math.floor((end - start) / 0.3)) }, (_, index) => {
      const from = start + index * 0.3;
      return { voice, start_seconds: from, end_seconds: from + 0.3, channel: 0 };
    }),
  );

async function measureParlance(windows: VoiceWindow[][], threshold: number, isKnown: boolean) {
  let [wrong, all, counted] = [0, 0, 0];
  for (const [at, mixture] of mixtures.entries()) {
    const seconds = new Map<string, Map<number, number>>();
    const words = wordsOf(mixture);
    const voices = new Set(words.map(({ voice }) => voice)).size;
    const options = { threshold, ...(isKnown ? { speakers: voices } : {}) };
    const told = await tellSpeakers(words, new Map([[0, windows[at] as VoiceWindow[]]]), options);
    for (const { voice, speaker } of told) if (speaker) add(seconds, voice, Number(speaker.slice(1)), 1);
    wrong += words.length - agreement(seconds);
    all += words.length;
    if (new Set(told.map(({ speaker }) => speaker)).size === voices) counted++;
  }
  console.log(
    `  ${isKnown ? 'number of speakers known' : `threshold ${threshold}`}: ${percent(wrong / all)} of the words wrong, ` +
      `as many speakers as there are in ${counted} of ${mixtures.length} conversations`,
  );
}

const prints = await printsOfTurns();
const distances: Record<'same' | 'other', number[]> = { same: [], other: [] };
for (const [index, a] of prints.entries()) {
  for (const b of prints.slice(index + 1)) {
    if (a.turn !== b.turn) distances[a.voice === b.voice ? 'same' : 'other'].push(cosineDistance(a.print, b.print));
  }
}
const { rate, threshold } = equalErrorRate(distances.same, distances.other);
console.log(
  `embedding: equal error rate ${percent(rate)} at a distance of ${threshold.toFixed(2)}, ` +
    `${distances.same.length} pairs of one voice, ${distances.other.length} of two`,
);
console.log("sherpa-onnx's own diarization");
for (const threshold of [0.55, 0.9]) measureSherpa(threshold, false);
measureSherpa(0.5, true);
console.log("Parlance's: voice activity, windows of segments, clustering over the recording");
const windows = await windowsOfMixtures();
for (const threshold of [0.4, 0.5, 0.55, 0.6, 0.7]) await measureParlance(windows, threshold, false);
await measureParlance(windows, 0.5, true);
await speech.close();
