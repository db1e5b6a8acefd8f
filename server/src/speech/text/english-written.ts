/** What takes the place of words `at`…`end`, and each of which of them; without `words` they stay as they are. */
export interface Written {
  end: number;
  words: { text: string; from: number; to: number }[];
}

/** @param words lower case, no marks between them @param before the word before them */
export type Rule = (words: readonly string[], at: number, before: string | undefined) => Written | undefined;

/** All of them as one. */
export const join = (text: string, at: number, end: number): Written => ({ end, words: [{ text, from: at, to: end }] });
/** They stay as they were said. */
export const leave = (end: number): Written => ({ end, words: [] });
