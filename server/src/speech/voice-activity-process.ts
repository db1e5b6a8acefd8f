import { createRequire } from 'node:module';
import { describeWindows } from './activity-windows.ts';
import { liveWithParent, reply } from './child-life.ts';
import { WINDOW_SAMPLES } from './segments.ts';

/** Program of the voice activity process: many streams of audio in, one byte for each 32 ms window out. Its argument is its niceness. */

export type ActivityRequest =
  | { stream: number; pcm: Uint8Array }
  /** Forget the stream. */
  | { stream: number; pcm: null };
export type ActivityReply = { stream: number; activity: Uint8Array } | { stream: number; failure: string };

interface Vad {
  acceptWaveform(samples: Float32Array): void;
  isDetected(): boolean;
  isEmpty(): boolean;
  pop(): void;
  flush(): void;
}

/** Silero's own threshold; sherpa-onnx lets go at 0.15 below it. */
const SPEECH_THRESHOLD = 0.5;
/** Peak (of 32 767, i.e. −66 dBFS) below which a window is digital silence. */
const SILENT_PEAK = 16;
/** After this many silent windows (1 s) in a row Silero has nothing to remember and is not asked: 30× faster. */
const SILENT_WINDOWS = 31;
/** sherpa-onnx keeps the samples of running speech; it is made to let go of them every 30 s. */
const FLUSH_WINDOWS = 938;

interface Stream {
  vad: Vad;
  silentWindows: number;
  speechWindows: number;
}

const require = createRequire(import.meta.url);
const { Vad } = require('sherpa-onnx-node') as { Vad: new (config: object, bufferSeconds: number) => Vad };
const modelPath = require.resolve('@ricky0123/vad-web/dist/silero_vad_v6.onnx');
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
  const sileroVad = {
    model: modelPath,
    threshold: SPEECH_THRESHOLD,
    // Every window is wanted as it is; joining and dropping is decided in segments.ts. (A plain 0 means the default.)
    minSpeechDuration: 0.001,
    minSilenceDuration: 0.001,
    maxSpeechDuration: 3600,
    windowSize: WINDOW_SAMPLES,
  };
  const config = { sileroVad, sampleRate: 16_000, numThreads: 1, provider: 'cpu', debug: 0 };
  return { vad: new Vad(config, 60), silentWindows: 0, speechWindows: 0 };
}

function isSpeech(stream: Stream, samples: Float32Array, peak: number): boolean {
  stream.silentWindows = peak < SILENT_PEAK ? stream.silentWindows + 1 : 0;
  if (stream.silentWindows > SILENT_WINDOWS) return false;
  stream.vad.acceptWaveform(samples);
  const speech = stream.vad.isDetected();
  stream.speechWindows = speech ? stream.speechWindows + 1 : 0;
  if (stream.speechWindows === FLUSH_WINDOWS) {
    stream.vad.flush();
    stream.speechWindows = 0;
  }
  while (!stream.vad.isEmpty()) stream.vad.pop();
  return speech;
}
