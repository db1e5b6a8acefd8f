import { AppError } from '../../platform/errors.ts';
import type { AudioIntake, AudioIntakeInput } from './intake.ts';
import { type MediaStream, openMediaStream } from './media-stream.ts';

/** What a stream begins with, and the demuxer for it: Ogg (RFC 3533) and EBML (RFC 8794), of which WebM is made. */
const CONTAINERS: [magic: Buffer, format: string][] = [
  [Buffer.from('OggS'), 'ogg'],
  [Buffer.from('1a45dfa3', 'hex'), 'matroska'],
];
const MAGIC_BYTES = 4;
/** The headers say all; more would only be waited for. */
const PROBE_BYTES = 4_096;
/** Of Opus at its best (510 kbit/s) more than 15 s. */
const MAX_SILENT_BYTES = 1_048_576;

/** Opus in Ogg or WebM, as browsers' MediaRecorder writes it, through ffmpeg. */
export function createOpusIntake({ onPcm, onFailed }: Pick<AudioIntakeInput, 'onPcm' | 'onFailed'>): AudioIntake {
  /** The first bytes, until they tell the container. */
  let head: Buffer = Buffer.alloc(0);
  let stream: MediaStream | undefined;
  let isOver = false;

  function begin(format: string): void {
    stream = openMediaStream({
      ...{ formats: [format], probeBytes: PROBE_BYTES, maxSilentBytes: MAX_SILENT_BYTES },
      ...{ onPcm, onFailed },
    });
    // What is not taken counts in `pendingBytes`; what went wrong comes by `onFailed`.
    void stream.write(head);
    head = Buffer.alloc(0);
  }

  function refuse(): void {
    isOver = true;
    head = Buffer.alloc(0);
    onFailed(
      new AppError('realtime_bad_audio', { detail: 'Send Opus in Ogg or WebM, from the start of the recording.' }),
    );
  }

  return {
    accept(bytes) {
      if (isOver) return;
      if (stream) return void stream.write(bytes);
      head = Buffer.concat([head, bytes]);
      if (head.length < MAGIC_BYTES) return;
      const [, format] = CONTAINERS.find(([magic]) => head.subarray(0, MAGIC_BYTES).equals(magic)) ?? [];
      if (format === undefined) refuse();
      else begin(format);
    },
    toldFormat: undefined,
    get pendingBytes() {
      return head.length + (stream?.pendingBytes ?? 0);
    },
    async end() {
      if (!isOver && head.length > 0) refuse();
      isOver = true;
      await stream?.end();
    },
    close() {
      isOver = true;
      stream?.close();
    },
  };
}
