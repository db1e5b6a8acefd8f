/** What a caption may be. `null` switches a rule off. Names and units of the first seven are those of CreateDocument. */
export interface CaptionRules {
  /** Columns of a line: a letter takes one, a full-width character two (Unicode UAX #11). */
  max_line_length: number | null;
  max_line_words: number | null;
  /** Milliseconds. */
  max_segment_duration: number | null;
  max_segment_lines: number | null;
  max_segment_words: number | null;
  /** Milliseconds: a longer silence always begins a new caption. */
  max_silence_between_words: number | null;
  /** Milliseconds between the end of a caption and the beginning of the next. */
  min_segment_gap: number;
  /** Milliseconds. */
  min_segment_duration: number;
  /** Milliseconds: a gap that is shorter is closed to `min_segment_gap`, as two changes in quick succession flicker. */
  chain_gap: number;
  /** Milliseconds that a caption may stay behind its last word, to be read. */
  max_linger: number;
  /** Columns a second: what is read with ease, and what few people can read. */
  reading_speed: { good: number; most: number };
}

export const CAPTION_PROFILES = ['default', 'netflix', 'bbc', 'social'] as const;
export type CaptionProfile = (typeof CAPTION_PROFILES)[number];

const DEFAULT: CaptionRules = {
  max_line_length: 42,
  max_line_words: null,
  max_segment_duration: 7_000,
  max_segment_lines: 2,
  max_segment_words: null,
  max_silence_between_words: 1_500,
  min_segment_gap: 80,
  min_segment_duration: 833,
  chain_gap: 500,
  max_linger: 500,
  reading_speed: { good: 17, most: 20 },
};

const PROFILES: Record<CaptionProfile, CaptionRules> = {
  default: DEFAULT,
  // Timed Text Style Guide, General Requirements and English: 42 characters, 2 lines, 5/6 s to 7 s, 2 frames, 20 a second.
  netflix: { ...DEFAULT, min_segment_gap: 83, reading_speed: { good: 17, most: 20 } },
  // Subtitle Guidelines: 37 characters, 160 to 180 words a minute (some 15 to 17 characters a second with spaces), 0.3 s a word.
  bbc: { ...DEFAULT, max_line_length: 37, reading_speed: { good: 15, most: 18 } },
  // Burnt into short upright videos: a line or two of few words, quickly after one another.
  social: {
    ...DEFAULT,
    max_line_length: 24,
    max_segment_words: 8,
    max_segment_duration: 4_000,
    min_segment_duration: 500,
    max_silence_between_words: 700,
    reading_speed: { good: 20, most: 25 },
  },
};

/**
 * Lines of languages with full-width characters hold fewer of them, and each says more. Netflix's guides for Chinese, Korean
 * and Japanese: characters of a line and characters a second of adults' programmes; here in columns, two a character.
 */
const FULL_WIDTH: Record<string, { line: number; speed: number }> = {
  zh: { line: 32, speed: 18 },
  ko: { line: 32, speed: 24 },
  ja: { line: 26, speed: 8 },
};

/** @param language BCP 47; some have limits of their own */
export function captionRules(
  profile: CaptionProfile,
  language: string,
  changes: Partial<CaptionRules> = {},
): CaptionRules {
  const rules = PROFILES[profile];
  const fullWidth = FULL_WIDTH[language.toLowerCase().split(/[-_]/)[0] as string];
  const ofLanguage = fullWidth && {
    max_line_length: Math.min(fullWidth.line, rules.max_line_length ?? fullWidth.line),
    reading_speed: {
      good: fullWidth.speed,
      most: fullWidth.speed * (rules.reading_speed.most / rules.reading_speed.good),
    },
  };
  return { ...rules, ...ofLanguage, ...changes };
}
