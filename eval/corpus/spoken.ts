/** As in a manifest: word, start and end in seconds, both null where the synthesiser does not tell. */
export type ManifestWord = [word: string, start: number | null, end: number | null];

/** What a synthesiser said, mono. */
export interface Spoken {
  samples: Int16Array;
  sampleRate: number;
  words: ManifestWord[];
}
