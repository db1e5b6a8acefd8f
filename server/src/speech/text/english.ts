/** Small closed word classes of English, as far as the rules of punctuation need them. */

const set = (words: string) => new Set(words.split(' '));

export const QUESTION_WORDS = set('who whom whose what which when where why how');

/** Stems of "don't", "isn't", … (`ca`, `wo`) are among them: they are looked up without their "n't". */
export const AUXILIARIES = set(
  'am is are was were do does did has have had can could will would shall should may might must ca wo ai',
);

/** What stands behind the auxiliary of a question. */
export const SUBJECTS = set(
  'i you he she it we they there this that these those anyone anybody someone somebody everyone everybody the your my his her our their',
);

export const HOW_MUCH = set('many much long far often old soon big come');

export const CONJUNCTIONS = set(
  'and but or so because although though while which who whereas unless if when then yet nor',
);

/** A sentence does not end with one of these, however long the speaker thinks about the next word. */
export const HANGING_WORDS = set(
  "a an the and or but of to from with by for at into my your his her our their its than as if because i'm we're they're very mister mr mrs dr doctor",
);

/** Days and months; not `may` and `march`, which are mostly verbs. */
export const PROPER_NAMES = set(
  'monday tuesday wednesday thursday friday saturday sunday january february april june july august september october november december english america american england london god mr mrs dr',
);
