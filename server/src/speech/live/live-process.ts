import { setImmediate as turn } from 'node:timers/promises';
import { AppError, type ErrorName } from '../../platform/errors.ts';
import { liveWithParent, reply } from '../child-life.ts';
import { NICENESS } from '../niceness.ts';
import {
  BYTES_PER_MS,
  type ModelToLoad,
  type RecognizedWord,
  type RecognizeHints,
  type Recognizer,
  type RecognizerStream,
} from '../recognizer.ts';
import { findEngine } from '../recognizers/index.ts';
import { openStream } from '../recognizers/redecoding-stream.ts';

/**
 * Program of a live decoder process: several utterances that are being said, side by side. Of all audio waiting the oldest
 * goes first, a piece at a time, and messages are read between pieces.
 */

export interface LiveModel extends ModelToLoad {
  engine: string;
}

export type LiveRequest =
  | { type: 'load'; model: LiveModel }
  | {
      type: 'open';
      utterance: number;
      model: LiveModel;
      hints: RecognizeHints;
      /** Words are wanted while it is being said. */
      partials: boolean;
      /** Its words are those of the whole utterance, decoded at its end. */
      isWhole: boolean;
    }
  | { type: 'hear'; utterance: number; pcm: Uint8Array }
  | { type: 'finish'; utterance: number }
  | { type: 'drop'; utterance: number };

export type LiveReply =
  | { type: 'loaded'; key: string }
  | { type: 'not-loaded'; key: string; failure: string; kind: ErrorName }
  /** @property bytes of the utterance heard so far; @property words null when it is only decoded at its end */
  | { type: 'heard'; utterance: number; bytes: number; words: RecognizedWord[] | null }
  | { type: 'finished'; utterance: number; words: RecognizedWord[] }
  | { type: 'failed'; utterance: number; failure: string; kind: ErrorName };

/**
 * What is heard of one utterance before the next one's turn: all that waits, but no more than this, some 65 ms of work. So much
 * waits only when there is more to do than can be done, and long turns are what keeps up: each decoder has its own tables, and
 * fetching them into the caches of the processor anew for every 100 ms costs 15 % (docs/adr/0026).
 */
const TURN_BYTES = 600 * BYTES_PER_MS;
/** Models kept loaded besides those in use. */
const MOST_MODELS = 3;

interface Utterance {
  id: number;
  model: Promise<Recognizer>;
  hints: RecognizeHints;
  partials: boolean;
  isWhole: boolean;
  /** Set when the model is loaded. */
  recognizer: Recognizer | null;
  stream: RecognizerStream | null;
  waiting: { pcm: Buffer; since: number }[];
  heard: number;
  /** All of it, for decoding it as a whole. */
  kept: Buffer[];
  finishSince: number | null;
}

const models = new Map<string, Promise<Recognizer>>();
const utterances = new Map<number, Utterance>();
let isWorking = false;
/** Counts messages: what came first is older. */
let clock = 0;

process.on('message', (request: LiveRequest) => {
  clock++;
  if (request.type === 'load') return void load(request.model).catch(() => {});
  if (request.type === 'open') return open(request);
  const utterance = utterances.get(request.utterance);
  if (!utterance) return;
  if (request.type === 'drop') return drop(utterance);
  if (request.type === 'hear') {
    const { buffer, byteOffset, byteLength } = request.pcm;
    utterance.waiting.push({ pcm: Buffer.from(buffer, byteOffset, byteLength), since: clock });
  } else utterance.finishSince = clock;
  void work();
});

await liveWithParent(NICENESS.interactive);

function open({ utterance: id, model, hints, partials, isWhole }: Extract<LiveRequest, { type: 'open' }>): void {
  const utterance: Utterance = {
    ...{ id, hints, partials, isWhole, model: load(model), recognizer: null, stream: null },
    ...{ waiting: [], heard: 0, kept: [], finishSince: null },
  };
  utterances.set(id, utterance);
  utterance.model.then(
    (recognizer) => {
      utterance.recognizer = recognizer;
      void work();
    },
    (error: unknown) => fail(utterance, error),
  );
}

