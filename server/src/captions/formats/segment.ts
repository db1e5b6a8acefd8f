/** A caption or a paragraph as files know it. */
export interface Segment {
  /** Milliseconds from the beginning. */
  start_ms: number;
  end_ms: number;
  /** Name to show; null when nobody knows. */
  speaker: string | null;
  /** Lines are separated by line feeds. */
  text: string;
  /** Where a file tells them: word, start, end (milliseconds), confidence. */
  words?: [string, number, number, number | null][];
}

/** More than a hundred hours of captions; what holds more is no caption file. */
export const MOST_SEGMENTS = 200_000;

export interface WriteOptions {
  /** BCP 47. */
  language: string;
  /** What the recording is called. */
  title: string;
  with_speakers: boolean;
  with_timestamps: boolean;
}

/** What a file says, and what had to be mended to read it, a sentence each. */
export interface ReadSegments {
  segments: Segment[];
  repairs: string[];
  /** BCP 47, where the file says it. */
  language?: string;
  /** Where the file says it: captions, or a text in paragraphs. */
  document_type?: 'caption' | 'document';
}

/** The text of a segment with its speaker before it, where speakers are wanted: `S1: Good morning.` */
export function textWithSpeaker(
  { speaker, text }: Segment,
  { with_speakers }: Pick<WriteOptions, 'with_speakers'>,
): string {
  return with_speakers && speaker !== null ? `${speaker}: ${text}` : text;
}

/** Text as one line of it can stand in a file made of lines: no line breaks of any kind, no control characters. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** The lines of a text without empty ones, which end a caption in most formats, and without control characters. */
export function linesOf(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029\u0085]/)
    .map((line) => line.replace(/\p{Cc}+/gu, ' ').trim())
    .filter((line) => line !== '');
}

/** The lines of a file one by one, however it ends them: a file of nothing but line ends is no list of millions. */
export function* linesIn(text: string): Generator<string> {
  const end = /\r\n|\r|\n/g;
  let from = 0;
  for (let found = end.exec(text); found; found = end.exec(text)) {
    yield text.slice(from, found.index);
    from = end.lastIndex;
  }
  if (from < text.length) yield text.slice(from);
}
