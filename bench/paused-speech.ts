const BYTES_PER_MS = 32;
/** Silence behind each reading: longer than any endpoint. */
const PAUSE_MS = 1_500;
/** Frames this far below the loudest are not speech any more. */
const QUIET_DB = 35;
const FRAME_MS = 10;

export interface PausedSpeech {
  /** s16le 16 kHz, a whole number of 100 ms. */
  pcm: Buffer;
  /** Where somebody stops to speak, in the order of time: what is left of a reading behind it is quiet. */
  ends_ms: number[];
}

/** The readings with pauses between them, for what must be timed from the end of speech whatever was recognised. */
export function pauseBetween(readings: readonly Buffer[]): PausedSpeech {
  const parts: Buffer[] = [];
  const ends_ms: number[] = [];
  let at_ms = 0;
  for (const reading of readings) {
    const length_ms = Math.floor(reading.length / BYTES_PER_MS / 100) * 100;
    ends_ms.push(at_ms + endOfSpeech(reading.subarray(0, length_ms * BYTES_PER_MS)));
    parts.push(reading.subarray(0, length_ms * BYTES_PER_MS), Buffer.alloc(PAUSE_MS * BYTES_PER_MS));
    at_ms += length_ms + PAUSE_MS;
  }
  return { pcm: Buffer.concat(parts), ends_ms };
}

function endOfSpeech(pcm: Buffer): number {
  const levels: number[] = [];
  for (let at = 0; at < pcm.length; at += FRAME_MS * BYTES_PER_MS) {
    let energy = 1;
    for (let byte = at; byte < at + FRAME_MS * BYTES_PER_MS; byte += 2) energy += pcm.readInt16LE(byte) ** 2;
    levels.push(10 * Math.log10(energy));
  }
  const limit = Math.max(...levels) - QUIET_DB;
  return (levels.findLastIndex((level) => level > limit) + 1) * FRAME_MS;
}
