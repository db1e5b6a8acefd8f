import { fontFiles } from './fonts.ts';
import { type EmbeddedFont, prepareFont, type Shape, shapeText } from './shape-text.ts';

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
      if (!_font.ours) prepareFont(_font);
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
