import { BYTES_PER_MS } from '../recognizer.ts';

/** The last part of a stream of audio. Places are bytes from the beginning of the stream. */
export interface KeptAudio {
  /** Copies it. */
  push(pcm: Buffer): void;
  /** Bytes pushed so far. */
  readonly end: number;
  /** A copy. What was let go of is missing. */
  slice(from: number, to: number): Buffer;
  /** Lets go of what lies before, in whole blocks. */
  dropBefore(place: number): void;
}

/** A second each. */
const BLOCK_BYTES = 1_000 * BYTES_PER_MS;
/** Blocks kept for streams to come: 8 MB. */
const MOST_SPARE = 256;

/**
 * Blocks nobody needs any more, for all streams. Made anew for every second of every stream, they were the garbage that had the
 * whole heap collected each second, 15 ms at a time, with a hundred streams.
 */
const spare: Buffer[] = [];

export function keepAudio(): KeptAudio {
  const blocks: Buffer[] = [];
  /** Place of the first block: a multiple of their length. */
  let from = 0;
  let end = 0;
  return {
    push(pcm) {
      for (let at = 0; at < pcm.length; ) {
        const used = (end - from) % BLOCK_BYTES;
        if (end === from + blocks.length * BLOCK_BYTES) blocks.push(spare.pop() ?? Buffer.allocUnsafeSlow(BLOCK_BYTES));
        const copied = pcm.copy(blocks.at(-1) as Buffer, used, at);
        at += copied;
        end += copied;
      }
    },
    get end() {
      return end;
    },
    slice(start, to) {
      const first = Math.max(start, from);
      const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(to, end) - first));
      for (let at = 0; at < bytes.length; ) {
        const place = first + at - from;
        const block = blocks[Math.floor(place / BLOCK_BYTES)] as Buffer;
        at += block.copy(bytes, at, place % BLOCK_BYTES);
      }
      return bytes;
    },
    dropBefore(place) {
      const count = Math.min(blocks.length, Math.floor((Math.min(place, end) - from) / BLOCK_BYTES));
      if (count <= 0) return;
      from += count * BLOCK_BYTES;
      for (const block of blocks.splice(0, count)) if (spare.length < MOST_SPARE) spare.push(block);
    },
  };
}
