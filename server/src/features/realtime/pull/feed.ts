import type { AppError } from '../../../platform/errors.ts';
import { type MediaStream, openMediaStream, SAFE_FORMATS } from '../../../speech/index.ts';
import { HEAD_BYTES, mediaFormat } from './media-kind.ts';
import type { PullInput } from './pull-input.ts';

/** Media → samples, one decoder after the other. */
export interface Feed {
  /** Resolves when more can be taken. @throws AppError what the decoder failed with */
  write(bytes: Buffer, type?: string): Promise<void>;
  /** What comes next has nothing to do with what came: gives the rest of that first. Failures are forgotten. */
  startAnew(): Promise<void>;
  /** Gives the rest. @throws AppError what the decoder failed with */
  finish(): Promise<void>;
  /** Samples given so far, bytes. */
  readonly given: number;
  /** The media says that it has ended. */
  readonly hasEnded: boolean;
  close(): void;
}

/** ffmpeg may look at so much of a container that is not known, or that has tables first. */
const PROBE_BYTES = 500_000;
/** Video at its best for some seconds. */
const MAX_SILENT_BYTES = 33_554_432;

export function createFeed(input: Pick<PullInput, 'onPcm' | 'room' | 'signal'>): Feed {
  let stream: MediaStream | undefined;
  let head: Buffer = Buffer.alloc(0);
  let named = '';
  let failure: AppError | undefined;
  let given = 0;
  let hasEnded = false;

  function open(): MediaStream {
    const format = mediaFormat(head, named);
    const opened = openMediaStream({
      formats: format === undefined ? SAFE_FORMATS : [format],
      ...{ probeBytes: PROBE_BYTES, maxSilentBytes: MAX_SILENT_BYTES },
      room: () => roomOrOver(input),
      onPcm(pcm) {
        given += pcm.length;
        input.onPcm(pcm);
      },
      onEnded() {
        hasEnded = true;
      },
      onFailed(error) {
        if (stream === opened || stream === undefined) failure = error;
      },
    });
    return opened;
  }

  async function begin(): Promise<void> {
    stream = open();
    const bytes = head;
    head = Buffer.alloc(0);
    await stream.write(bytes);
  }

  async function flush(): Promise<void> {
    if (!stream && head.length > 0) await begin();
    await stream?.end();
    stream = undefined;
    named = '';
  }

  function throwFailure(): void {
    if (failure) throw failure;
  }

  return {
    async write(bytes, type = '') {
      throwFailure();
      if (hasEnded) return;
      if (stream) await stream.write(bytes);
      else {
        head = Buffer.concat([head, bytes]);
        named ||= type;
        if (head.length >= HEAD_BYTES) await begin();
      }
      throwFailure();
    },
    async startAnew() {
      await flush();
      failure = undefined;
      hasEnded = false;
    },
    async finish() {
      await flush();
      throwFailure();
    },
    get given() {
      return given;
    },
    get hasEnded() {
      return hasEnded;
    },
    close: () => stream?.close(),
  };
}

/** Room, or the end of all. */
function roomOrOver({ room, signal }: Pick<PullInput, 'room' | 'signal'>): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const settle = () => {
      signal.removeEventListener('abort', settle);
      resolve();
    };
    signal.addEventListener('abort', settle);
    room().then(settle, settle);
  });
}
