import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Speech, tellSpeakers, type VoiceWindow } from '../../server/src/speech/index.ts';
import { SAMPLE_RATE, writeWav } from '../corpus/pcm.ts';
import type { Mixture } from './mixtures.ts';
import { type DiarizationTime, diarizationTime, type Heard, wrongWords } from './speaker-errors.ts';
import type { Span } from './talkers.ts';

export interface Judgement {
  words: number;
  /** By the method, by the method when it is told how many speak, and when nobody is told apart. */
  wrong: { found: number; given: number; none: number };
  /** How many speakers were found. */
  speakers: number;
  time: DiarizationTime;
  /** Spent on finding and telling voices, voice activity left out. */
  milliseconds: number;
}

const BYTES_PER_MS = (SAMPLE_RATE / 1000) * 2;
/** For the diarization error rate speakers are told for pieces so long, as if they were words. */
const PIECE_MS = 100;

/** Takes a recording the way the server does (voice activity, voices of each segment), with the true times of words. */
export async function judge(speech: Speech, mixture: Mixture): Promise<Judgement> {
  const model = speech.voiceModel();
  const signal = new AbortController().signal;
  const directory = await mkdtemp(path.join(tmpdir(), 'parlance-speakers-'));
  try {
    const file = path.join(directory, 'mixture.wav');
    await writeWav(file, mixture.samples);
    const windows: VoiceWindow[] = [];
    const pieces: Span[] = [];
    let milliseconds = 0;
    for await (const { start_ms, pcm } of speech.findSpeech({ path: file, multichannel: false, signal })) {
      const before = performance.now();
      for (const window of await speech.findVoices({ model, pcm, signal })) {
        windows.push({ ...window, start_ms: window.start_ms + start_ms, end_ms: window.end_ms + start_ms });
      }
      milliseconds += performance.now() - before;
      pieces.push(...cut(start_ms, start_ms + pcm.length / BYTES_PER_MS));
    }
    const tell = async (spans: readonly Span[], speakers?: number): Promise<Heard[]> => {
      const words = spans.map(({ start, end }) => ({ start_seconds: start, end_seconds: end, channel: 0 }));
      const options = { threshold: speech.voiceThreshold(model), speakers };
      const told: { speaker?: string }[] = await tellSpeakers(words, new Map([[0, windows]]), options);
      return spans.map(({ start, end }, index) => ({ start, end, speaker: told[index]?.speaker }));
    };
    const truth = mixture.words.map(({ speaker }) => speaker);
    const before = performance.now();
    const heard = await tell(mixture.words);
    milliseconds += performance.now() - before;
    const wrong = (words: Heard[]) =>
      wrongWords(
        truth,
        words.map(({ speaker }) => speaker),
      );
    return {
      words: truth.length,
      wrong: {
        found: wrong(heard),
        given: wrong(await tell(mixture.words, mixture.talkers.length)),
        none: wrong(mixture.words.map((word) => ({ ...word, speaker: 'S1' }))),
      },
      speakers: new Set(heard.flatMap(({ speaker }) => speaker ?? [])).size,
      time: diarizationTime(mixture.speech, await tell(pieces), mixture.samples.length / SAMPLE_RATE),
      milliseconds,
    };
  } finally {
    await rm(directory, { recursive: true });
  }
}

function cut(from_ms: number, to_ms: number): Span[] {
  const count = Math.ceil((to_ms - from_ms) / PIECE_MS);
  return Array.from({ length: count }, (_, index) => ({
    start: (from_ms + index * PIECE_MS) / 1000,
    end: Math.min(to_ms, from_ms + (index + 1) * PIECE_MS) / 1000,
  }));
}
