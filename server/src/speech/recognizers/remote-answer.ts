import type { RecognizedWord } from '../recognizer.ts';
import { spreadWords } from '../text/words-from-tokens.ts';

/**
 * What servers with OpenAI's `/v1/audio/transcriptions` answer to `verbose_json` (OpenAI API reference, "Create
 * transcription"). Times are seconds. Servers differ in what they leave out.
 */
export interface Transcription {
  text?: string;
  language?: string;
  words?: { word?: string; start?: number; end?: number; probability?: number }[] | null;
  segments?: TranscriptionSegment[] | null;
}

interface TranscriptionSegment {
  text?: string;
  start?: number;
  end?: number;
  avg_logprob?: number;
  no_speech_prob?: number;
  words?: Transcription['words'];
}

/** Whisper's own rule for segments without speech (`no_speech_threshold`, `logprob_threshold` of openai/whisper). */
const NO_SPEECH_PROBABILITY = 0.6;
const LOW_LOG_PROBABILITY = -1;

interface Word {
  word: string;
  start: number;
  end: number;
  confidence: number | null;
}

/**
 * @param durationMs of the audio: no time lies beyond it
 * @returns words in order; with the times of the answer, otherwise each segment's words spread over it
 */
export function wordsOfTranscription(answer: Transcription, durationMs: number): RecognizedWord[] {
  const segments = (answer.segments ?? []).filter(isSpeech);
  const isSilent = (answer.segments?.length ?? 0) > 0 && segments.length === 0;
  if (isSilent) return [];
  const timed = timedWords(answer);
  if (timed.length > 0) return ordered(withMarks(timed, answer.text ?? ''), durationMs);
  const spread = segments.flatMap((segment) => spreadSegment(segment, durationMs));
  if (spread.length > 0) return ordered(spread, durationMs);
  return spreadWords(split(answer.text), durationMs);
}

function isSpeech({ no_speech_prob = 0, avg_logprob = 0 }: TranscriptionSegment): boolean {
  return no_speech_prob < NO_SPEECH_PROBABILITY || avg_logprob > LOW_LOG_PROBABILITY;
}

const split = (text: string | undefined) => (text ?? '').trim().split(/\s+/).filter(Boolean);

/** The words of the answer, or those inside its segments; without those in segments that hold no speech. */
function timedWords(answer: Transcription): Word[] {
  const segments = answer.segments ?? [];
  const listed = answer.words?.length ? answer.words : segments.flatMap(({ words }) => words ?? []);
  return listed.flatMap(({ word = '', start, end, probability }) => {
    const text = word.trim();
    if (text === '' || !Number.isFinite(start) || !Number.isFinite(end)) return [];
    const middle = ((start as number) + (end as number)) / 2;
    const segment = segments.find(({ start = 0, end = 0 }) => start <= middle && middle <= end);
    if (segment && !isSpeech(segment)) return [];
    return [
      {
        ...{ word: text.replaceAll(/\s+/g, ''), start: start as number, end: end as number },
        confidence: probability ?? probabilityOf(segment?.avg_logprob),
      },
    ];
  });
}

function probabilityOf(logProbability: number | undefined): number | null {
  return logProbability === undefined ? null : Math.exp(logProbability);
}

function spreadSegment(segment: TranscriptionSegment, durationMs: number): Word[] {
  const start = segment.start ?? 0;
  const end = Math.max(start, segment.end ?? durationMs / 1000);
  return spreadWords(split(segment.text), (end - start) * 1000).map(({ word, start_ms, end_ms }) => ({
    ...{ word, start: start + start_ms / 1000, end: start + end_ms / 1000 },
    confidence: null,
  }));
}

const plain = (text: string) => text.toLowerCase().replaceAll(/[\p{P}\p{S}]+/gu, '');

/** OpenAI's words come without the marks that its text has: they are taken from there when both have the same words. */
function withMarks(words: Word[], text: string): Word[] {
  const written = split(text);
  const isSame =
    written.length === words.length && written.every((word, index) => plain(word) === plain(words[index]?.word ?? ''));
  return isSame ? words.map((word, index) => ({ ...word, word: written[index] as string })) : words;
}

function ordered(words: Word[], durationMs: number): RecognizedWord[] {
  const result: RecognizedWord[] = [];
  for (const { word, start, end, confidence } of words) {
    const start_ms = Math.max(result.at(-1)?.end_ms ?? 0, Math.round(start * 1000));
    if (start_ms >= durationMs) break;
    const end_ms = Math.min(durationMs, Math.max(start_ms + 10, Math.round(end * 1000)));
    const known = confidence === null ? null : Number(Math.min(1, Math.max(0, confidence)).toFixed(4));
    result.push({ word, start_ms, end_ms, confidence: known });
  }
  return result;
}
