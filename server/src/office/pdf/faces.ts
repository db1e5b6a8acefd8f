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
    hasGlyphForCodePoint(codePoint: number): boolean;
  };
  subset: { includeGlyph(id: number): number };
  widths: (number | undefined)[];
  unicode: (number[] | undefined)[];
  ref(): unknown;
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
  /** Operands of TJ with the height above the line, in thousandths, at which they stand. */
  parts: { rise: number; operands: string }[];
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
      opened ??= (document.font(file) as unknown as { _font: EmbeddedFont })._font;
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

function shapeText(embedded: EmbeddedFont, text: string, isRtl: boolean): Shape {
  const { scale, font, subset, widths, unicode } = embedded;
  const drawn = isRtl ? mirrored(text) : text;
  const { glyphs, positions } = font.layout(drawn, undefined, undefined, undefined, isRtl ? 'rtl' : 'ltr');
  const parts: Shape['parts'] = [];
  let wanted = 0;
  let reached = 0;
  let part = { rise: 0, operands: '' };
  for (const [index, glyph] of glyphs.entries()) {
    const { xAdvance, xOffset, yOffset } = positions[index] as GlyphRun['positions'][number];
    const id = subset.includeGlyph(glyph.id);
    const width = widths[id] ?? glyph.advanceWidth * scale;
    widths[id] = width;
    unicode[id] ??= glyph.codePoints;
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
  return { width: wanted, parts };
}
