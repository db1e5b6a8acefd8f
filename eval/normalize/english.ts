import { joinNumbers } from './english-numbers.ts';
import { americanSpelling } from './english-spelling.ts';
import { type Token, tokensOf } from './tokens.ts';

/** An amount with its signs (`$1,000.50`, `42%`, `21st`), or a word with apostrophes within or before (`'em`). */
const WORD =
  /[$€£]?\d+(?:,\d{3})*(?:\.\d+)?(?:st|nd|rd|th|s)?(?![\p{L}\p{M}])%?|'?[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:'[\p{L}\p{M}\p{N}]+)*|%/giu;

/** Sounds of hesitation: left out on both sides, as most engines leave them out. */
const HESITATIONS = new Set(['hmm', 'mm', 'mhm', 'mmm', 'uh', 'um', 'uhm', 'erm', 'er']);

/** What is said for what is written in one word. */
const SAID: Record<string, string> = {
  ...{ mr: 'mister', mrs: 'missus', dr: 'doctor', prof: 'professor', st: 'saint', capt: 'captain', gov: 'governor' },
  ...{ rev: 'reverend', jr: 'junior', sr: 'senior', vs: 'versus', etc: 'et cetera', ok: 'okay', "ma'am": 'madam' },
  ...{ "won't": 'will not', "can't": 'can not', cannot: 'can not', "shan't": 'shall not', "let's": 'let us' },
  ...{ "y'all": 'you all', "'em": 'them', "'cause": 'because', "'til": 'until', "'twas": 'it was', "'tis": 'it is' },
  ...{ wanna: 'want to', gonna: 'going to', gotta: 'got to', gimme: 'give me', lemme: 'let me', kinda: 'kind of' },
  ...{ coulda: 'could have', woulda: 'would have', shoulda: 'should have', '%': 'percent' },
};

const ENDINGS: [RegExp, string][] = [
  [/^(.+)n't$/, 'not'],
  [/^(.+)'re$/, 'are'],
  [/^(.+)'ll$/, 'will'],
  [/^(.+)'ve$/, 'have'],
  [/^(i)'m$/, 'am'],
];

/** Behind these an `'s` is a verb; behind others it is a genitive and stays where it is. */
const SUBJECTS = new Set('he she it that this there here what who where when how why'.split(' '));
/** With one of these behind it, `'s` is "has" and `'d` is "had". */
const PARTICIPLES = new Set('been got gone done had become taken made'.split(' '));

const CURRENCIES: Record<string, string> = { $: 'dollars', '€': 'euros', '£': 'pounds' };

/**
 * English words as they are said, in one spelling. After the rules that Whisper's evaluation uses (Radford et al. 2022,
 * appendix C) and the Open ASR Leaderboard with it: no case, punctuation, accents, remarks in brackets or hesitations;
 * contractions written out; titles, numbers, amounts and British spellings in one form.
 * Two rules differ, so that one wrong word counts as one: a genitive keeps its `'s`, and numbers said one by one
 * (`one two three`) stay several words.
 */
export function normalizeEnglish(words: readonly string[]): Token[] {
  const tokens = tokensOf(words, WORD)
    .map((token) => ({ ...token, text: withoutAccents(token.text) }))
    // An accent that stood alone.
    .filter(({ text }) => text !== '');
  const said = tokens.flatMap((token, index) => writeOut(token, tokens[index + 1]?.text ?? ''));
  return joinNumbers(joinPerCent(said))
    .filter(({ text }) => !HESITATIONS.has(text))
    .map((token) => ({ ...token, text: americanSpelling(token.text) }));
}

const withoutAccents = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').normalize('NFC');

function writeOut(token: Token, next: string): Token[] {
  return saidFor(token.text, next)
    .split(' ')
    .map((text) => ({ ...token, text }));
}

function saidFor(text: string, next: string): string {
  const amount = /^([$€£]?)([\d,]*\.?\d+)(%?)$/.exec(text);
  if (amount) {
    const [, sign, number, percent] = amount as unknown as [string, string, string, string];
    return [number.replaceAll(',', ''), CURRENCIES[sign], percent && 'percent'].filter(Boolean).join(' ');
  }
  const known = SAID[text];
  if (known) return known;
  for (const [pattern, ending] of ENDINGS) {
    const stem = pattern.exec(text)?.[1];
    if (stem) return `${stem} ${ending}`;
  }
  const [, stem, ending] = /^(.+)'([sd])$/.exec(text) ?? [];
  if (stem && ending === 'd') return `${stem} ${PARTICIPLES.has(next) ? 'had' : 'would'}`;
  if (stem && SUBJECTS.has(stem)) return `${stem} ${PARTICIPLES.has(next) ? 'has' : 'is'}`;
  return text.replace(/^'/, '');
}

function joinPerCent(tokens: Token[]): Token[] {
  return tokens.flatMap((token, index) => {
    if (token.text === 'cent' && tokens[index - 1]?.text === 'per') return [];
    if (token.text !== 'per' || tokens[index + 1]?.text !== 'cent') return [token];
    return [{ text: 'percent', first: token.first, last: (tokens[index + 1] as Token).last }];
  });
}
