import type { Session } from '@parlance/sdk';
import { openProgressBars } from './progress-bars.ts';
import { readableBytes, readableDuration } from './quantities.ts';

/** What is shown of one file while it is worked on. */
export interface FileProgress {
  upload(bytesSent: number, bytesTotal: number): void;
  session(session: Session): void;
  end(): void;
}

/** Where progress is shown: standard error, so that standard output has nothing but the text. */
export interface ProgressBoard {
  begin(name: string): FileProgress;
  /** Runs something that writes to the terminal, without bars in its way. */
  around(write: () => void): void;
  close(): void;
}

/** How often a line is written where bars cannot be drawn. */
const LINE_EVERY_MS = 15_000;

/** Bars on a terminal, a line now and then elsewhere, nothing when `quiet`. */
export function openProgressBoard(quiet: boolean): ProgressBoard {
  if (quiet) return silentBoard;
  return process.stderr.isTTY ? openProgressBars() : openProgressLines();
}

const silentBoard: ProgressBoard = {
  begin: () => ({ upload() {}, session() {}, end() {} }),
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
          const percent = session.progress > 0 ? ` ${session.progress} %` : '';
          say(session.status, `${stageOf(session)}${percent}`);
        },
        end() {},
      };
    },
    around: (write) => write(),
    close() {},
  };
}

const STAGES: Record<string, string> = {
  prepare: 'preparing the audio',
  recognise: 'recognising',
  assemble: 'putting the text together',
};

/** What happens to a session just now, and how long it may take. */
export function stageOf(session: Session): string {
  const { status, stage, queue_position, estimated_seconds_left } = session;
  const left = estimated_seconds_left ? `, about ${readableDuration(estimated_seconds_left)} left` : '';
  if (status === 'queued') return `waiting${queue_position ? `, ${queue_position} before it` : ''}${left}`;
  return `${STAGES[stage ?? ''] ?? 'transcribing'}${left}`;
}
