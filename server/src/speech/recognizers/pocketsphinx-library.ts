import { AppError } from '../../platform/errors.ts';

/** One entry of a decoded utterance as the library gives it: word or filler, frames of 10 ms, end included. */
export interface DecodedSegment {
  label: string;
  start_frame: number;
  end_frame: number;
  posterior: number;
}

export interface PocketSphinxLibrary {
  /** @returns null when the model cannot be loaded. */
  createDecoder(args: string[]): unknown;
  /** The same on another thread, so that this one goes on. */
  createDecoderMeanwhile(args: string[]): Promise<unknown>;
  freeDecoder(decoder: unknown): void;
  decodeUtterance(decoder: unknown, pcm: Buffer): DecodedSegment[];
  /** Begins an utterance that comes piece by piece, forgetting what was heard before. */
  startUtterance(decoder: unknown): void;
  endUtterance(decoder: unknown): void;
  /** What was said in the utterance so far; posteriors mean something after its end only. */
  segments(decoder: unknown): DecodedSegment[];
  /** Cepstra of the next samples, {@link CEPSTRUM_SIZE} values a frame; the front end is some frames behind. @param pcm 0.2 s at most */
  computeCepstra(decoder: unknown, pcm: Buffer): Float32Array;
  /** The cepstrum of the last, shorter frame, if there is one. */
  lastCepstrum(decoder: unknown): Float32Array;
  /** Searches frames without normalising them: the decoder must have `-cmn none`. */
  searchCepstra(decoder: unknown, cepstra: Float32Array): void;
  hasWord(decoder: unknown, word: string): boolean;
  /** Adds a word to the dictionary. @param phones of the acoustic model, separated by spaces @returns whether it could */
  addWord(decoder: unknown, word: string, phones: string): boolean;
  /** From now on only this sentence is looked for. @param words of the dictionary @returns whether it could be set */
  expectSentence(decoder: unknown, words: readonly string[]): boolean;
}

/** Values of one frame (`-ncep`). */
export const CEPSTRUM_SIZE = 13;
/** Frames of 0.2 s and those the front end held back before. */
const MOST_FRAMES = 100;
/**
 * The decoder keeps 12 frames and looks 5 ahead (`-pl_window`): given more than 7 at once it overwrites what it still needs
 * and aborts (`acmod_process_cep`).
 */
const FRAMES_AT_ONCE = 7;

/**
 * Binds the few C functions that are needed (signatures: pocketsphinx.h, ps_lattice.h and cmd_ln.h of 5prealpha).
 * Must only be called in a decoder process: a fault in C ends the process.
 * @throws AppError `recognition_failed` when the shared libraries are not installed.
 */
