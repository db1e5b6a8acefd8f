/**
 * How bad it is to end a line or a caption between two words. After the guides of Netflix (English, line treatment) and the BBC
 * (line breaks): best after punctuation, good before a conjunction or a preposition, never between an article and its noun,
 * a first and a last name, a pronoun and its verb, an auxiliary and its verb. The numbers only order these.
 */
export const BREAK_PENALTY = { sentence: 0, clause: 2, phrase: 6, plain: 10, close: 22, never: 40 } as const;

const words = (text: string) => new Set(text.split(' '));

/** A line should not end with these: what they belong to follows. */
const ARTICLES = words(
  'a an the this that these those my your his her its our their some any no every each another whose',
);
const PREPOSITIONS = words(
  'of in on at by for with from to into onto upon about against between among through during before after above below under over without within along across behind beyond towards toward until since than as per via',
);
const CONJUNCTIONS = words(
  'and but or nor so yet because although though while when where if unless whether that which who whom whereas however',
);
const PRONOUNS = words('i you he she it we they who there');
const AUXILIARIES = words(
  "am is are was were be been being do does did have has had will would shall should can could may might must not don't doesn't didn't won't can't couldn't isn't aren't wasn't weren't i'm you're he's she's it's we're they're i'll you'll he'll she'll we'll they'll i've you've we've they've i'd you'd he'd she'd we'd they'd to",
);
const TITLES = words('mr mrs ms miss dr prof st sir lady lord');

const SENTENCE_END = /[.!?…。！？؟۔।]["'”’»)\]]*$/u;
const CLAUSE_END = /[,;:–—、，；：،]["'”’»)\]]*$/u;
const CAPITAL = /^\p{Lu}\p{L}*$/u;
const NUMBER = /^[\d.,]+$/;

const bare = (word: string) => word.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');

/** Whether a sentence ends with a word. */
export const endsSentence = (word: string) => SENTENCE_END.test(word) && !TITLES.has(bare(word));

/**
 * @param before the last word before the break, with its punctuation
 * @param after the first one behind it
 * @param language BCP 47: words are known for English only, elsewhere punctuation alone counts
 * @returns 0 (best) to 40
 */
export function breakPenalty(before: string, after: string, language: string): number {
  if (endsSentence(before)) return BREAK_PENALTY.sentence;
  if (CLAUSE_END.test(before)) return BREAK_PENALTY.clause;
  // First and last name, and figures with what they count.
  if (CAPITAL.test(before) && CAPITAL.test(after) && before !== 'I') return BREAK_PENALTY.close;
  if (NUMBER.test(before)) return BREAK_PENALTY.close;
  if (!/^en\b/i.test(language)) return BREAK_PENALTY.plain;
  const [first, second] = [bare(before), bare(after)];
  if (ARTICLES.has(first) || TITLES.has(first)) return BREAK_PENALTY.never;
  if (PRONOUNS.has(first) && !CONJUNCTIONS.has(second)) return BREAK_PENALTY.never;
  if (AUXILIARIES.has(first)) return BREAK_PENALTY.close;
  if (PREPOSITIONS.has(first) || CONJUNCTIONS.has(first)) return BREAK_PENALTY.close;
  if (CONJUNCTIONS.has(second) || PREPOSITIONS.has(second)) return BREAK_PENALTY.phrase;
  return BREAK_PENALTY.plain;
}
