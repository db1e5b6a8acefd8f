import type { Model, Speech } from '../server/src/speech/index.ts';
import type { HeardWord } from './score.ts';

export interface Heard {
  words: HeardWord[];
  /** Of the recording, counted from its samples. */
  duration_seconds: number;
}

/**
 * Takes a recording the way the server does: decoded, searched for speech, cut at pauses, each segment recognised.
 *
 * @param segmentsAtOnce segments being recognised; more of them wait for it, so memory stays flat
 * @throws AppError of the speech room, when the recording is not audio or cannot be recognised
 */
export async function transcribe(
  speech: Speech,
  input: { path: string; model: Model; language: string; segmentsAtOnce: number; signal: AbortSignal },
): Promise<Heard> {
  const { path, model, language, signal } = input;
  const running = new Set<Promise<unknown>>();
  const parts: Promise<HeardWord[]>[] = [];
  const segments = speech.findSpeech({ path, multichannel: false, signal });
  for (;;) {
    const next = await segments.next();
    if (next.done) {
      return { words: (await Promise.all(parts)).flat(), duration_seconds: next.value.duration_seconds };
    }
    const { start_ms, pcm } = next.value;
    const part = speech.recognize({ model: model.key, pcm, signal, hints: { language } }).then((words) =>
      words.map((word) => ({
        word: word.word,
        start_seconds: (start_ms + word.start_ms) / 1000,
        end_seconds: (start_ms + word.end_ms) / 1000,
        confidence: word.confidence,
      })),
    );
    parts.push(part);
    const done = part.catch(() => {}).finally(() => running.delete(done));
    running.add(done);
    if (running.size >= input.segmentsAtOnce) await Promise.race(running);
  }
}
