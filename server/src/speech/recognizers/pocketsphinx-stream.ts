import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError } from '../../platform/errors.ts';
import { isSilent } from '../pcm.ts';
import { BYTES_PER_MS, type RecognizedWord, type RecognizerStream } from '../recognizer.ts';
import { createCepstralMean, withoutMean } from './cepstral-mean.ts';
import { FRAME_MS, modelFiles, wordsOf } from './pocketsphinx-files.ts';
import { CEPSTRUM_SIZE, type PocketSphinxLibrary } from './pocketsphinx-library.ts';

/** Audio is heard in blocks of 0.1 s counted from the beginning of the utterance, so the words never depend on how it came. */
const BLOCK_BYTES = 100 * BYTES_PER_MS;
const argsFor = (parametersFile: string) => ['-featparams', parametersFile, '-cmn', 'none'];
const BLOCK_VALUES = (BLOCK_BYTES / BYTES_PER_MS / FRAME_MS) * CEPSTRUM_SIZE;
/** Frames on both sides that a feature is computed from (`-feat 1s_c_d_dd`). */
const FEATURE_WINDOW = 3;
/** Decoders that nobody needed for so long are given back, but for one: some 100 MB each. */
const SPARE_TIME_MS = 60_000;

/** What listens to utterances that are still being said, each with a decoder of its own. */
export interface PocketSphinxStreams {
  open(): RecognizerStream;
  /** The words of a whole segment as `-cmn batch` finds them; `pause` is awaited between blocks. */
  recognize(pcm: Buffer, pause: () => Promise<void>): Promise<RecognizedWord[]>;
  /** Loads a decoder if there is none. */
  warmUp(): void;
  close(): void;
}

/**
 * PocketSphinx's own way to normalise live audio carries a mean from utterance to utterance inside the decoder. Here the
 * decoder normalises nothing: its front end computes the cepstra, we take the mean out, and it searches them. So any decoder
 * can take any utterance, and one that is decoded again has the same words.
 *
 * @param decoderArgs the arguments of a decoder: these and those of its model and search
 */
