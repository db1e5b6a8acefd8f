import { SPEECH_THRESHOLD, serveActivity } from '../serve-activity.ts';
import { loadSilero } from '../silero/silero.ts';

/** Program of a voice activity process of live streams: the same model as for recordings, but one copy of it for all streams. */

/** At this probability and below speech is let go. */
const RELEASE_THRESHOLD = 0.35;

const silero = loadSilero();

/**
 * It takes two windows above the threshold to begin with speech, and two below the lower one to leave it and each is told
 * a window later. So counts sherpa-onnx with its shortest durations, which the room around segments was chosen with; joining and
 * dropping is decided in segments.ts.
 */
await serveActivity(() => {
  const state = silero.begin();
  let isSpeech = false;
  /** The window before was the first of what may become speech. */
  let isRising = false;
  /** A window of this speech was below the threshold to release it, and none above the other since. */
  let isFalling = false;
  return (samples) => {
    const before = isSpeech;
    const probability = silero.probability(state, samples);
    if (probability > SPEECH_THRESHOLD) {
      isSpeech ||= isRising;
      isRising = true;
      isFalling = false;
    } else if (!isSpeech) isRising = false;
    else if (probability <= RELEASE_THRESHOLD) {
      if (isFalling) {
        isSpeech = false;
        isRising = false;
      }
      isFalling = !isFalling;
    }
    return before;
  };
});
