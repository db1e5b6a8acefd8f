import { CAPTION_PROFILES, type CaptionRules, captionRules } from './caption-door.ts';
import { type Invocation, oneOf, wholeNumber } from './command.ts';
import { UsageError } from './failure.ts';

const LIMITS = [
  'max_line_length',
  'max_line_words',
  'max_segment_duration',
  'max_segment_lines',
  'max_segment_words',
  'max_silence_between_words',
] as const satisfies (keyof CaptionRules)[];

/** Whether silence, as opposed to lines, words and durations, may be limited to nothing. */
const LEAST: Partial<Record<(typeof LIMITS)[number], number>> = { max_silence_between_words: 0 };

/** What the options ask for, for a file in a language. @throws UsageError */
export function readRules({ options }: Pick<Invocation, 'options'>): (language: string) => CaptionRules {
  const profile = oneOf('profile', options.profile ?? 'default', CAPTION_PROFILES);
  const changes: Partial<CaptionRules> = {};
  for (const limit of LIMITS) {
    const name = limit.replaceAll('_', '-');
    const given = options[name];
    if (given === undefined) continue;
    changes[limit] = given === 'off' ? null : (wholeNumber(name, given, LEAST[limit] ?? 1) as number);
  }
  const gap = wholeNumber('min-segment-gap', options['min-segment-gap'], 0);
  if (gap !== undefined) changes.min_segment_gap = gap;
  return (language) => captionRules(profile, language, changes);
}

/** The language given, if it looks like one. @throws UsageError */
export function readLanguage({ options }: Pick<Invocation, 'options'>): string | undefined {
  const { language } = options;
  if (typeof language !== 'string') return undefined;
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(language)) throw new UsageError(`--language cannot be "${language}".`);
  return language;
}