export function createPocketSphinxStreams(
  library: PocketSphinxLibrary,
  modelKey: string,
  decoderArgs: (args: readonly string[]) => string[],
): PocketSphinxStreams {
  const parameters = readFileSync(path.join(modelFiles(modelKey).acousticModel, 'feat.params'), 'utf8');
  const expected = (/^-cmninit\s+(\S+)/m.exec(parameters)?.[1] ?? '').split(',').map(Number);
  while (expected.length < CEPSTRUM_SIZE) expected.push(0);
  const spare: unknown[] = [];
  const busy = new Set<unknown>();
  /** The fewest there were since the last look. */
  let leastSpare = 0;
  let isPreparing = false;
  let isClosed = false;
  const giveBack = setInterval(() => {
    for (const decoder of spare.splice(1, leastSpare - 1)) library.freeDecoder(decoder);
    leastSpare = spare.length;
  }, SPARE_TIME_MS).unref();

  function take(): unknown {
    const decoder = spare.pop() ?? create();
    leastSpare = Math.min(leastSpare, spare.length);
    busy.add(decoder);
    library.startUtterance(decoder);
    prepare();
    return decoder;
  }

  /** Another utterance may begin while this one is being said: loading takes half a second. */
  function prepare(): void {
    if (spare.length > 0 || isPreparing || isClosed) return;
    isPreparing = true;
    const file = writeParameters();
    library
      .createDecoderMeanwhile(decoderArgs(argsFor(file)))
      // Whoever needs one tries again, and says what is wrong.
      .catch(() => null)
      .then((decoder) => {
        isPreparing = false;
        rmSync(path.dirname(file), { recursive: true });
        if (decoder && isClosed) library.freeDecoder(decoder);
        else if (decoder) spare.push(decoder);
      });
  }

  function create(): unknown {
    const file = writeParameters();
    try {
      const decoder = library.createDecoder(decoderArgs(argsFor(file)));
      if (decoder) return decoder;
      throw new AppError('recognition_failed', { detail: `PocketSphinx could not load the model "${modelKey}".` });
    } finally {
      rmSync(path.dirname(file), { recursive: true });
    }
  }

  /** The parameters of the model stand above those of the command line, so they have to be other ones. */
  function writeParameters(): string {
    const directory = mkdtempSync(path.join(tmpdir(), 'parlance-decoder-'));
    const file = path.join(directory, 'feat.params');
    writeFileSync(file, parameters.replace(/^-cmn\s.*$/m, '-cmn none'));
    return file;
  }

  function release(decoder: unknown): void {
    if (busy.delete(decoder)) spare.push(decoder);
  }

  function computeAll(decoder: unknown, pcm: Buffer): Float32Array {
    const blocks: Float32Array[] = [];
    for (let at = 0; at < pcm.length; at += BLOCK_BYTES) {
      blocks.push(library.computeCepstra(decoder, pcm.subarray(at, at + BLOCK_BYTES)));
    }
    blocks.push(library.lastCepstrum(decoder));
    const all = new Float32Array(blocks.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const block of blocks) {
      all.set(block, at);
      at += block.length;
    }
    return all;
  }

  /** Features look ahead; the library repeats the last frame for the last of them only when it has computed it itself. */
  function repeatLast(decoder: unknown, cepstrum: Float32Array): void {
    for (let frame = 0; frame < FEATURE_WINDOW; frame++) library.searchCepstra(decoder, cepstrum);
  }

  function open(): RecognizerStream {
    const decoder = take();
    const mean = createCepstralMean(expected);
    let waiting: Buffer = Buffer.alloc(0);
    let bytes = 0;
    let hasSound = false;
    let last = new Float32Array(CEPSTRUM_SIZE);
    let isOpen = true;

    const search = (cepstra: Float32Array) => {
      if (cepstra.length === 0) return;
      const normalised = mean.normalise(cepstra);
      last = normalised.slice(-CEPSTRUM_SIZE);
      library.searchCepstra(decoder, normalised);
    };
    const hear = (block: Buffer) => {
      bytes += block.length;
      hasSound ||= !isSilent(block);
      search(library.computeCepstra(decoder, block));
    };
    const words = () => (hasSound ? wordsOf(library.segments(decoder), Math.floor(bytes / BYTES_PER_MS)) : []);
    const close = () => {
      if (!isOpen) return;
      isOpen = false;
      library.endUtterance(decoder);
      release(decoder);
    };

    return {
      accept(pcm) {
        waiting = waiting.length === 0 ? Buffer.from(pcm) : Buffer.concat([waiting, pcm]);
        while (waiting.length >= BLOCK_BYTES) {
          hear(waiting.subarray(0, BLOCK_BYTES));
          waiting = waiting.subarray(BLOCK_BYTES);
        }
        return words().map((word) => ({ ...word, confidence: null }));
      },
      finish() {
        if (waiting.length > 1) hear(waiting);
        search(library.lastCepstrum(decoder));
        repeatLast(decoder, last);
        isOpen = false;
        library.endUtterance(decoder);
        const found = words();
        release(decoder);
        return found;
      },
      close,
    };
  }

  return {
    open,

    async recognize(pcm, pause) {
      const decoder = take();
      try {
        const cepstra = withoutMean(computeAll(decoder, pcm));
        for (let at = 0; at < cepstra.length; at += BLOCK_VALUES) {
          library.searchCepstra(decoder, cepstra.subarray(at, at + BLOCK_VALUES));
          await pause();
        }
        repeatLast(decoder, cepstra.slice(-CEPSTRUM_SIZE));
        library.endUtterance(decoder);
        return wordsOf(library.segments(decoder), Math.floor(pcm.length / BYTES_PER_MS));
      } finally {
        release(decoder);
      }
    },

    warmUp() {
      if (spare.length + busy.size === 0) spare.push(create());
    },

    close() {
      isClosed = true;
      clearInterval(giveBack);
      for (const decoder of [...spare.splice(0), ...busy]) library.freeDecoder(decoder);
      busy.clear();
    },
  };
}
