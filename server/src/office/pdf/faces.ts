import { mirrored } from '../text-direction.ts';
import { fontFiles } from './fonts.ts';

/** What is used of a font of fontkit, within pdfkit's. Lengths are in font units. */
interface EmbeddedFont {
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
  /** Ours: numbers by glyph and characters. */
  numbers: Map<string, number>;
}

interface GlyphRun {
  glyphs: { id: number; advanceWidth: number; codePoints: number[] }[];
  positions: { xAdvance: number; xOffset: number; yOffset: number }[];
}

/** A font at one weight, ready to be written with. */
export interface Face {
  id: string;
  ref(): unknown;
  /** Bold without a bold font: strokes are thickened. */
  isThickened: boolean;
  has(codePoint: number): boolean;
  /** Glyphs of text that runs one way. Kept, as words come again. */
  shape(text: string, isRtl: boolean): Shape;
}

export interface Shape {
  /** Thousandths of the size. */
  width: number;
  /** Operands of TJ with the height above the line, in thousandths, at which they stand; silent ones stand for no text, hidden ones are not seen. */
  parts: { rise: number; operands: string; mode?: 'silent' | 'hidden' }[];
  /** What the glyphs stand for, where readers would not find it by them: reordered letters, marks beside their place. */
  actualText?: string;
}

/** Words kept for each face; a long recording has some ten thousand. */
const MOST_SHAPES = 50_000;

/** Opens all fonts in a document; the files are read as text needs them. */
export function openFaces(document: PDFKit.PDFDocument, weight: 'regular' | 'bold'): readonly Face[] {
  return fontFiles().map((files) => {
    const file = files[weight] ?? files.regular;
    let opened: EmbeddedFont | undefined;
    const font = () => {
      // pdfkit opens a file once, whatever it is asked for.
      if (opened) return opened;
      const { _font } = document.font(file) as unknown as { _font: EmbeddedFont };
      if (!_font.numbers) prepare(_font);
      opened = _font;
      return opened;
    };
    const shapes = new Map<string, Shape>();
    return {
      get id() {
        return font().id;
      },
      ref: () => font().ref(),
      isThickened: weight === 'bold' && !files.bold,
      has: (codePoint) => font().font.hasGlyphForCodePoint(codePoint),
      shape(text, isRtl) {
        const key = isRtl ? `\u200f${text}` : text;
        let shape = shapes.get(key);
        if (!shape) {
          if (shapes.size >= MOST_SHAPES) shapes.clear();
          shape = shapeText(font(), text, isRtl);
          shapes.set(key, shape);
        }
        return shape;
      },
    };
  });
}

/**
 * fontkit keeps one glyph object for each glyph, which then stands for the characters it was first met with; letters that
 * share a glyph need one each.
 */
function prepare(embedded: EmbeddedFont): void {
  embedded.numbers = new Map();
  const { font } = embedded;
  const original = font.getGlyph.bind(font);
  font.getGlyph = (id, characters) => {
    const glyph = original(id, characters);
    if (!characters || glyph.codePoints.join() === characters.join()) return glyph;
    return Object.create(glyph, { codePoints: { value: characters } });
  };
}

function shapeText(embedded: EmbeddedFont, text: string, isRtl: boolean): Shape {
  const { scale, font } = embedded;
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
    part.operands += `<${id.toString(16).padStart(4, '0')}>`;
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
  const { scale, subset, widths, unicode, numbers } = embedded;
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
