import { styleText } from 'node:util';
import type { RealtimeFinal, RealtimePartial } from '@parlance/sdk';
import { readableDuration } from '../quantities.ts';
import { printable } from '../table.ts';

const LINE_EVERY_MS = 15_000;

/** Where live text appears. */
export interface LiveScreen {
  partial(partial: RealtimePartial): void;
  final(final: RealtimeFinal): void;
  /** How much of a file was sent. */
  progress(sentMs: number, totalMs: number | undefined): void;
  /** A sentence for whoever watches, on standard error. */
  note(text: string): void;
  close(): void;
}

/**
 * Text that is refreshed in place on a terminal, a line for each final elsewhere.
 *
 * @param printsText false: only notes and progress, as standard output is for something else
 */
export function openLiveScreen(printsText: boolean): LiveScreen {
  return printsText && process.stdout.isTTY ? terminalScreen() : lineScreen(printsText);
}

function terminalScreen(): LiveScreen {
  let position = '';
  let words = '';
  let isDrawn = false;
  const wipe = () => {
    if (isDrawn) process.stdout.write('\r\u001b[K');
    isDrawn = false;
  };
  const draw = () => {
    // Some terminals say that they have no columns.
    const room = (process.stdout.columns || 80) - 1;
    const line = `${position}${lastColumns(words, Math.max(0, room - position.length))}`;
    process.stdout.write(`\r\u001b[K${styleText('dim', line, { stream: process.stdout })}`);
    isDrawn = line !== '';
  };
  const above = (write: () => void) => {
    wipe();
    write();
    draw();
  };
  return {
    partial({ text }) {
      words = printable(text);
      draw();
    },
    final({ text }) {
      words = '';
      above(() => process.stdout.write(`${printable(text)}\n`));
    },
    progress(sentMs, totalMs) {
      position = totalMs === undefined ? '' : `${Math.min(100, Math.floor((100 * sentMs) / totalMs))} %  `;
      draw();
    },
    note: (text) => above(() => process.stderr.write(`${text}\n`)),
    close: wipe,
  };
}

function lineScreen(printsText: boolean): LiveScreen {
  let lastLine = Date.now();
  return {
    partial() {},
    final({ text }) {
      if (printsText) process.stdout.write(`${printable(text)}\n`);
    },
    progress(sentMs, totalMs) {
      if (totalMs === undefined || Date.now() - lastLine < LINE_EVERY_MS) return;
      lastLine = Date.now();
      const percent = Math.min(100, Math.floor((100 * sentMs) / totalMs));
      process.stderr.write(
        `${readableDuration(sentMs / 1_000)} of ${readableDuration(totalMs / 1_000)}, ${percent} %\n`,
      );
    },
    note: (text) => void process.stderr.write(`${text}\n`),
    close() {},
  };
}

/** The end of a text that fits; East Asian letters take two columns. @example lastColumns('one two three', 6) // '…three' */
export function lastColumns(text: string, columns: number): string {
  const letters = [...text];
  let width = 0;
  let from = letters.length;
  while (from > 0) {
    const next = isWide(letters[from - 1] as string) ? 2 : 1;
    if (width + next > columns) break;
    width += next;
    from--;
  }
  if (from === 0) return text;
  // One more for the sign that something is missing.
  return columns === 0 ? '' : `…${letters.slice(width < columns ? from : from + 1).join('')}`;
}

const isWide = (letter: string) =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/u.test(
    letter,
  );
