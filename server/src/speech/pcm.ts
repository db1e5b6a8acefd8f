/** Of 32 767, i.e. −66 dBFS. */
const SILENT_PEAK = 16;

/** Digital silence: in plain zeros recognisers sometimes find a word. @param pcm signed 16-bit little-endian */
export function isSilent(pcm: Buffer): boolean {
  for (let offset = 0; offset + 1 < pcm.length; offset += 2) {
    if (Math.abs(pcm.readInt16LE(offset)) > SILENT_PEAK) return false;
  }
  return true;
}

/** Samples in −1…1 of signed 16-bit little-endian ones. */
export function toFloats(pcm: Buffer): Float32Array {
  const samples = new Float32Array(pcm.length >> 1);
  for (let index = 0; index < samples.length; index++) samples[index] = pcm.readInt16LE(index * 2) / 32_768;
  return samples;
}
