/** How a voice sounds for a second or two. */
export interface VoiceWindow {
  /** From the start of the segment, or of the recording where that is said. */
  start_ms: number;
  end_ms: number;
  /** What is alike for windows of one voice: the smaller the angle between two, the likelier they are of one speaker. */
  print: Float32Array;
}

/** Bytes before the prints: number of windows, numbers in each print (both 32 bit). */
const HEADER_BYTES = 8;
const TIMES_BYTES = 8;

/** The windows of a segment in few bytes, for storing: times and prints as 32-bit numbers, little-endian. */
export function packVoiceWindows(windows: readonly VoiceWindow[]): Buffer {
  const size = windows[0]?.print.length ?? 0;
  const each = TIMES_BYTES + size * 4;
  const packed = Buffer.alloc(HEADER_BYTES + windows.length * each);
  packed.writeUInt32LE(windows.length, 0);
  packed.writeUInt32LE(size, 4);
  for (const [index, { start_ms, end_ms, print }] of windows.entries()) {
    const at = HEADER_BYTES + index * each;
    packed.writeUInt32LE(start_ms, at);
    packed.writeUInt32LE(end_ms, at + 4);
    for (const [place, value] of print.entries()) packed.writeFloatLE(value, at + TIMES_BYTES + place * 4);
  }
  return packed;
}

/** @param offset_ms added to all times, such as the start of the segment */
export function unpackVoiceWindows(packed: Buffer, offset_ms = 0): VoiceWindow[] {
  const count = packed.readUInt32LE(0);
  const size = packed.readUInt32LE(4);
  const each = TIMES_BYTES + size * 4;
  return Array.from({ length: count }, (_, index) => {
    const at = HEADER_BYTES + index * each;
    const print = new Float32Array(size);
    for (let place = 0; place < size; place++) print[place] = packed.readFloatLE(at + TIMES_BYTES + place * 4);
    return { start_ms: offset_ms + packed.readUInt32LE(at), end_ms: offset_ms + packed.readUInt32LE(at + 4), print };
  });
}
