import { mirrored } from '../text-direction.ts';

/** What is used of a font of fontkit, within pdfkit's. Lengths are in font units. */
export interface EmbeddedFont {
  id: string;
  /** Font units to thousandths of the size. */
  scale: number;
  font: {
    layout(
      text: string,
      features: undefined,
      script: undefined,
      language: undefined,
      direction?: 'rtl' | 'ltr',
    ): GlyphRun;
    getGlyph(id: number, characters?: number[]): GlyphRun['glyphs'][number];
    hasGlyphForCodePoint(codePoint: number): boolean;
  };
  /** `glyphs`: those of the font by their numbers in the embedded one. */
  subset: { includeGlyph(id: number): number; glyphs: number[] };
  widths: (number | undefined)[];
  unicode: (number[] | undefined)[];
  ref(): unknown;
  /** What is kept about it here. */
  ours: {
    /** Numbers in the embedded font by glyph and characters. */
    numbers: Map<string, number>;
    /** How two letters stand beside each other; null where they become something else. */
    pairs: Map<string, Pair | null>;
  };
}

interface GlyphRun {
  glyphs: { id: number; advanceWidth: number; codePoints: number[] }[];
  positions: { xAdvance: number; xOffset: number; yOffset: number }[];
}

export interface Shape {
  /** Thousandths of the size. */
  width: number;
  /** Operands of TJ with the height above the line, in thousandths, at which they stand; silent ones stand for no text, hidden ones are not seen. */
  parts: { rise: number; operands: string; mode?: 'silent' | 'hidden' }[];
  /** What the glyphs stand for, where readers would not find it by them: reordered letters, marks beside their place. */
  actualText?: string;
}

/**
 * fontkit keeps one glyph object for each glyph, which then stands for the characters it was first met with; letters that
 * share a glyph need one each.
 */
export function prepareFont(embedded: EmbeddedFont): void {
  embedded.ours = { numbers: new Map(), pairs: new Map() };
  const { font } = embedded;
  const original = font.getGlyph.bind(font);
  font.getGlyph = (id, characters) => {
    const glyph = original(id, characters);
    if (!characters || glyph.codePoints.join() === characters.join()) return glyph;
    return Object.create(glyph, { codePoints: { value: characters } });
  };
}

/** Glyphs of text that runs one way, as they are to be drawn. */
export function shapeText(embedded: EmbeddedFont, text: string, isRtl: boolean): Shape {
  const { scale, font } = embedded;
  const simple = isRtl ? undefined : composeFromPairs(embedded, text);
  if (simple) {
    const width = simple.reduce((sum, { xAdvance }) => sum + xAdvance * scale, 0);
    return { width, parts: drawInOrder(embedded, simple) };
  }
  const run = font.layout(isRtl ? mirrored(text) : text, undefined, undefined, undefined, isRtl ? 'rtl' : 'ltr');
  const glyphs = run.glyphs.map((glyph, index) => ({
    ...(run.positions[index] as GlyphRun['positions'][number]),
    glyph,
    // What a mirrored bracket stands for is the bracket that was written.
    text: isRtl ? mirrored(String.fromCodePoint(...glyph.codePoints)) : String.fromCodePoint(...glyph.codePoints),
  }));
  if (glyphs.length === 1) (glyphs[0] as Drawn).text = text;
  const width = glyphs.reduce((sum, { xAdvance }) => sum + xAdvance * scale, 0);
  const isPlain = glyphs.every(({ xOffset, yOffset }) => xOffset === 0 && yOffset === 0);
  if (isRtl && !isPlain) return { width, parts: drawWithHiddenText(embedded, glyphs, width) };
  const parts = drawInOrder(embedded, glyphs);
  // From right to left readers put glyphs into the order of reading by themselves.
  const isTold = isRtl || (isPlain && glyphs.map((drawn) => drawn.text).join('') === text);
  return { width, parts, ...(isTold ? {} : { actualText: text }) };
}

/** Letters of Latin, Greek and Cyrillic, one code point each, and the punctuation around them. */
const SIMPLE = /^[!-~\u00a1-\u00ac\u00ae-\u024f\u0370-\u03ff\u0400-\u0482\u048a-\u052f\u1e00-\u1eff\u2010-\u2027]{2,}$/;

interface Pair {
  first: Drawn;
  second: Drawn;
}

/**
 * The glyphs of a plain word, put together from those of its pairs of letters, of which there are hundreds where there are
 * ten thousands of words: shaping each word takes most of the time of a long document. Kerning is between two letters, and
 * where two become one (ligatures) or change, the word is shaped as a whole.
 */