/** Loads a model, or says that it is loaded. */
function load(model: LiveModel): Promise<Recognizer> {
  const name = `${model.key} ${model.revision} ${model.companion ?? ''}`;
  const known = models.get(name);
  const loading = known ?? findEngine(model.engine).load({ ...model, isLive: true });
  models.delete(name);
  models.set(name, loading);
  loading.then(
    () => reply({ type: 'loaded', key: model.key } satisfies LiveReply),
    (error: unknown) => {
      models.delete(name);
      reply({ type: 'not-loaded', key: model.key, ...described(error) } satisfies LiveReply);
    },
  );
  for (const [oldest, unused] of models) {
    if (models.size <= MOST_MODELS) break;
    if ([...utterances.values()].some((utterance) => utterance.model === unused) || unused === loading) continue;
    models.delete(oldest);
    unused.then(
      (recognizer) => recognizer.close(),
      () => {},
    );
  }
  return loading;
}

/** Does what waits, until nothing does. */
async function work(): Promise<void> {
  if (isWorking) return;
  isWorking = true;
  for (let next = oldest(); next; next = oldest()) {
    try {
      await step(next);
    } catch (error) {
      fail(next, error);
    }
    await turn();
  }
  isWorking = false;
}

function oldest(): Utterance | undefined {
  let first: Utterance | undefined;
  for (const utterance of utterances.values()) {
    if (utterance.recognizer && since(utterance) < (first ? since(first) : Number.POSITIVE_INFINITY)) first = utterance;
  }
  return first;
}

const since = ({ waiting, finishSince }: Utterance) => waiting[0]?.since ?? finishSince ?? Number.POSITIVE_INFINITY;

async function step(utterance: Utterance): Promise<void> {
  if (utterance.waiting.length > 0) return hear(utterance);
  utterance.finishSince = null;
  const { recognizer, isWhole, kept, hints } = utterance as Utterance & { recognizer: Recognizer };
  if (!isWhole) return finished(utterance, (await utterance.stream?.finish()) ?? []);
  utterance.stream?.close?.();
  utterance.stream = null;
  const pcm = Buffer.concat(kept);
  // Not waited for: other utterances are heard between its blocks.
  const whole = recognizer.recognizeBetween?.(pcm, hints, async () => void (await turn()));
  if (!whole) return finished(utterance, await recognizer.recognize(pcm, hints));
  whole.then(
    (words) => finished(utterance, words),
    (error: unknown) => fail(utterance, error),
  );
}

async function hear(utterance: Utterance): Promise<void> {
  const { recognizer, hints, isWhole, partials } = utterance as Utterance & { recognizer: Recognizer };
  const isStreaming = recognizer.openStream !== undefined;
  // A model that hears the utterance from its beginning each time is asked once for all that waits.
  const block = takeWaiting(utterance, isStreaming ? TURN_BYTES : Number.POSITIVE_INFINITY);
  if (isWhole) utterance.kept.push(block);
  let words: RecognizedWord[] | null = null;
  if (partials || !isWhole) {
    utterance.stream ??= openStream(recognizer, hints);
    words = await utterance.stream.accept(block);
  }
  utterance.heard += block.length;
  const { id, heard } = utterance;
  tell({ type: 'heard', utterance: id, bytes: heard, words });
}

function takeWaiting({ waiting }: Utterance, most: number): Buffer {
  const pieces: Buffer[] = [];
  for (let room = most; room > 0 && waiting[0]; ) {
    const { pcm, since } = waiting[0];
    pieces.push(pcm.subarray(0, room));
    if (pcm.length > room) waiting[0] = { pcm: pcm.subarray(room), since };
    else waiting.shift();
    room -= pcm.length;
  }
  return pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces);
}

function finished(utterance: Utterance, words: RecognizedWord[]): void {
  utterance.stream = null;
  tell({ type: 'finished', utterance: utterance.id, words });
  utterances.delete(utterance.id);
}

function fail(utterance: Utterance, error: unknown): void {
  tell({ type: 'failed', utterance: utterance.id, ...described(error) });
  drop(utterance);
}

function drop(utterance: Utterance): void {
  utterances.delete(utterance.id);
  utterance.stream?.close?.();
  utterance.stream = null;
}

/** What was dropped is not told of any more. */
function tell(message: Extract<LiveReply, { utterance: number }>): void {
  if (utterances.has(message.utterance)) reply(message);
}

function described(error: unknown): { failure: string; kind: ErrorName } {
  if (error instanceof AppError) return { failure: error.detail ?? error.message, kind: error.kind };
  return { failure: error instanceof Error ? error.message : String(error), kind: 'recognition_failed' };
}
