import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../platform/errors.ts';
import { BYTES_PER_MS, type Engine, type Recognizer } from '../recognizer.ts';

const WORDS = ['alpha', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot', 'golf', 'hotel'];
const WORD_MS = 500;
/** Below this peak (of 32 767) audio counts as silence. */
const SILENCE_PEAK = 100;

/** What a segment can make the engine do, written into its first samples by {@link scriptedPcm}. */
export type ScriptedBehaviour = 'speak' | 'exit' | 'abort' | 'hang' | 'throw' | 'slow';
const BEHAVIOURS: ScriptedBehaviour[] = ['speak', 'exit', 'abort', 'hang', 'throw', 'slow'];
const MARK = [12_345, -12_345, 23_456, -23_456];

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
        ...{ streaming: false, word_times: 'measured', word_confidence: false },
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
      const duration_ms = Math.floor(pcm.length / BYTES_PER_MS);
      const words = [];
      for (let start_ms = 0; start_ms + WORD_MS <= duration_ms; start_ms += WORD_MS) {
        if (peak(pcm.subarray(start_ms * BYTES_PER_MS, (start_ms + WORD_MS) * BYTES_PER_MS)) < SILENCE_PEAK) continue;
        const word = WORDS[words.length % WORDS.length] as string;
        words.push({ word, start_ms, end_ms: start_ms + WORD_MS - 50, confidence: null });
      }
      return words;
    },
    close() {},
  }),
};

/** A tone of that length whose first samples tell the scripted engine what to do. */
export function scriptedPcm(behaviour: ScriptedBehaviour, duration_ms: number): Buffer {
  const pcm = Buffer.alloc(duration_ms * BYTES_PER_MS);
  for (let index = 0; index < pcm.length / 2; index++) {
    pcm.writeInt16LE(Math.round(8000 * Math.sin((2 * Math.PI * 220 * index) / 16_000)), index * 2);
  }
  [...MARK, BEHAVIOURS.indexOf(behaviour)].forEach((sample, index) => {
    pcm.writeInt16LE(sample, index * 2);
  });
  return pcm;
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
