import { AppError } from '../platform/errors.ts';
import type { WriteOptions } from './formats/segment.ts';

/**
 * The way by which the command line reaches the captions (docs/adr/0017-captions-offline.md): pure functions, without database,
 * network or configuration.
 */
export { parseCaptions, type ReadCaptions, readCaptions } from './formats/read-captions.ts';
export { writeSbv } from './formats/sbv.ts';
export { type Segment, textWithSpeaker } from './formats/segment.ts';
export { writeSrt } from './formats/srt.ts';
export { writeStl } from './formats/stl.ts';
export { timestamp } from './formats/timestamps.ts';
export { writeTtml } from './formats/ttml.ts';
export { writeVtt } from './formats/vtt.ts';
export {
  CAPTION_PROFILES,
  type CaptionProfile,
  type CaptionReport,
  type CaptionRules,
  captionRules,
  checkCaptions,
  type Finding,
} from './index.ts';
export { recaption } from './recaption.ts';
export type { WriteOptions };

/** What is wrong with a file, in a sentence for people; undefined for what is not ours to explain. */
export function explainError(error: unknown): string | undefined {
  return error instanceof AppError ? (error.detail ?? `${error.message}.`) : undefined;
}
