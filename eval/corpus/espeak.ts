import type { ManifestWord, Spoken } from './spoken.ts';

/** Accents and, behind the plus, variants of the voice. */
export const ESPEAK_VOICES = ['en-us', 'en-us+f3', 'en-gb-x-rp', 'en-us+m5'] as const;

const OUTPUT_SYNCHRONOUS = 2;
const WITH_PHONEMES = 1;
const TEXT_IS_UTF8 = 1;
const POSITION_IS_CHARACTERS = 1;
const [LIST_END, WORD, PHONEME] = [0, 1, 7];

interface Event {
  type: number;
  text_position: number;
  audio_position: number;
  id: number[];
}

/**
 * eSpeak NG by its C library (speak_lib.h), which tells where each word and each sound begins.
 *
 * @throws Error when libespeak-ng is not installed
 */
export async function openEspeak(): Promise<(voice: string, text: string) => Spoken> {
  const { default: koffi } = await import('koffi');
  const library = koffi.load('libespeak-ng.so.1');
  const EventStruct = koffi.struct({
    type: 'int',
    unique_identifier: 'uint',
    text_position: 'int',
    length: 'int',
    audio_position: 'int',
    sample: 'int',
    user_data: 'void *',
    id: koffi.array('uint8', 8, 'Array'),
  });
  const Callback = koffi.proto('int espeakSynthCallback(void *, int, void *)');
  const espeak_Initialize = library.func('int espeak_Initialize(int, int, const char *, int)');
  const espeak_SetSynthCallback = library.func('void espeak_SetSynthCallback(espeakSynthCallback *)');
  const espeak_SetVoiceByName = library.func('int espeak_SetVoiceByName(const char *)');
  const espeak_Synth = library.func('int espeak_Synth(const char *, size_t, uint, int, uint, uint, void *, void *)');

  let pieces: Int16Array[] = [];
  let events: Event[] = [];
  const take = (samples: unknown, count: number, list: unknown) => {
    if (count > 0) pieces.push(Int16Array.from(koffi.decode(samples, koffi.array('int16', count)) as Int16Array));
    for (let offset = 0; ; offset += koffi.sizeof(EventStruct)) {
      const event = koffi.decode(list, offset, EventStruct) as Event;
      if (event.type === LIST_END) return 0;
      events.push(event);
    }
  };
  const callback = koffi.register(take, koffi.pointer(Callback));
  const sampleRate = espeak_Initialize(OUTPUT_SYNCHRONOUS, 0, null, WITH_PHONEMES);
  if (sampleRate <= 0) throw new Error('eSpeak NG cannot start: its data is not installed.');
  espeak_SetSynthCallback(callback);

  return (voice, text) => {
    [pieces, events] = [[], []];
    if (espeak_SetVoiceByName(voice) !== 0) throw new Error(`eSpeak NG has no voice "${voice}".`);
    espeak_Synth(text, Buffer.byteLength(text) + 1, 0, POSITION_IS_CHARACTERS, 0, TEXT_IS_UTF8, null, null);
    const samples = new Int16Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of pieces) {
      samples.set(piece, at);
      at += piece.length;
    }
    return { samples, sampleRate, words: timedWords(text, events) };
  };
}

/** A word lasts until the next begins or a pause. Words that are said as one (`in the`) have no times of their own. */
function timedWords(text: string, events: readonly Event[]): ManifestWord[] {
  const starts = new Map<number, { start: number; end: number | null }>();
  let open: { start: number; end: number | null } | undefined;
  for (const { type, text_position, audio_position, id } of events) {
    const isPause = type === PHONEME && id[0] === '_'.charCodeAt(0);
    if (type !== WORD && !isPause) continue;
    if (open) open.end ??= audio_position / 1000;
    open = undefined;
    if (type !== WORD) continue;
    open = { start: audio_position / 1000, end: null };
    starts.set(text_position - 1, open);
  }
  const words = [...text.matchAll(/\S+/g)];
  return words.map((match, index) => {
    const time = starts.get(match.index);
    const next = words[index + 1];
    const isShared = next !== undefined && !starts.has(next.index);
    if (!time || isShared || time.end === null) return [match[0], null, null];
    return [match[0], time.start, time.end];
  });
}
