// Recognises recordings with one model folder through sherpa-onnx-node, in a process of its own, since that library ends
// the process on a bad model: `node sherpa-child.ts '{"folder": …, "files": […]}'`, a JSON line a recording.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export interface RecogniseRequest {
  /** A folder with a model.json of one of the kinds below. */
  folder: string;
  /** 16 kHz mono WAV files. */
  files: string[];
}

export interface Recognised {
  text: string;
  tokens: string[];
  /** Seconds, one a token. */
  timestamps: number[];
  /** Natural logarithms, one a token; empty but for transducers. */
  log_probs: number[];
  /** Streaming models: the text after each 100 ms of audio, where it changed, with the seconds heard until then. */
  partials: { seconds: number; text: string }[];
}

/** Offline and streaming results name the log-probabilities differently. */
interface SherpaResult extends Omit<Recognised, 'partials' | 'log_probs'> {
  ys_log_probs?: number[];
  ys_probs?: number[];
}

interface Stream {
  acceptWaveform(wave: { samples: Float32Array; sampleRate: number }): void;
  inputFinished(): void;
}
interface Recognizer {
  createStream(): Stream;
  isReady(stream: Stream): boolean;
  decode(stream: Stream): void;
  getResult(stream: Stream): SherpaResult;
}
interface Sherpa {
  OfflineRecognizer: new (config: object) => Recognizer;
  OnlineRecognizer: new (config: object) => Recognizer;
  readWave(path: string): { samples: Float32Array; sampleRate: number };
}

/** What sherpa-onnx gets to see of a model; the files are named by their path. */
const CONFIGS: Record<string, (file: (role: string) => string) => { streaming: boolean; modelConfig: object }> = {
  'nemo-ctc': (file) => ({ streaming: false, modelConfig: { nemoCtc: { model: file('model') } } }),
  'zipformer-ctc': (file) => ({ streaming: false, modelConfig: { zipformerCtc: { model: file('model') } } }),
  'online-nemo-ctc': (file) => ({ streaming: true, modelConfig: { nemoCtc: { model: file('model') } } }),
  'online-zipformer-ctc': (file) => ({ streaming: true, modelConfig: { zipformer2Ctc: { model: file('model') } } }),
  'nemo-transducer': (file) => ({
    streaming: false,
    modelConfig: { ...transducer(file), modelType: 'nemo_transducer' },
  }),
  transducer: (file) => ({ streaming: false, modelConfig: transducer(file) }),
  'online-transducer': (file) => ({ streaming: true, modelConfig: transducer(file) }),
};

function threeParts(file: (role: string) => string) {
  return { encoder: file('encoder'), decoder: file('decoder'), joiner: file('joiner') };
}

function transducer(file: (role: string) => string) {
  return { transducer: threeParts(file), modelingUnit: 'bpe', bpeVocab: file('bpe_vocab') };
}

function recognise(request: RecogniseRequest, answer: (recognised: Recognised) => void) {
  const sherpa = createRequire(import.meta.url)('sherpa-onnx-node') as Sherpa;
  const model = JSON.parse(readFileSync(join(request.folder, 'model.json'), 'utf8')) as {
    kind: string;
    files: Record<string, string>;
  };
  const path = (role: string) => join(request.folder, model.files[role] ?? `(no ${role})`);
  const configure = CONFIGS[model.kind];
  if (configure === undefined) throw new Error(`nothing known of kind ${model.kind}`);
  const { streaming, modelConfig } = configure(path);
  const config = {
    featConfig: { sampleRate: 16_000, featureDim: 80 },
    modelConfig: { ...modelConfig, tokens: path('tokens'), numThreads: 1, provider: 'cpu', debug: 0 },
    decodingMethod: 'greedy_search',
  };
  const recognizer = streaming ? new sherpa.OnlineRecognizer(config) : new sherpa.OfflineRecognizer(config);
  for (const file of request.files) {
    const wave = sherpa.readWave(file);
    if (streaming) {
      answer(streamThrough(recognizer, wave));
      continue;
    }
    const stream = recognizer.createStream();
    stream.acceptWaveform(wave);
    recognizer.decode(stream);
    answer(withPartials(recognizer.getResult(stream), []));
  }
}

function streamThrough(recognizer: Recognizer, wave: { samples: Float32Array; sampleRate: number }): Recognised {
  const stream = recognizer.createStream();
  const partials: Recognised['partials'] = [];
  const step = wave.sampleRate / 10;
  for (let at = 0; at < wave.samples.length; at += step) {
    stream.acceptWaveform({ samples: wave.samples.subarray(at, at + step), sampleRate: wave.sampleRate });
    while (recognizer.isReady(stream)) recognizer.decode(stream);
    const { text } = recognizer.getResult(stream);
    if (text !== (partials.at(-1)?.text ?? '')) partials.push({ seconds: (at + step) / wave.sampleRate, text });
  }
  // What the network looks ahead, and the rest of a chunk.
  stream.acceptWaveform({ samples: new Float32Array(wave.sampleRate), sampleRate: wave.sampleRate });
  stream.inputFinished();
  while (recognizer.isReady(stream)) recognizer.decode(stream);
  return withPartials(recognizer.getResult(stream), partials);
}

function withPartials(result: SherpaResult, partials: Recognised['partials']): Recognised {
  const { text, tokens, timestamps } = result;
  return { text, tokens, timestamps, log_probs: result.ys_log_probs ?? result.ys_probs ?? [], partials };
}

recognise(JSON.parse(process.argv[2] as string), (recognised) =>
  process.stdout.write(`${JSON.stringify(recognised)}\n`),
);
