import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Failure } from './failure.ts';

/** Asks on the terminal. What is `hidden` is not shown while it is typed. */
export async function ask(question: string, options: { hidden?: boolean; signal: AbortSignal }): Promise<string> {
  const { hidden = false, signal } = options;
  if (!process.stdin.isTTY) {
    throw new Failure(`${question.replace(/[: ]+$/, '')} is not given, and there is no terminal to ask on.`);
  }
  let isMuted = false;
  const output = new Writable({
    write(piece, _encoding, done) {
      if (!isMuted) process.stderr.write(piece);
      done();
    },
  });
  const lines = createInterface({ input: process.stdin, output, terminal: true, historySize: 0 });
  try {
    const answer = lines.question(question, { signal });
    isMuted = hidden;
    return await answer;
  } finally {
    lines.close();
    if (hidden) process.stderr.write('\n');
  }
}

/** The first line of standard input. */
export async function firstLine(): Promise<string> {
  return (await text(process.stdin)).split(/\r?\n/)[0] ?? '';
}
