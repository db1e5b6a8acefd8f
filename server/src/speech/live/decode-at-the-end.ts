import type { RecognizedWord } from '../recognizer.ts';
import type { UtteranceDecoding } from './live-decoders.ts';

/** For engines elsewhere: an utterance is sent when it has ended. */
export function decodeAtTheEnd(
  recognize: (pcm: Buffer, signal: AbortSignal) => Promise<RecognizedWord[]>,
): UtteranceDecoding {
  const pieces: Buffer[] = [];
  const dropped = new AbortController();
  return {
    hear: (pcm) => void pieces.push(pcm),
    finish(bytes) {
      const pcm = Buffer.concat(pieces.splice(0));
      return recognize(pcm.subarray(0, bytes ?? pcm.length), dropped.signal);
    },
    drop: () => dropped.abort(),
  };
}
