import type { Result } from '@parlance/sdk';
import { toTxt } from './txt.ts';

const OPTIONS = { title: '', with_timestamps: true };

/** Captions are a part of the server; what needs none should not wait until it is loaded. */
const loadCaptions = () => import('../caption-door.ts');

/** What a result can be written as. Each is pure and ends its text with a line break. */
export const FORMATS = {
  txt: async (result: Result) => toTxt(result),
  /** Who speaks would take from the room for what is said. */
  srt: async (result: Result, language: string) => {
    const { captionsOf, writeSrt } = await loadCaptions();
    return [...writeSrt(captionsOf(result, language), { ...OPTIONS, language, with_speakers: false })].join('');
  },
  /** Who speaks is not seen there, but known. */
  vtt: async (result: Result, language: string) => {
    const { captionsOf, writeVtt } = await loadCaptions();
    return [...writeVtt(captionsOf(result, language), { ...OPTIONS, language, with_speakers: true })].join('');
  },
  json: async (result: Result) => `${JSON.stringify(result, null, 2)}\n`,
} as const satisfies Record<string, (result: Result, language: string) => Promise<string>>;

export type Format = keyof typeof FORMATS;

export const FORMAT_NAMES = Object.keys(FORMATS) as Format[];
