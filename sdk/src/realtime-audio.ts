import { ParlanceError } from './errors.ts';

export type AudioEncoding = 'pcm' | 'mulaw' | 'alaw' | 'opus';

/** How bytes and milliseconds of a stream belong together. */
export interface AudioFormat {
  encoding: AudioEncoding;
  sampleRate: number;
  channels: number;
  /** Undefined for Opus, whose bytes say nothing about time. */
  bytesPerMs: number | undefined;
  /**
   * Audio is sent in multiples of this: whole samples, and whole milliseconds as far as the sample rate has them, so that
   * a server that says how many milliseconds it has means an exact byte.
   */
  unitBytes: number;
}

/** Waiting longer for a whole number of milliseconds would delay words. */
const LONGEST_UNIT_MS = 50;

/** @throws ParlanceError `INVALID_OPTION` */
export function audioFormat(options: {
  encoding?: AudioEncoding | undefined;
  sampleRate?: number | undefined;
  channels?: number | undefined;
}): AudioFormat {
  const { encoding = 'pcm', sampleRate = 16_000, channels = 1 } = options;
  for (const [name, value] of Object.entries({ sampleRate, channels })) {
    if (Number.isInteger(value) && value > 0) continue;
    throw new ParlanceError(`${name} must be a whole number above 0, not ${value}.`, { errorCode: 'INVALID_OPTION' });
  }
  if (encoding === 'opus') return { encoding, sampleRate, channels, bytesPerMs: undefined, unitBytes: 1 };
  const frameBytes = (encoding === 'pcm' ? 2 : 1) * channels;
  const unitMs = 1_000 / greatestCommonDivisor(1_000, sampleRate);
  return {
    encoding,
    sampleRate,
    channels,
    bytesPerMs: (sampleRate * frameBytes) / 1_000,
    unitBytes: unitMs > LONGEST_UNIT_MS ? frameBytes : Math.round((sampleRate * frameBytes * unitMs) / 1_000),
  };
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));

/** @throws ParlanceError `INVALID_OPTION` for what is no audio */
export function bytesOf(audio: ArrayBuffer | ArrayBufferView): Uint8Array {
  if (audio instanceof ArrayBuffer) return new Uint8Array(audio);
  if (ArrayBuffer.isView(audio)) return new Uint8Array(audio.buffer, audio.byteOffset, audio.byteLength);
  throw new ParlanceError('Audio is sent as ArrayBuffer, Uint8Array or Int16Array.', { errorCode: 'INVALID_OPTION' });
}

/** The last part of a stream. Positions are bytes from its beginning and stay right whatever is forgotten. */
export interface KeptAudio {
  /** The first byte that is still there, and the one behind the last. */
  readonly start: number;
  readonly end: number;
  append(bytes: Uint8Array): void;
  /** A copy. */
  read(from: number, to: number): Uint8Array<ArrayBuffer>;
  forgetBefore(position: number): void;
}

const BLOCK_BYTES = 65_536;

/** @param mostBytes when more is there, the oldest is forgotten */
export function keepAudio(mostBytes: number): KeptAudio {
  const blocks = new Map<number, Uint8Array>();
  let start = 0;
  let end = 0;

  function forgetBefore(position: number): void {
    const next = Math.min(position, end);
    if (next <= start) return;
    for (let index = Math.floor(start / BLOCK_BYTES); index < Math.floor(next / BLOCK_BYTES); index++) {
      blocks.delete(index);
    }
    start = next;
  }

  return {
    get start() {
      return start;
    },
    get end() {
      return end;
    },
    append(bytes) {
      for (let taken = 0; taken < bytes.length; ) {
        const index = Math.floor(end / BLOCK_BYTES);
        const block = blocks.get(index) ?? new Uint8Array(BLOCK_BYTES);
        blocks.set(index, block);
        const offset = end - index * BLOCK_BYTES;
        const part = bytes.subarray(taken, taken + BLOCK_BYTES - offset);
        block.set(part, offset);
        taken += part.length;
        end += part.length;
        forgetBefore(end - mostBytes);
      }
    },
    read(from, to) {
      const bytes = new Uint8Array(to - from);
      for (let position = from; position < to; ) {
        const index = Math.floor(position / BLOCK_BYTES);
        const offset = position - index * BLOCK_BYTES;
        const part = blocks.get(index)?.subarray(offset, Math.min(BLOCK_BYTES, offset + to - position));
        if (!part) throw new RangeError(`byte ${position} is no longer kept`);
        bytes.set(part, position - from);
        position += part.length;
      }
      return bytes;
    },
    forgetBefore,
  };
}
