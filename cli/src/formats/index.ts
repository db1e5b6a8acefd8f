import type { Result } from '@parlance/sdk';
import { captionsOf, writeSrt, writeVtt } from '../caption-door.ts';
import { toTxt } from './txt.ts';

const OPTIONS = { title: '', with_timestamps: true };

/** What a result can be written as. Each is pure and ends its text with a line break. */
export const FORMATS = {
  txt: toTxt,
  /** Who speaks would take from the room for what is said. */
  srt: (result: Result, language: string) =>
    [...writeSrt(captionsOf(result, language), { ...OPTIONS, language, with_speakers: false })].join(''),
  /** Who speaks is not seen there, but known. */
  vtt: (result: Result, language: string) =>
    [...writeVtt(captionsOf(result, language), { ...OPTIONS, language, with_speakers: true })].join(''),
  json: (result: Result) => `${JSON.stringify(result, null, 2)}\n`,
} as const satisfies Record<string, (result: Result, language: string) => string>;

export type Format = keyof typeof FORMATS;

export const FORMAT_NAMES = Object.keys(FORMATS) as Format[];
