import { createRequire } from 'node:module';
import { WINDOW_SAMPLES } from './segments.ts';
import { SPEECH_THRESHOLD, serveActivity } from './serve-activity.ts';

/** Program of the voice activity process of recordings: Silero as sherpa-onnx runs it. */

interface Vad {
  acceptWaveform(samples: Float32Array): void;
  isDetected(): boolean;
  isEmpty(): boolean;
  pop(): void;
  flush(): void;
}

/** sherpa-onnx keeps the samples of running speech; it is made to let go of them every 30 s. */
const FLUSH_WINDOWS = 938;

const require = createRequire(import.meta.url);
const { Vad } = require('sherpa-onnx-node') as { Vad: new (config: object, bufferSeconds: number) => Vad };
const config = {
  sileroVad: {
    model: require.resolve('@ricky0123/vad-web/dist/silero_vad_v6.onnx'),
    // It lets go at 0.15 below that.
    threshold: SPEECH_THRESHOLD,
    // Every window is wanted as it is; joining and dropping is decided in segments.ts. (A plain 0 means the default.)
    minSpeechDuration: 0.001,
    minSilenceDuration: 0.001,
    maxSpeechDuration: 3600,
    windowSize: WINDOW_SAMPLES,
  },
  ...{ sampleRate: 16_000, numThreads: 1, provider: 'cpu', debug: 0 },
};

await serveActivity(() => {
  const vad = new Vad(config, 60);
  let speechWindows = 0;
  return (samples) => {
    vad.acceptWaveform(samples);
    const isSpeech = vad.isDetected();
    speechWindows = isSpeech ? speechWindows + 1 : 0;
    if (speechWindows === FLUSH_WINDOWS) {
      vad.flush();
      speechWindows = 0;
    }
    while (!vad.isEmpty()) vad.pop();
    return isSpeech;
  };
});
