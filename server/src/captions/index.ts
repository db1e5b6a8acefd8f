export { breakLines } from './break-lines.ts';
export { buildCues, type CaptionWord, type Cue } from './build-cues.ts';
export {
  type CaptionReport,
  type CheckedCue,
  checkCaptions,
  FINDINGS,
  type Finding,
  type FindingKind,
} from './check-captions.ts';
export { type DocumentWord, realignWords } from './realign.ts';
export { recaptionInParts } from './recaption.ts';
export { CAPTION_PROFILES, type CaptionProfile, type CaptionRules, captionRules } from './rules.ts';
export { splitWords } from './split-words.ts';
export { joinWords, textWidth } from './text-width.ts';