export async function loadPocketSphinx(): Promise<PocketSphinxLibrary> {
  const { default: koffi } = await import('koffi');
  const sphinxbase = openLibrary(koffi, 'libsphinxbase.so.3');
  const pocketsphinx = openLibrary(koffi, 'libpocketsphinx.so.3');

  const err_set_logfp = sphinxbase.func('void err_set_logfp(void *)');
  const cmd_ln_parse_r = sphinxbase.func('void *cmd_ln_parse_r(void *, const void *, int, const char **, int)');
  const cmd_ln_free_r = sphinxbase.func('int cmd_ln_free_r(void *)');
  const logmath_exp = sphinxbase.func('double logmath_exp(void *, int)');
  const ps_args = pocketsphinx.func('const void *ps_args()');
  const ps_init = pocketsphinx.func('void *ps_init(void *)');
  const ps_free = pocketsphinx.func('int ps_free(void *)');
  const ps_start_stream = pocketsphinx.func('int ps_start_stream(void *)');
  const ps_start_utt = pocketsphinx.func('int ps_start_utt(void *)');
  const ps_process_raw = pocketsphinx.func('int ps_process_raw(void *, const void *, size_t, int, int)');
  const ps_end_utt = pocketsphinx.func('int ps_end_utt(void *)');
  const ps_lookup_word = pocketsphinx.func('void *ps_lookup_word(void *, const char *)');
  const ps_add_word = pocketsphinx.func('int ps_add_word(void *, const char *, const char *, int)');
  const ps_set_jsgf_string = pocketsphinx.func('int ps_set_jsgf_string(void *, const char *, const char *)');
  const ps_set_search = pocketsphinx.func('int ps_set_search(void *, const char *)');
  const ps_get_logmath = pocketsphinx.func('void *ps_get_logmath(void *)');
  // Older headers have a second parameter (best score); passing null for it is right for both.
  const ps_seg_iter = pocketsphinx.func('void *ps_seg_iter(void *, void *)');
  const ps_seg_next = pocketsphinx.func('void *ps_seg_next(void *)');
  const ps_seg_word = pocketsphinx.func('const char *ps_seg_word(void *)');
  const ps_seg_frames = pocketsphinx.func('void ps_seg_frames(void *, _Out_ int *, _Out_ int *)');
  const ps_seg_prob = pocketsphinx.func('int ps_seg_prob(void *, void *, void *, void *)');

  const ps_get_fe = pocketsphinx.func('void *ps_get_fe(void *)');
  const ps_process_cep = pocketsphinx.func('int ps_process_cep(void *, void *, int, int, int)');
  const fe_process_frames = sphinxbase.func(
    'int fe_process_frames(void *, _Inout_ const void **, _Inout_ size_t *, void *, _Inout_ int *, void *)',
  );
  const fe_end_utt = sphinxbase.func('int fe_end_utt(void *, void *, _Out_ int *)');
  const ckd_calloc_2d = sphinxbase.func('void *__ckd_calloc_2d__(size_t, size_t, size_t, const char *, int)');

  /** An array of rows in C, and all its values seen from here. */
  const allocateFrames = (count: number) => {
    const rows = ckd_calloc_2d(count, CEPSTRUM_SIZE, 4, 'parlance', 0);
    const first = koffi.decode(rows, 'void *');
    return { rows, first, values: new Float32Array(koffi.view(first, count * CEPSTRUM_SIZE * 4)) };
  };
  const computed = allocateFrames(MOST_FRAMES);
  const searched = allocateFrames(FRAMES_AT_ONCE);

  // The library writes hundreds of lines for each utterance to stderr.
  err_set_logfp(null);

  // As in C, the first argument is the name of the program and is skipped.
  const parse = (args: string[]) => cmd_ln_parse_r(null, ps_args(), args.length + 1, ['decoder', ...args], 1);

  function startUtterance(decoder: unknown): void {
    // A new stream forgets the noise estimate of the segments before; without it results depend on their order.
    check(ps_start_stream(decoder), 'start');
    check(ps_start_utt(decoder), 'start');
  }

  function segments(decoder: unknown): DecodedSegment[] {
    const logmath = ps_get_logmath(decoder);
    const segments: DecodedSegment[] = [];
    for (let entry = ps_seg_iter(decoder, null); entry; entry = ps_seg_next(entry)) {
      const start: [number] = [0];
      const end: [number] = [0];
      ps_seg_frames(entry, start, end);
      segments.push({
        label: ps_seg_word(entry),
        start_frame: start[0],
        end_frame: end[0],
        posterior: logmath_exp(logmath, ps_seg_prob(entry, null, null, null)),
      });
    }
    return segments;
  }

  return {
    startUtterance,
    segments,

    endUtterance: (decoder) => check(ps_end_utt(decoder), 'end'),

    computeCepstra(decoder, pcm) {
      const samples: [number] = [pcm.length >> 1];
      const frames: [number] = [MOST_FRAMES];
      check(fe_process_frames(ps_get_fe(decoder), [pcm], samples, computed.rows, frames, null), 'hear');
      if (Number(samples[0]) !== 0)
        throw new AppError('internal_error', { detail: 'Too much audio for the front end.' });
      return computed.values.slice(0, frames[0] * CEPSTRUM_SIZE);
    },

    lastCepstrum(decoder) {
      const frames: [number] = [0];
      check(fe_end_utt(ps_get_fe(decoder), computed.first, frames), 'end');
      return computed.values.slice(0, frames[0] * CEPSTRUM_SIZE);
    },

    searchCepstra(decoder, cepstra) {
      for (let from = 0; from < cepstra.length; from += searched.values.length) {
        const some = cepstra.subarray(from, from + searched.values.length);
        searched.values.set(some);
        check(ps_process_cep(decoder, searched.rows, some.length / CEPSTRUM_SIZE, 0, 0), 'search');
      }
    },

    createDecoder(args) {
      const config = parse(args);
      if (!config) return null;
      const decoder = ps_init(config);
      cmd_ln_free_r(config);
      return decoder;
    },

    createDecoderMeanwhile(args) {
      const config = parse(args);
      if (!config) return Promise.resolve(null);
      return new Promise((resolve, reject) => {
        ps_init.async(config, (error: unknown, decoder: unknown) => {
          cmd_ln_free_r(config);
          if (error) reject(error);
          else resolve(decoder);
        });
      });
    },

    freeDecoder(decoder) {
      ps_free(decoder);
    },

    decodeUtterance(decoder, pcm) {
      startUtterance(decoder);
      // full_utt = 1: the whole segment is known, so features are computed in one go and the search is not incremental.
      const searched = ps_process_raw(decoder, pcm, pcm.length >> 1, 0, 1);
      check(ps_end_utt(decoder), 'end');
      check(searched, 'search');
      return segments(decoder);
    },

    // The text it gives back is not freed: a few bytes for each word that is looked up.
    hasWord: (decoder, word) => word !== '' && ps_lookup_word(decoder, word) !== null,

    addWord: (decoder, word, phones) => ps_add_word(decoder, word, phones, 1) >= 0,

    expectSentence(decoder, words) {
      const grammar = `#JSGF V1.0; grammar sentence; public <sentence> = ${words.join(' ')};`;
      return ps_set_jsgf_string(decoder, 'sentence', grammar) === 0 && ps_set_search(decoder, 'sentence') === 0;
    },
  };
}

function openLibrary(koffi: typeof import('koffi').default, name: string) {
  try {
    return koffi.load(name);
  } catch (cause) {
    throw new AppError('recognition_failed', {
      detail: `The library ${name} is not installed (Debian package libpocketsphinx3).`,
      cause,
    });
  }
}

function check(result: number, step: string): void {
  if (result < 0) throw new AppError('recognition_failed', { detail: `PocketSphinx failed to ${step} an utterance.` });
}
