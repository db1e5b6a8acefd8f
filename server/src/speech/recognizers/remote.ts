import { setTimeout as pause } from 'node:timers/promises';
import PQueue from 'p-queue';
import { AppError } from '../../platform/errors.ts';
import { wavHeader } from '../pcm.ts';
import { BYTES_PER_MS, type Model, type RecognizedWord, SAMPLE_RATE } from '../recognizer.ts';
import { withoutRepetitions } from '../text/repetitions.ts';
import { type Transcription, wordsOfTranscription } from './remote-answer.ts';

/** How a request gets out: the caller decides what may be dialled. */
export type RemoteSend = (request: {
  url: string;
  method: 'POST';
  headers: Record<string, string>;
  body: Buffer;
  signal: AbortSignal;
  timeoutMs: number;
}) => Promise<{ status: number; headers: Record<string, string>; text: string }>;

export interface RemoteEngineOptions {
  /** Where `/v1/audio/transcriptions` is, with or without that. */
  url: string;
  key?: string | undefined;
  /** As the server calls it, e.g. `whisper-1`. */
  model: string;
  /** What it is asked for, BCP 47; the first is used when a client names none of them. */
  languages: readonly string[];
  /** Requests at once. */
  concurrency: number;
  send: RemoteSend;
}

export interface RemoteEngine {
  model: Model;
  /**
   * @param pcm 16 kHz, mono, signed 16-bit little-endian, 30 s at most
   * @throws AppError `recognition_failed` when the server refuses the request, `service_unavailable` when it does not answer:
   * worth another try; the signal's reason when aborted
   */
  recognize(input: { pcm: Buffer; language: string; signal: AbortSignal }): Promise<RecognizedWord[]>;
}

const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 20_000;
/** A segment of 30 s takes a large model on a processor as long as that; the queue before it comes on top. */
const TIMEOUT_MS = 180_000;
/** Shorter audio is refused by the servers ("minimum audio length is 0.1 seconds"). */
const SHORTEST_MS = 100;
/** Of the server's reason, in our own message. */
const REASON_LENGTH = 200;

/** Any server with OpenAI's `/v1/audio/transcriptions`: speaches, whisper.cpp, vLLM, OpenAI itself. */
export function createRemoteEngine(options: RemoteEngineOptions): RemoteEngine {
  const url = endpointOf(options.url);
  const queue = new PQueue({ concurrency: options.concurrency });
  /** Some models answer plain JSON only; found out by the first refusal. */
  let isPlain = false;

  async function ask(pcm: Buffer, language: string, signal: AbortSignal): Promise<Transcription> {
    for (let attempt = 1; ; attempt++) {
      const form = multipart(pcm, { ...options, language, isPlain });
      const answer = await options
        .send({
          ...{ url, method: 'POST', signal, timeoutMs: TIMEOUT_MS, body: form.body },
          headers: {
            'content-type': form.type,
            accept: 'application/json',
            ...(options.key ? { authorization: `Bearer ${options.key}` } : {}),
          },
        })
        .catch((error: unknown) => {
          signal.throwIfAborted();
          if (attempt >= ATTEMPTS) throw unavailable('does not answer', error);
          return undefined;
        });
      if (answer?.status === 200) return parse(answer.text);
      if (
        answer?.status === 400 &&
        !isPlain &&
        /response_format|verbose_json|timestamp_granularities/.test(answer.text)
      ) {
        isPlain = true;
        continue;
      }
      if (answer && !mayPass(answer.status)) throw refused(answer.status, answer.text);
      if (answer && attempt >= ATTEMPTS) throw unavailable(`answered ${answer.status} ${ATTEMPTS} times`);
      await pause(pauseMs(attempt, answer?.headers['retry-after']), undefined, { signal }).catch(() => {});
      signal.throwIfAborted();
    }
  }

  return {
    model: modelOf(options),
    async recognize({ pcm, language, signal }) {
      const durationMs = Math.floor(pcm.length / BYTES_PER_MS);
      if (durationMs < SHORTEST_MS) return [];
      const answer = await queue.add(() => ask(pcm, language, signal), { signal });
      return withoutRepetitions(wordsOfTranscription(answer, durationMs));
    },
  };
}

function modelOf({ model, languages }: RemoteEngineOptions): Model {
  const [first = 'en'] = languages;
  const key = `remote-${model.toLowerCase().replaceAll(/[^a-z0-9._-]+/g, '-')}`;
  return {
    ...{ key, engine: 'remote', languages, locale: first, language: first.split('-')[0] as string },
    ...{ name: `${model} (remote)`, batch: true, realtime: false, sample_rate: SAMPLE_RATE },
    capabilities: {
      ...{ streaming: false, word_times: 'measured', word_confidence: true },
      ...{ hotwords: false, punctuation: true, alignment: false },
    },
    ...{ directory: null, revision: '', preference: 0 },
  };
}

function endpointOf(url: string): string {
  const base = url.replace(/\/+$/, '');
  if (base.endsWith('/audio/transcriptions')) return base;
  return `${base}${/\/v\d+$/.test(base) ? '' : '/v1'}/audio/transcriptions`;
}

function multipart(
  pcm: Buffer,
  options: { model: string; language: string; isPlain: boolean },
): { type: string; body: Buffer } {
  const boundary = `parlance-${crypto.randomUUID()}`;
  const fields: [string, string][] = [
    ['model', options.model],
    ['language', options.language],
    ['temperature', '0'],
    ...(options.isPlain
      ? ([['response_format', 'json']] as [string, string][])
      : ([
          ['response_format', 'verbose_json'],
          ['timestamp_granularities[]', 'word'],
          ['timestamp_granularities[]', 'segment'],
        ] as [string, string][])),
  ];
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="segment.wav"\r\ncontent-type: audio/wav\r\n\r\n`;
  const body = [Buffer.from(parts.join('') + file), wavHeader(pcm.length), pcm, Buffer.from(`\r\n--${boundary}--\r\n`)];
  return { type: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat(body) };
}

/** RIFF/WAVE, PCM, mono, 16 bit (Microsoft, "Multimedia Programming Interface and Data Specifications 1.0"). */

const mayPass = (status: number) => status === 408 || status === 429 || status >= 500;

function pauseMs(attempt: number, retryAfter: string | undefined): number {
  const asked = Number(retryAfter) * 1000;
  const own = FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random());
  return Math.min(LONGEST_PAUSE_MS, asked > 0 ? Math.max(asked, own) : own);
}

function parse(text: string): Transcription {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === 'object' && value !== null && 'text' in value) return value as Transcription;
  } catch {
    // Told below.
  }
  throw new AppError('recognition_failed', {
    detail: 'The remote engine answered something that is no transcription. Does its address end in /v1?',
  });
}

function refused(status: number, text: string): AppError {
  if (status === 401 || status === 403) {
    return new AppError('recognition_failed', { detail: `The remote engine refuses its key (${status}).` });
  }
  let reason = '';
  try {
    const { error, detail } = JSON.parse(text) as { error?: string | { message?: string }; detail?: string };
    reason = typeof error === 'string' ? error : (error?.message ?? (typeof detail === 'string' ? detail : ''));
  } catch {
    // A page of some proxy says nothing worth passing on.
  }
  return new AppError('recognition_failed', {
    detail: `The remote engine refused the audio (${status})${reason ? `: ${reason.slice(0, REASON_LENGTH)}` : ''}.`,
  });
}

function unavailable(what: string, cause?: unknown): AppError {
  return new AppError('service_unavailable', { detail: `The remote engine ${what}.`, cause });
}
