/** A word as it is compared, and the words of the text it comes from: `don't` gives two, `twenty one` gives one. */
export interface Token {
  text: string;
  /** Index of the first word it is made of. */
  first: number;
  /** Index of the last. */
  last: number;
}

/** What is not spoken: `<s>`, `[laughter]`, `(coughs)`. */
const REMARKS = /<[^<>]*>|\[[^[\]]*\]|\([^()]*\)/g;

/**
 * Takes words apart where they hold several (`ill-disposed`, `10:30`) and away what is not spoken.
 *
 * @param pattern what is kept, each match a token
 * @returns tokens in Unicode's composed form (NFKC), lower case, with straight apostrophes
 */
export function tokensOf(words: readonly string[], pattern: RegExp): Token[] {
  // Remarks may go over several words; as many blanks in their place keep every other character where it was.
  const clean = words.map((word) => word.normalize('NFKC').replaceAll(/[’‘ʼ＇]/g, "'"));
  const text = clean.join(' ').replace(REMARKS, (remark) => ' '.repeat(remark.length));
  const tokens: Token[] = [];
  let index = 0;
  let end = clean[0]?.length ?? 0;
  for (const match of text.matchAll(pattern)) {
    while (match.index >= end && index < clean.length - 1) end += 1 + (clean[++index] as string).length;
    tokens.push({ text: match[0].toLowerCase(), first: index, last: index });
  }
  return tokens;
}
