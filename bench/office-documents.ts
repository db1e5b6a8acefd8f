import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { watchMemory } from './memory-sampler.ts';
import type { Benchmark, Figure } from './report.ts';

const WORDS = 100_000;
const ROUNDS = 5;

export const officeDocumentsBenchmark: Benchmark = {
  title: 'Office documents',
  method:
    `A document of ten hours (${WORDS.toLocaleString('en')} words in 5,000 paragraphs with speakers and times) as DOCX and as PDF, from ` +
    'the call to the last byte, with starting the worker thread and loading its libraries, against `JSON.stringify` of the same ' +
    `words as \`[word, start, stop, confidence]\` in the same process; the best of ${ROUNDS} rounds on both sides. Memory: the highest of that ` +
    'process, writing ten hours against writing one.',
  async run(note) {
    const figures: Figure[] = [];
    for (const format of ['docx', 'pdf'] as const) {
      const short = await measure(format, WORDS / 10);
      const long = await measure(format, WORDS);
      note(
        `${format}: ${milliseconds(long.ms)}, JSON ${milliseconds(long.referenceMs)}, peak ${mebibytes(long.bytes)}`,
      );
      const name = format.toUpperCase();
      figures.push(
        {
          name: `${name} of ten hours, times JSON.stringify`,
          target: { at: 'most', value: 60 },
          ratio: long.ms / long.referenceMs,
          ours: milliseconds(long.ms),
          reference: milliseconds(long.referenceMs),
        },
        {
          name: `memory writing ten hours as ${name}, of one hour`,
          target: null,
          ratio: long.bytes / short.bytes,
          ours: mebibytes(long.bytes),
          reference: mebibytes(short.bytes),
        },
      );
    }
    return figures;
  },
};

async function measure(format: 'docx' | 'pdf', words: number) {
  const program = path.join(import.meta.dirname, 'office-documents.process.ts');
  const child = spawn(process.execPath, [program, format, String(words), String(ROUNDS)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const memory = watchMemory(child.pid as number);
  const printed = await text(child.stdout);
  const bytes = memory.stop().own;
  return { ...(JSON.parse(printed) as { ms: number; referenceMs: number }), bytes };
}

const milliseconds = (ms: number) => `${Math.round(ms)} ms`;
const mebibytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(0)} MiB`;
