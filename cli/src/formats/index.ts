import type { Result } from '@parlance/sdk';
import { toSrt } from './srt.ts';
import { toTxt } from './txt.ts';
import { toVtt } from './vtt.ts';

/** What a result can be written as. Each is pure and ends its text with a line break. */
export const FORMATS = {
  txt: toTxt,
  srt: toSrt,
  vtt: toVtt,
  json: (result: Result) => `${JSON.stringify(result, null, 2)}\n`,
} as const;

export type Format = keyof typeof FORMATS;

export const FORMAT_NAMES = Object.keys(FORMATS) as Format[];
