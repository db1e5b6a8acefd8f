import {
  BYTES_PER_MS,
  type RecognizedWord,
  type RecognizeHints,
  type Recognizer,
  type RecognizerStream,
} from '../recognizer.ts';

/** So much new audio is worth decoding the utterance again. */
const DECODE_EVERY_MS = 400;

/**
 * Lets a model that knows whole segments only hear audio that is still coming: the utterance so far is decoded again
 * whenever it has grown by {@link DECODE_EVERY_MS}, and once more at its end. An utterance ends after 30 s at the latest, so
 * a decoder that needs a tenth of the duration is busy for half of the time at most, and for much less on the average.
 */
export function openRedecodingStream(recognizer: Recognizer, hints: RecognizeHints = {}): RecognizerStream {
  let heard: Buffer[] = [];
  let bytes = 0;
  let decodedBytes = 0;
  let words: RecognizedWord[] = [];

  const decode = async (): Promise<RecognizedWord[]> => {
    const pcm = Buffer.concat(heard);
    heard = [pcm];
    decodedBytes = bytes;
    words = await recognizer.recognize(pcm, hints);
    return words;
  };

  return {
    async accept(pcm) {
      // The caller may use its buffer again.
      heard.push(Buffer.from(pcm));
      bytes += pcm.length;
      return bytes - decodedBytes < DECODE_EVERY_MS * BYTES_PER_MS ? words : decode();
    },
    finish: async () => (bytes === decodedBytes ? words : decode()),
  };
}

/** Listens with the model's own stream, or by decoding again. */
export function openStream(recognizer: Recognizer, hints?: RecognizeHints): RecognizerStream {
  return recognizer.openStream?.(hints) ?? openRedecodingStream(recognizer, hints);
}
