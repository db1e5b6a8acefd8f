import type { Result } from '@parlance/sdk';
import { type CaptionRules, captionRules, recaption, type Segment } from '../../server/src/captions/cli-door.ts';

export {
  CAPTION_PROFILES,
  type CaptionProfile,
  type CaptionReport,
  type CaptionRules,
  captionRules,
  checkCaptions,
  explainError,
  type Finding,
  parseCaptions,
  type ReadCaptions,
  readCaptions,
  recaption,
  type Segment,
  textWithSpeaker,
  timestamp,
  writeSbv,
  writeSrt,
  writeStl,
  writeTtml,
  writeVtt,
} from '../../server/src/captions/cli-door.ts';

/** Utterances of a result as segments in milliseconds, with who speaks, or the channel where there are several. */
export function segmentsOf({ results }: Pick<Result, 'results'>): Segment[] {
  const severalChannels = new Set(results.map(({ channel }) => channel)).size > 1;
  return results
    .filter(({ result }) => result.length > 0)
    .map(({ result, text, speaker, channel }): Segment => {
      const words = result.map(([word, start, end, confidence]): NonNullable<Segment['words']>[number] => {
        const start_ms = Math.round(Math.max(0, start) * 1_000);
        return [word, start_ms, Math.max(start_ms, Math.round(end * 1_000)), confidence];
      });
      const name = speaker === 'unk' ? null : speaker;
      return {
        ...{ start_ms: words[0]?.[1] ?? 0, end_ms: words.at(-1)?.[2] ?? 0, text, words },
        speaker: severalChannels ? `Channel ${channel + 1}${name === null ? '' : ` ${name}`}` : name,
      };
    })
    .toSorted((a, b) => a.start_ms - b.start_ms);
}

/** Captions of a result. @param rules those of the default profile when left out */
export function captionsOf(
  result: Pick<Result, 'results'>,
  language: string,
  rules: CaptionRules = captionRules('default', language),
): Segment[] {
  return recaption(segmentsOf(result), rules, language);
}
