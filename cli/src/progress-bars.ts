import { stripVTControlCharacters, styleText } from 'node:util';
import cliProgress from 'cli-progress';
import { type FileProgress, type ProgressBoard, stageOf } from './progress.ts';
import { readableBytes } from './quantities.ts';

const NAME_COLUMNS = 24;
const BAR_COLUMNS = 24;

interface Shown {
  name: string;
  value: number;
  note: string;
}

const styled = (style: Parameters<typeof styleText>[0], text: string) =>
  styleText(style, text, { stream: process.stderr });

/** One bar for each file that is worked on, redrawn in place below whatever was written before. */
export function openProgressBars(): ProgressBoard {
  const shown = new Map<Shown, cliProgress.SingleBar>();
  let bars = newBars();

  const redraw = () => {
    bars = newBars();
    for (const file of shown.keys()) shown.set(file, bars.create(100, file.value, payloadOf(file)));
  };
  const around = (write: () => void) => {
    bars.stop();
    write();
    redraw();
  };
  const change = (file: Shown, value: number, note: string) => {
    Object.assign(file, { value, note });
    shown.get(file)?.update(value, payloadOf(file));
  };

  return {
    begin(name): FileProgress {
      const file: Shown = { name: shorten(name), value: 0, note: '' };
      shown.set(file, bars.create(100, 0, payloadOf(file)));
      return {
        upload(bytesSent, bytesTotal) {
          change(
            file,
            (100 * bytesSent) / bytesTotal,
            `uploading ${readableBytes(bytesSent)} of ${readableBytes(bytesTotal)}`,
          );
        },
        session: (session) => change(file, session.progress, stageOf(session)),
        work(doing, doneBytes, totalBytes) {
          const note = `${doing} ${readableBytes(doneBytes)} of ${readableBytes(totalBytes)}`;
          change(file, (100 * doneBytes) / totalBytes, note);
        },
        end() {
          shown.delete(file);
          around(() => {});
        },
      };
    },
    around,
    close: () => bars.stop(),
  };
}

function newBars(): cliProgress.MultiBar {
  return new cliProgress.MultiBar({
    stream: process.stderr,
    format: '{name}  {bar} {percentage} %  {note}',
    barsize: BAR_COLUMNS,
    clearOnComplete: true,
    hideCursor: true,
    linewrap: false,
    gracefulExit: false,
    formatBar: (progress, options) => {
      const full = Math.round(progress * (options.barsize ?? BAR_COLUMNS));
      return styled('cyan', '━'.repeat(full)) + styled('dim', '─'.repeat((options.barsize ?? BAR_COLUMNS) - full));
    },
    formatValue: (value, _options, kind) => (kind === 'percentage' ? String(value).padStart(3) : String(value)),
  });
}

function payloadOf(file: Shown) {
  return { name: file.name, note: styled('dim', file.note) };
}

/** The end of a name tells more than its middle. */
function shorten(name: string): string {
  // A name may contain escape sequences, which would be obeyed by the terminal.
  const characters = [...stripVTControlCharacters(name)];
  if (characters.length <= NAME_COLUMNS) return characters.join('').padEnd(NAME_COLUMNS);
  const half = (NAME_COLUMNS - 1) / 2;
  return `${characters.slice(0, Math.floor(half)).join('')}…${characters.slice(-Math.ceil(half)).join('')}`;
}
