/** Of one millisecond of what speech takes: 16 kHz, mono, 16-bit. */
export const BYTES_PER_MS = 32;
