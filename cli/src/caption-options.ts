import type { Command } from './command.ts';

/** Options that set the rules captions are made and judged by: the names of the API, with dashes. */
export const RULE_OPTIONS = {
  profile: { type: 'string', short: 'p' },
  language: { type: 'string', short: 'l' },
  'max-line-length': { type: 'string' },
  'max-line-words': { type: 'string' },
  'max-segment-duration': { type: 'string' },
  'max-segment-lines': { type: 'string' },
  'max-segment-words': { type: 'string' },
  'max-silence-between-words': { type: 'string' },
  'min-segment-gap': { type: 'string' },
} as const satisfies Command['options'];

export const RULE_HELP = `  -p, --profile PROFILE     default, netflix, bbc or social
  -l, --language LANGUAGE   default: what the file says, else en
      --max-line-length N   letters in a line
      --max-line-words N    words in a line
      --max-segment-duration MS, --max-segment-lines N, --max-segment-words N,
      --max-silence-between-words MS, --min-segment-gap MS
                            limits instead of the profile's; "off" for none
`;
