/** The last part of a stream of audio. Places are bytes from the beginning of the stream. */
export interface KeptAudio {
  push(pcm: Buffer): void;
  /** Bytes pushed so far. */
  readonly end: number;
  /** A copy. What was let go of is missing. */
  slice(from: number, to: number): Buffer;
  /** Lets go of what lies before, in whole pieces. */
  dropBefore(place: number): void;
}

export function keepAudio(): KeptAudio {
  /** Pieces from `first` on are kept; those before are cut off now and then. */
  const pieces: { from: number; pcm: Buffer }[] = [];
  let end = 0;
  return {
    push(pcm) {
      if (pcm.length === 0) return;
      pieces.push({ from: end, pcm });
      end += pcm.length;
    },
    get end() {
      return end;
    },
    slice(from, to) {
      const parts = pieces
        .filter((piece) => piece.from < to && piece.from + piece.pcm.length > from)
        .map((piece) => piece.pcm.subarray(Math.max(0, from - piece.from), to - piece.from));
      return Buffer.concat(parts);
    },
    dropBefore(place) {
      let count = 0;
      for (const { from, pcm } of pieces) {
        if (from + pcm.length > place) break;
        count++;
      }
      pieces.splice(0, count);
    },
  };
}
