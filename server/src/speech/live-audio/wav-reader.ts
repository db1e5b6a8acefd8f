import type { SampleFormat } from './sample-format.ts';
import { badHeader, parseWavFormat } from './wav-format.ts';

/** What is found in the stream, in its order. */
export type WavPiece = { format: SampleFormat } | { audio: Buffer };

/** Takes WAV headers out of a stream that may begin with one, and may not. */
export interface WavReader {
  /**
   * To be read to its end before the next call.
   * @throws AppError `realtime_bad_audio` for a header that is damaged or names what cannot be read
   */
  push(bytes: Buffer): Iterable<WavPiece>;
  /** Nothing more comes: what was held back because it might have been a header. */
  finish(): WavPiece[];
}

/** `RIFF`, a size, `WAVE`. */
const MAGIC_BYTES = 12;
const MAGIC = ['RIFF', 'RF64', 'BW64', 'RIFX'];
const CHUNK_HEADER_BYTES = 8;
/** Chunks besides the audio: lists of names and the like, padding. More than this is a damaged header. */
const MAX_CHUNK_BYTES = 1_048_576;
const MAX_FORMAT_BYTES = 1_024;
const DS64_BYTES = 28;
/** What is written where the length is not known (yet). */
const UNKNOWN_SIZES = new Set([0, 0xffff_ffff]);
const CHUNK_NAME = /^[A-Za-z_][A-Za-z0-9_ ]{3}$/;

type Step =
  /** Is it a WAV file; which chunk comes; nothing but audio; what comes behind audio of a known length. */
  | { state: 'start' | 'chunk' | 'endless' | 'behind' }
  /** So many bytes of a chunk to be read whole, and to leave out. */
  | { state: 'format' | 'sizes'; bytes: number; pad: number }
  | { state: 'skip'; bytes: number; next: 'chunk' | 'behind' }
  | { state: 'audio'; bytes: number; pad: number };

/**
 * RIFF and RF64 (EBU Tech 3306) headers: chunks in any order and of any length before the audio, sizes of 0 and
 * 0xFFFFFFFF as programs write them that cannot seek back. Behind audio of a known length come other chunks (left out),
 * another WAV file (clients that send each piece as a file), or audio still, of clients that wrote a size for form's sake.
 */
export function createWavReader(): WavReader {
  let step: Step = { state: 'start' };
  let held: Buffer = Buffer.alloc(0);
  /** From the chunk `ds64`, which stands before `data`. */
  let longSize = 0;
  let pieces: WavPiece[] = [];

  function* push(bytes: Buffer): Generator<WavPiece> {
    held = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
    for (let goesOn = true; goesOn; ) {
      pieces = [];
      goesOn = advance();
      yield* pieces;
    }
  }

  /** @returns whether something was done, so that something else may be left to do */
  function advance(): boolean {
    switch (step.state) {
      case 'start':
        return readStart();
      case 'chunk':
        return held.length >= CHUNK_HEADER_BYTES && readChunkHeader();
      case 'format':
        if (held.length < step.bytes) return false;
        pieces.push({ format: parseWavFormat(take(step.bytes)) });
        step = { state: 'skip', bytes: step.pad, next: 'chunk' };
        return true;
      case 'sizes':
        if (held.length < step.bytes) return false;
        longSize = Number(take(step.bytes).readBigUInt64LE(8));
        step = { state: 'skip', bytes: step.pad, next: 'chunk' };
        return true;
      case 'skip': {
        const bytes = step.bytes - take(step.bytes).length;
        step = bytes > 0 ? { ...step, bytes } : { state: step.next };
        return bytes === 0;
      }
      case 'audio': {
        const { pad } = step;
        const bytes = step.bytes - give(step.bytes);
        step = bytes > 0 ? { ...step, bytes } : { state: 'skip', bytes: pad, next: 'behind' };
        return bytes === 0;
      }
      case 'behind':
        return readBehind();
      case 'endless':
        give(held.length);
        return false;
    }
  }

  /** At most so many bytes. */
  function take(count: number): Buffer {
    const taken = held.subarray(0, count);
    held = held.subarray(taken.length);
    return taken;
  }

  function give(count: number): number {
    const audio = take(count);
    if (audio.length > 0) pieces.push({ audio });
    return audio.length;
  }

  function readStart(): boolean {
    const kind = held.toString('latin1', 8, MAGIC_BYTES);
    if (!startsLikeMagic() || !'WAVE'.startsWith(kind)) step = { state: 'endless' };
    else if (held.length < MAGIC_BYTES) return false;
    else beginFile();
    return true;
  }

  function startsLikeMagic(): boolean {
    const name = held.toString('latin1', 0, 4);
    return MAGIC.some((magic) => magic.startsWith(name));
  }

  function beginFile(): void {
    if (take(MAGIC_BYTES).toString('latin1', 0, 4) === 'RIFX') throw badHeader('Big-endian WAV (RIFX) is not read.');
    longSize = 0;
    step = { state: 'chunk' };
  }

  function readChunkHeader(): boolean {
    const header = take(CHUNK_HEADER_BYTES);
    const name = header.toString('latin1', 0, 4);
    const size = header.readUInt32LE(4);
    const pad = size % 2;
    if (name === 'data') {
      const bytes = size === 0xffff_ffff && longSize > 0 ? longSize : size;
      step = UNKNOWN_SIZES.has(bytes) ? { state: 'endless' } : { state: 'audio', bytes, pad };
      return true;
    }
    if (size > (name === 'fmt ' ? MAX_FORMAT_BYTES : MAX_CHUNK_BYTES)) {
      throw badHeader(`The WAV header is damaged: its chunk ${JSON.stringify(name)} has ${size} bytes.`);
    }
    if (name === 'fmt ') step = { state: 'format', bytes: size, pad };
    else if (name === 'ds64' && size >= DS64_BYTES) step = { state: 'sizes', bytes: size, pad };
    else step = { state: 'skip', bytes: size + pad, next: 'chunk' };
    return true;
  }

  function readBehind(): boolean {
    if (held.length < CHUNK_HEADER_BYTES) return false;
    if (startsLikeMagic() && 'WAVE'.startsWith(held.toString('latin1', 8, MAGIC_BYTES))) {
      if (held.length < MAGIC_BYTES) return false;
      beginFile();
      return true;
    }
    const name = held.toString('latin1', 0, 4);
    const size = held.readUInt32LE(4);
    if (CHUNK_NAME.test(name) && size <= MAX_CHUNK_BYTES) {
      take(CHUNK_HEADER_BYTES);
      step = { state: 'skip', bytes: size + (size % 2), next: 'behind' };
    } else step = { state: 'endless' };
    return true;
  }

  return {
    push,
    finish() {
      const isAudio =
        step.state === 'start' || (step.state === 'behind' && !CHUNK_NAME.test(held.toString('latin1', 0, 4)));
      const rest = take(held.length);
      return isAudio && rest.length > 0 ? [{ audio: rest }] : [];
    },
  };
}
