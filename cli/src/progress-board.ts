import { type ProgressBoard, stageOf } from './progress.ts';
import { openProgressBars } from './progress-bars.ts';
import { readableBytes } from './quantities.ts';

/** How often a line is written where bars cannot be drawn. */
const LINE_EVERY_MS = 15_000;

/** Bars on a terminal, a line now and then elsewhere, nothing when `quiet`. */
export function openProgressBoard(quiet: boolean): ProgressBoard {
  if (quiet) return silentBoard;
  return process.stderr.isTTY ? openProgressBars() : openProgressLines();
}

const silentBoard: ProgressBoard = {
  begin: () => ({ upload() {}, session() {}, work() {}, end() {} }),
  around: (write) => write(),
  close() {},
};

function openProgressLines(): ProgressBoard {
  return {
    begin(name) {
      let lastLine = 0;
      let lastPhase = '';
      const say = (phase: string, text: string) => {
        if (phase === lastPhase && Date.now() - lastLine < LINE_EVERY_MS) return;
        lastPhase = phase;
        lastLine = Date.now();
        process.stderr.write(`${name}: ${text}\n`);
      };
      return {
        upload(bytesSent, bytesTotal) {
          const percent = bytesSent > 0 ? ` ${Math.floor((100 * bytesSent) / bytesTotal)} %` : '';
          say('upload', `uploading ${readableBytes(bytesTotal)}${percent}`);
        },
        session(session) {
          if (session.status === 'completed' || session.status === 'failed') return;
          const percent = session.progress > 0 ? `${session.progress} %, ` : '';
          say(session.status, `${percent}${stageOf(session)}`);
        },
        work(doing, doneBytes, totalBytes) {
          say(doing, `${doing} ${readableBytes(totalBytes)} ${Math.floor((100 * doneBytes) / totalBytes)} %`);
        },
        end() {},
      };
    },
    around: (write) => write(),
    close() {},
  };
}
