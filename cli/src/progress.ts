import type { Session } from '@parlance/sdk';
import { readableBytes, readableDuration } from './quantities.ts';

/** What is shown of one file while it is worked on. */
export interface FileProgress {
  upload(bytesSent: number, bytesTotal: number): void;
  session(session: Session): void;
  /** Any other work, of which so much is done. */
  work(doing: string, doneBytes: number, totalBytes: number): void;
  end(): void;
}

/** Where progress is shown: standard error, so that standard output has nothing but the text. */
export interface ProgressBoard {
  begin(name: string): FileProgress;
  /** Runs something that writes to the terminal, without bars in its way. */
  around(write: () => void): void;
  close(): void;
}

const STAGES: Record<string, string> = {
  fetch: 'fetching the media',
  prepare: 'preparing the audio',
  recognise: 'recognising',
  assemble: 'putting the text together',
};

const WAITING_FOR: Record<string, string> = {
  worker: ', as no worker process is running',
  organization_limit: ', as many of your sessions as allowed are worked on',
};

/** What happens to a session just now, and how long it may take. */
export function stageOf(
  session: Pick<Session, 'status' | 'stage' | 'queue_position' | 'waiting_for' | 'estimated_seconds_left' | 'download'>,
): string {
  const { status, stage, queue_position, waiting_for, estimated_seconds_left } = session;
  const left = estimated_seconds_left ? `, about ${readableDuration(estimated_seconds_left)} left` : '';
  const { download } = session;
  if (stage === 'fetch' && download) {
    const total = download.total_bytes === null ? '' : ` of ${readableBytes(download.total_bytes)}`;
    return `fetching the media, ${readableBytes(download.received_bytes)}${total}`;
  }
  if (status === 'queued' && stage !== 'fetch') {
    const before = queue_position ? `, ${queue_position} before it` : '';
    return `waiting${before}${WAITING_FOR[waiting_for ?? ''] ?? ''}${left}`;
  }
  return `${STAGES[stage ?? ''] ?? 'transcribing'}${left}`;
}
