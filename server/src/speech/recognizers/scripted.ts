import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../platform/errors.ts';
import {
  BYTES_PER_MS,
  type Engine,
  type RecognizedWord,
  type Recognizer,
  type RecognizerStream,
} from '../recognizer.ts';

const WORDS = ['alpha', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot', 'golf', 'hotel'];
const WORD_MS = 500;
const WORD_BYTES = WORD_MS * BYTES_PER_MS;
/** Below this peak (of 32 767) audio counts as silence. */
const SILENCE_PEAK = 100;

/** What a segment can make the engine do, written into its first samples by {@link scriptedPcm}. */
export type ScriptedBehaviour = 'speak' | 'exit' | 'abort' | 'hang' | 'throw' | 'slow';
const BEHAVIOURS: ScriptedBehaviour[] = ['speak', 'exit', 'abort', 'hang', 'throw', 'slow'];
const MARK = [12_345, -12_345, 23_456, -23_456];
const MARK_START = Buffer.from(Int16Array.from(MARK).buffer);
/** With the number of the behaviour. */
const MARK_BYTES = (MARK.length + 1) * 2;

/**
 * An engine without a model, for tests of everything around recognition: one known word for every half second of sound,
 * and crashes on demand. Only installed when the configuration names it.
 */
export const scriptedEngine: Engine = {
  name: 'scripted',

  findModels: () => [
    {
      key: 'scripted',
      engine: 'scripted',
      language: 'xx',
      locale: 'xx',
      languages: ['xx'],
      name: 'Scripted words for tests',
      batch: true,
      realtime: true,
      sample_rate: 16_000,
      capabilities: {
        ...{ streaming: true, word_times: 'measured', word_confidence: false },
        ...{ hotwords: false, punctuation: false, alignment: false },
      },
      directory: null,
      revision: '',
      preference: 0,
    },
  ],

  load: async (): Promise<Recognizer> => ({
    async recognize(pcm) {
      await behave(readBehaviour(pcm));
      return hear([], 0, pcm);
    },
    openStream,
    close() {},
  }),
};

/** Adds a word for every half second of sound. @param start_ms of the audio */
function hear(words: RecognizedWord[], start_ms: number, pcm: Buffer): RecognizedWord[] {
  for (let at = 0; at + WORD_BYTES <= pcm.length; at += WORD_BYTES) {
    if (peak(pcm.subarray(at, at + WORD_BYTES)) < SILENCE_PEAK) continue;
    const word = WORDS[words.length % WORDS.length] as string;
    const begin_ms = start_ms + at / BYTES_PER_MS;
    words.push({ word, start_ms: begin_ms, end_ms: begin_ms + WORD_MS - 50, confidence: null });
  }
  return words;
}

/** In a stream a behaviour may stand anywhere within the audio. */
function openStream(): RecognizerStream {
  const words: RecognizedWord[] = [];
  let rest: Buffer = Buffer.alloc(0);
  let start_ms = 0;
  return {
    async accept(pcm) {
      const marked = Buffer.concat([rest.subarray(-MARK_BYTES), pcm]);
      for (let at = marked.indexOf(MARK_START); at >= 0; at = marked.indexOf(MARK_START, at + 1)) {
        if (at + MARK_BYTES <= marked.length) await behave(readBehaviour(marked.subarray(at)));
      }
      rest = Buffer.concat([rest, pcm]);
      const whole = rest.length - (rest.length % WORD_BYTES);
      hear(words, start_ms, rest.subarray(0, whole));
      rest = rest.subarray(whole);
      start_ms += whole / BYTES_PER_MS;
      return [...words];
    },
    finish: () => [...words],
  };
}

/** Makes the engine behave so when it comes to this place of a stream. @param at sample */
export function markScripted(pcm: Buffer, behaviour: ScriptedBehaviour, at: number): Buffer {
  const marked = Buffer.from(pcm);
  [...MARK, BEHAVIOURS.indexOf(behaviour)].forEach((sample, index) => {
    marked.writeInt16LE(sample, (at + index) * 2);
  });
  return marked;
}

/** A tone of that length whose first samples tell the scripted engine what to do. */
export function scriptedPcm(behaviour: ScriptedBehaviour, duration_ms: number): Buffer {
  const pcm = Buffer.alloc(duration_ms * BYTES_PER_MS);
  for (let index = 0; index < pcm.length / 2; index++) {
    pcm.writeInt16LE(Math.round(8000 * Math.sin((2 * Math.PI * 220 * index) / 16_000)), index * 2);
  }
  return markScripted(pcm, behaviour, 0);
}

function readBehaviour(pcm: Buffer): ScriptedBehaviour {
  const marked = pcm.length > MARK.length * 2 && MARK.every((sample, index) => pcm.readInt16LE(index * 2) === sample);
  return (marked && BEHAVIOURS[pcm.readInt16LE(MARK.length * 2)]) || 'speak';
}

async function behave(behaviour: ScriptedBehaviour): Promise<void> {
  if (behaviour === 'exit') process.exit(3);
  if (behaviour === 'abort') process.kill(process.pid, 'SIGABRT');
  if (behaviour === 'throw') throw new AppError('recognition_failed', { detail: 'The script says so.' });
  if (behaviour === 'slow') await sleep(300);
  // As native code does: the event loop stands still, so no signal or message is handled.
  while (behaviour === 'hang') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
}

function peak(pcm: Buffer): number {
  let highest = 0;
  for (let offset = 0; offset + 1 < pcm.length; offset += 2)
    highest = Math.max(highest, Math.abs(pcm.readInt16LE(offset)));
  return highest;
}