function composeFromPairs(embedded: EmbeddedFont, text: string): Drawn[] | undefined {
  if (!SIMPLE.test(text)) return undefined;
  const drawn: Drawn[] = [];
  for (let index = 0; index + 1 < text.length; index++) {
    const pair = pairOf(embedded, text.slice(index, index + 2));
    if (!pair) return undefined;
    drawn.push(pair.first);
    if (index + 2 === text.length) drawn.push(pair.second);
  }
  return drawn;
}

function pairOf({ font, ours: { pairs } }: EmbeddedFont, letters: string): Pair | null {
  const known = pairs.get(letters);
  if (known !== undefined) return known;
  const layOut = (text: string) => {
    const { glyphs, positions } = font.layout(text, undefined, undefined, undefined, 'ltr');
    return glyphs.map((glyph, index) => ({ ...(positions[index] as GlyphRun['positions'][number]), glyph }));
  };
  const [first, second, more] = layOut(letters);
  const [left, right] = [layOut(letters[0] as string)[0], layOut(letters[1] as string)[0]];
  const isSame = (one: typeof first, other: typeof first) =>
    one?.glyph.id === other?.glyph.id && one?.xOffset === 0 && one.yOffset === 0;
  // The second letter must be as it would be alone: whatever follows it meets it so.
  const isPlain = !more && isSame(first, left) && isSame(second, right) && second?.xAdvance === right?.xAdvance;
  const pair =
    isPlain && first && second
      ? { first: { ...first, text: letters[0] as string }, second: { ...second, text: letters[1] as string } }
      : null;
  pairs.set(letters, pair);
  return pair;
}

interface Drawn {
  glyph: GlyphRun['glyphs'][number];
  /** What it stands for. */
  text: string;
  xAdvance: number;
  xOffset: number;
  yOffset: number;
}

function drawInOrder(embedded: EmbeddedFont, glyphs: readonly Drawn[]): Shape['parts'] {
  const { scale } = embedded;
  const parts: Shape['parts'] = [];
  let part = { rise: 0, operands: '' };
  let wanted = 0;
  let reached = 0;
  for (const { glyph, text, xAdvance, xOffset, yOffset } of glyphs) {
    const { id, width } = include(embedded, glyph, text);
    const rise = Math.round(yOffset * scale);
    if (rise !== part.rise) {
      if (part.operands !== '') parts.push(part);
      part = { rise, operands: '' };
    }
    const shift = Math.round(reached - (wanted + xOffset * scale));
    if (shift !== 0) part.operands += `${shift} `;
    const digits = id.toString(16).padStart(4, '0');
    part.operands = part.operands.endsWith('>')
      ? `${part.operands.slice(0, -1)}${digits}>`
      : `${part.operands}<${digits}>`;
    reached = reached - shift + width;
    wanted += xAdvance * scale;
  }
  const rest = Math.round(reached - wanted);
  if (rest !== 0) part.operands += ` ${rest}`;
  parts.push(part);
  return parts;
}

/**
 * Text from right to left with marks. Readers take glyphs as words by the order and the places in which they are drawn, and
 * a mark that is drawn to and fro parts its word. So what is seen stands for nothing, and the text lies over it unseen, in
 * which marks have neither width nor height: as in scanned pages that can be searched.
 */
function drawWithHiddenText(embedded: EmbeddedFont, glyphs: readonly Drawn[], width: number): Shape['parts'] {
  const seen = drawInOrder(embedded, glyphs).map((part) => ({ ...part, mode: 'silent' as const }));
  const plain = glyphs.map((drawn) => ({
    ...drawn,
    glyph: drawn.xAdvance === 0 ? Object.create(drawn.glyph, { advanceWidth: { value: 0 } }) : drawn.glyph,
    xOffset: 0,
    yOffset: 0,
  }));
  const hidden = drawInOrder(embedded, plain).map((part) => ({ ...part, mode: 'hidden' as const }));
  return [...seen, { rise: 0, operands: `${Math.round(width)}` }, ...hidden];
}

/**
 * The number of a glyph in the embedded font. A glyph that stands for other characters elsewhere (Arabic letters share
 * theirs and differ in dots) gets another number for them: what copies or searches the text goes by the number.
 */
function include(embedded: EmbeddedFont, glyph: GlyphRun['glyphs'][number], text: string) {
  const { scale, subset, widths, unicode } = embedded;
  const { numbers } = embedded.ours;
  const width = glyph.advanceWidth * scale;
  const key = `${glyph.id} ${width} ${text}`;
  let id = numbers.get(key);
  if (id === undefined) {
    id = subset.includeGlyph(glyph.id);
    if (unicode[id] !== undefined) id = subset.glyphs.push(glyph.id) - 1;
    widths[id] = width;
    unicode[id] = Array.from(text, (character) => character.codePointAt(0) as number);
    numbers.set(key, id);
  }
  return { id, width };
}
