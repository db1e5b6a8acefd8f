import { percent } from './report/figures.ts';

const BAR_COLUMNS = 28;
/** Where nobody watches a terminal: a line for each tenth. */
const LINES = 10;

export interface Progress {
  step(done: number, of: number, rate: number | null): void;
  end(): void;
}

/** How far one evaluation is, on standard error; the figures have standard output for themselves. */
export function showProgress(name: string, stream: NodeJS.WriteStream = process.stderr): Progress {
  let lines = 0;
  return {
    step(done, of, rate) {
      const state = `${done} of ${of}, word errors ${percent(rate)}`;
      if (stream.isTTY) {
        const full = Math.round((done / of) * BAR_COLUMNS);
        stream.write(`\r\x1b[K${name}  ${'━'.repeat(full)}${'─'.repeat(BAR_COLUMNS - full)}  ${state}`);
      } else if (Math.floor((done / of) * LINES) > lines) {
        lines = Math.floor((done / of) * LINES);
        stream.write(`${name}: ${state}\n`);
      }
    },
    end() {
      if (stream.isTTY) stream.write('\r\x1b[K');
    },
  };
}
