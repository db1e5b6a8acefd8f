import LineBreaker from 'linebreak';
import { type Direction, embeddingLevels } from '../text-direction.ts';
import type { Face } from './faces.ts';
import type { Shape } from './shape-text.ts';

/** Text of one look. */
export interface Span {
  text: string;
  /** In the order in which they are asked for a character. */
  faces: readonly Face[];
  /** Points. */
  size: number;
  /** From 0, black, to 1. */
  grey: number;
}

/** Text of one look, one font, one direction and one line, with its glyphs. */
export interface Piece {
  span: Span;
  face: Face;
  shape: Shape;
  /** Points. */
  width: number;
  level: number;
  isSpace: boolean;
}

export interface Line {
  /** From left to right, as they are drawn. */
  pieces: Piece[];
  width: number;
}

/** Scripts without spaces between words that need a dictionary (class SA of UAX #14): Thai, Lao, Myanmar, Khmer. */
const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]/;
const words = new Intl.Segmenter(undefined, { granularity: 'word' });
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Breaks a paragraph into lines (UAX #14) and puts each line in the order in which it is seen (UAX #9, rule L2).
 *
 * @param width points
 */
export function layOutParagraph(spans: readonly Span[], width: number, direction: Direction): Line[] {
  const text = spans.map((span) => span.text).join('');
  const levels = embeddingLevels(text, direction);
  const base = direction === 'rtl' ? 1 : 0;
  const lines: Line[] = [];
  let line: Piece[] = [];
  let reached = 0;
  const endLine = () => {
    lines.push(finishLine(line, base));
    line = [];
    reached = 0;
  };
  const place = (unit: Piece[], unitWidth: number, printed: number) => {
    if (line.length > 0 && reached + printed > width) endLine();
    line.push(...unit);
    reached += unitWidth;
  };
  for (const { start, end, required } of unitsOf(text)) {
    const unit = piecesOf(spans, levels, start, end);
    const { total, printed } = widthsOf(unit);
    if (printed <= width) place(unit, total, printed);
    else {
      for (const { index, segment } of graphemes.segment(text.slice(start, end))) {
        const single = piecesOf(spans, levels, start + index, start + index + segment.length);
        const widths = widthsOf(single);
        place(single, widths.total, widths.printed);
      }
    }
    if (required) endLine();
  }
  if (line.length > 0 || lines.length === 0) endLine();
  return lines;
}

/** What must stay on one line, with the space after it. */
function* unitsOf(text: string): Generator<{ start: number; end: number; required: boolean }> {
  const breaker = new LineBreaker(text);
  let start = 0;
  for (let next = breaker.nextBreak(); next; next = breaker.nextBreak()) {
    const required = next.required && next.position < text.length;
    const piece = text.slice(start, next.position);
    if (UNSPACED.test(piece)) {
      for (const { index, segment } of words.segment(piece.trimEnd())) {
        const end = start + index + segment.length;
        yield { start: start + index, end, required: false };
      }
      start += piece.trimEnd().length;
    }
    yield { start, end: next.position, required };
    start = next.position;
  }
}

function widthsOf(unit: readonly Piece[]): { total: number; printed: number } {
  let total = 0;
  let printed = 0;
  for (const piece of unit) {
    total += piece.width;
    if (!piece.isSpace) printed = total;
  }
  return { total, printed };
}

/** A word of letters that the first font has, and the space after it: most of most texts. */
const PLAIN = /^([!-~\u00a1-\u00ac\u00ae-\u024f]*)( *)$/;

const SPACE = /^[\s\u2028\u2029]+$/u;
/** What belongs to the character before it, whatever font that is from: marks, joiners, selectors, skin tones, tags. */
const ATTACHED = /^(?:\p{M}|\u200d|[\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}])$/u;
const EMOJI = /^\p{Emoji_Presentation}$/u;

/** Text between two positions, parted where look, direction, font or space change. */
function piecesOf(spans: readonly Span[], levels: Uint8Array | undefined, start: number, end: number): Piece[] {
  const pieces: Piece[] = [];
  let offset = 0;
  for (const span of spans) {
    const from = Math.max(0, start - offset);
    const to = Math.min(span.text.length, end - offset);
    if (from < to) partSpan(span, offset, from, to, levels, pieces);
    offset += span.text.length;
  }
  return pieces;
}

function partSpan(
  span: Span,
  offset: number,
  from: number,
  to: number,
  levels: Uint8Array | undefined,
  pieces: Piece[],
): void {
  const plain = levels ? null : PLAIN.exec(span.text.slice(from, to));
  if (plain) {
    const main = span.faces[0] as Face;
    for (const text of plain.slice(1)) if (text) pieces.push(pieceOf(span, main, text, 0, text.startsWith(' ')));
    return;
  }
  let begin = from;
  let face: Face | undefined;
  let level = 0;
  let isSpace = false;
  const flush = (at: number) => {
    if (face && at > begin) pieces.push(pieceOf(span, face, span.text.slice(begin, at), level, isSpace));
    begin = at;
  };
  for (let at = from; at < to; ) {
    const character = String.fromCodePoint(span.text.codePointAt(at) as number);
    const next = faceFor(span.faces, character, face, span.text.charCodeAt(at + character.length));
    const nextLevel = levels?.[offset + at] ?? 0;
    const nextIsSpace = SPACE.test(character);
    if (next !== face || nextLevel !== level || nextIsSpace !== isSpace) {
      flush(at);
      face = next;
      level = nextLevel;
      isSpace = nextIsSpace;
    }
    at += character.length;
  }
  flush(to);
}

function pieceOf(span: Span, face: Face, text: string, level: number, isSpace: boolean): Piece {
  const shape = face.shape(isSpace ? ' ' : text, level % 2 === 1);
  const lineBreaks = isSpace && /[\n\r\u2028\u2029]/.test(text);
  return { span, face, shape, width: lineBreaks ? 0 : (shape.width * span.size) / 1_000, level, isSpace };
}

function faceFor(faces: readonly Face[], character: string, current: Face | undefined, follows: number): Face {
  const main = faces[0] as Face;
  const codePoint = character.codePointAt(0) as number;
  if (codePoint < 0x250) return main;
  if (current && ATTACHED.test(character) && (codePoint > 0xfdff || codePoint === 0x200d || current.has(codePoint))) {
    return current;
  }
  const wantsEmoji = follows === 0xfe0f || EMOJI.test(character);
  const order = wantsEmoji ? [...faces].reverse() : faces;
  return order.find((face) => face.has(codePoint)) ?? main;
}

/** Without the spaces at its end, in the order in which it is seen. */
function finishLine(pieces: Piece[], base: number): Line {
  const last = pieces.findLastIndex((piece) => !piece.isSpace);
  const kept = pieces.slice(0, last + 1);
  const width = kept.reduce((sum, piece) => sum + piece.width, 0);
  const highest = Math.max(base, ...kept.map((piece) => piece.level));
  for (let level = highest; level > 0; level--) {
    for (let start = 0; start < kept.length; start++) {
      if ((kept[start] as Piece).level < level) continue;
      let end = start + 1;
      while (end < kept.length && (kept[end] as Piece).level >= level) end++;
      kept.splice(start, end - start, ...kept.slice(start, end).reverse());
      start = end;
    }
  }
  return { pieces: kept, width };
}
