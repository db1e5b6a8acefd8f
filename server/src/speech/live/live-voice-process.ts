import { describeWindows } from '../activity-windows.ts';
import { liveWithParent, reply } from '../child-life.ts';
import { loadSilero, type SileroState } from '../silero/silero.ts';
import type { ActivityReply, ActivityRequest } from '../voice-activity-process.ts';

/**
 * Program of a voice activity process of live streams: as that for recordings, with the same model, but with one copy of it for all
 * streams. Its argument is its niceness.
 */

/** Silero's own threshold, and how far below it speech is let go. */
const SPEECH_THRESHOLD = 0.5;
const RELEASE_THRESHOLD = 0.35;
/** Peak (of 32 767, i.e. −66 dBFS) below which a window is digital silence. */
const SILENT_PEAK = 16;
/** After this many silent windows (1 s) in a row Silero has nothing to remember and is not asked: 30× faster. */
const SILENT_WINDOWS = 31;

interface Stream {
  state: SileroState;
  silentWindows: number;
  isSpeech: boolean;
  /** The window before was the first of what may become speech. */
  isRising: boolean;
  /** A window of this speech was below the threshold to release it, and none above the other since. */
  isFalling: boolean;
}

const silero = loadSilero();
const streams = new Map<number, Stream>();

process.on('message', ({ stream: id, pcm }: ActivityRequest) => {
  if (pcm === null) return void streams.delete(id);
  try {
    const stream = streams.get(id) ?? createStream();
    streams.set(id, stream);
    const activity = describeWindows(pcm, (samples, peak) => isSpeech(stream, samples, peak));
    reply({ stream: id, activity } satisfies ActivityReply);
  } catch (error) {
    reply({ stream: id, failure: error instanceof Error ? error.message : String(error) } satisfies ActivityReply);
  }
});

await liveWithParent(Number(process.argv[2]));

function createStream(): Stream {
  return { state: silero.begin(), silentWindows: 0, isSpeech: false, isRising: false, isFalling: false };
}

/**
 * It takes two windows above the threshold to begin with speech, and two below the lower one to leave it and each is told
 * a window later. So counts sherpa-onnx with its shortest durations, which the room around segments was chosen with; joining and
 * dropping is decided in segments.ts.
 */
function isSpeech(stream: Stream, samples: Float32Array, peak: number): boolean {
  stream.silentWindows = peak < SILENT_PEAK ? stream.silentWindows + 1 : 0;
  if (stream.silentWindows > SILENT_WINDOWS) return false;
  const { isSpeech: before } = stream;
  const probability = silero.probability(stream.state, samples);
  if (probability > SPEECH_THRESHOLD) {
    stream.isSpeech ||= stream.isRising;
    stream.isRising = true;
    stream.isFalling = false;
  } else if (!stream.isSpeech) stream.isRising = false;
  else if (probability <= RELEASE_THRESHOLD) {
    if (stream.isFalling) {
      stream.isSpeech = false;
      stream.isRising = false;
    }
    stream.isFalling = !stream.isFalling;
  }
  return before;
}
