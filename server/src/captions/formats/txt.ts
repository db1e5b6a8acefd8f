import { textWidth } from '../text-width.ts';
import { checkCount } from './read-blocks.ts';
import { linesIn, oneLine, type ReadSegments, type Segment, type WriteOptions } from './segment.ts';
import { splitSpeakers } from './split-speakers.ts';
import { readTimestamp, timestamp } from './timestamps.ts';

/** Plain text, a paragraph each: `[00:00:01] S1: Good morning.` Times and speakers only where they are wanted. */
export function* writeTxt(segments: Iterable<Segment>, options: WriteOptions): Generator<string> {
  for (const { start_ms, speaker, text } of segments) {
    const line = oneLine(text);
    if (line === '') continue;
    const time = options.with_timestamps ? `[${timestamp(start_ms, '.').slice(0, -4)}] ` : '';
    const name = options.with_speakers && speaker !== null ? `${oneLine(speaker)}: ` : '';
    yield `${time}${name}${line}\n\n`;
  }
}

/** Columns a second: the 160 to 180 words a minute of the BBC's guidelines, spaces included. */
const PACE = 15;
const LEAST_MS = 1_000;

const paceMs = (text: string) => Math.max(LEAST_MS, Math.round((textWidth(text) * 1_000) / PACE));

const TIME = /^\s*[[(](\d{1,3}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?)[\])]\s*/;

/**
 * Reads plain text: a paragraph begins with a time in brackets, in a text without those with an empty line, in one without those
 * with each line; a name with a colon says who speaks. What times are not told are worked out from the length of the text.
 */
export function readTxt(text: string): ReadSegments {
  const paragraphs = paragraphsOf(text);
  const isTimed = paragraphs.some(({ start_ms }) => start_ms !== undefined);
  const untimed = paragraphs.map(({ text }) => ({ start_ms: 0, end_ms: 0, speaker: null, text }));
  let at = 0;
  const segments = splitSpeakers(untimed).map((segment, index): Segment => {
    const start_ms = paragraphs[index]?.start_ms ?? at;
    const next = paragraphs[index + 1]?.start_ms;
    const most = start_ms + paceMs(segment.text);
    at = next !== undefined && next > start_ms ? Math.min(next, most) : most;
    return { ...segment, start_ms, end_ms: at };
  });
  const repairs = isTimed
    ? ['A text tells when paragraphs begin only: they end at the next one, or when they would have been read out.']
    : [`The text has no times: it was given those of reading it out, ${PACE} letters a second.`];
  return { segments, repairs, document_type: 'document' };
}

interface Paragraph {
  start_ms: number | undefined;
  text: string;
}

function paragraphsOf(text: string): Paragraph[] {
  const isTimed = /^[^\S\r\n]*[[(]\d{1,3}:\d\d[\d:.,]*[\])]/m.test(text);
  const byEmptyLines = /\S[^\S\r\n]*(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)\s*\S/.test(text);
  const paragraphs: { start_ms: number | undefined; lines: string[] }[] = [];
  let open: string[] | undefined;
  for (const raw of linesIn(text)) {
    const [prefix = '', clock = ''] = TIME.exec(raw) ?? [];
    const start_ms = clock === '' ? undefined : readTimestamp(clock);
    const line = (start_ms === undefined ? raw : raw.slice(prefix.length)).trim();
    if (start_ms !== undefined || (line !== '' && (!open || !(isTimed || byEmptyLines)))) {
      open = [];
      paragraphs.push({ start_ms, lines: open });
      checkCount(paragraphs);
    }
    if (line !== '') open?.push(line);
    else if (!isTimed) open = undefined;
  }
  return paragraphs.flatMap(({ start_ms, lines }) =>
    shorten(lines.join(' ')).map((text, index) => ({ start_ms: index === 0 ? start_ms : undefined, text })),
  );
}

/** About two pages; a text without any line end is a book, not a paragraph. */
const LONGEST = 5_000;

/** Pieces of a text that is too long for one paragraph, cut at the ends of sentences, else between words. */
function shorten(text: string): string[] {
  const pieces: string[] = [];
  let from = 0;
  while (text.length - from > LONGEST) {
    const piece = text.slice(from, from + LONGEST);
    const sentence = Math.max(...['. ', '? ', '! ', '。'].map((end) => piece.lastIndexOf(end)));
    const word = piece.lastIndexOf(' ');
    // Half a surrogate pair is no character.
    const anywhere = piece.isWellFormed() ? LONGEST : LONGEST - 1;
    const length = sentence > 0 ? sentence + 1 : word > 0 ? word : anywhere;
    pieces.push(piece.slice(0, length).trim());
    from += length;
  }
  pieces.push(text.slice(from).trim());
  checkCount(pieces);
  return pieces;
}
