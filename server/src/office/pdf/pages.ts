import type { Direction } from '../text-direction.ts';
import type { Face } from './faces.ts';
import type { Line, Piece } from './layout-text.ts';

/** Points: A4 is 595.28 × 841.89. */
const MARGIN = { side: 62, top: 62, bottom: 68 };
const FOOTER_ABOVE_EDGE = 36;

interface Look {
  face: Face | undefined;
  size: number;
  grey: number;
}

export interface Pages {
  /** Of the text, in points. */
  readonly width: number;
  /** Goes down to the next line, on a new page when this one is full. */
  newLine(leading: number): void;
  /** Leaves room below a paragraph. */
  space(points: number): void;
  /** Draws into the present line; text from right to left stands at the right of its column. */
  draw(line: Line, column: { left: number; width: number; direction: Direction }): void;
  finish(): void;
}

/** @param footer what stands at the foot of a page, in its middle */
export function openPages(document: PDFKit.PDFDocument, footer: (page: number) => Line[]): Pages {
  let number = 0;
  let y = 0;
  let operators = '';
  /** What was set last on this page, so as not to say it again. */
  let state: Look = { face: undefined, size: 0, grey: -1 };

  /** Glyphs of one look, not yet said. */
  let waiting = '';

  const say = () => {
    if (waiting !== '') operators += `[${waiting}] TJ\n`;
    waiting = '';
  };
  const drawAt = (pieces: readonly Piece[], x: number, baseline: number) => {
    operators += `1 0 0 1 ${x.toFixed(2)} ${baseline.toFixed(2)} Tm\n`;
    for (const piece of pieces) drawPiece(piece);
    say();
  };
  const drawPiece = ({ face, span: { size, grey }, shape }: Piece) => {
    if (face !== state.face || size !== state.size || grey !== state.grey) setLook(face, size, grey);
    const { parts, actualText } = shape;
    const [only] = parts;
    if (only && parts.length === 1 && only.rise === 0 && !only.mode && actualText === undefined) {
      waiting += only.operands;
      return;
    }
    say();
    if (actualText !== undefined) operators += `/Span <</ActualText <${utf16Hex(actualText)}>>> BDC\n`;
    for (const { rise, operands, mode } of parts) {
      if (mode === 'hidden') operators += '3 Tr ';
      if (mode === 'silent') operators += '/Span <</ActualText <feff>>> BDC\n';
      const height = ((rise * size) / 1_000).toFixed(2);
      operators += rise === 0 ? `[${operands}] TJ\n` : `${height} Ts [${operands}] TJ 0 Ts\n`;
      if (mode === 'silent') operators += 'EMC\n';
      if (mode === 'hidden') operators += face.isThickened ? '2 Tr ' : '0 Tr ';
    }
    if (actualText !== undefined) operators += 'EMC\n';
  };
  const setLook = (face: Face, size: number, grey: number) => {
    say();
    useFont(document, face);
    if (face !== state.face || size !== state.size) operators += `/${face.id} ${size} Tf `;
    if (grey !== state.grey) operators += `${grey} g ${grey} G `;
    if (face.isThickened) operators += `2 Tr ${(size * 0.03).toFixed(2)} w `;
    else if (state.face?.isThickened) operators += '0 Tr ';
    state = { face, size, grey };
  };
  const endPage = () => {
    if (number === 0) return;
    for (const line of footer(number)) {
      drawAt(line.pieces, (document.page.width - line.width) / 2, FOOTER_ABOVE_EDGE);
    }
    // pdfkit turns pages upside down, so that y grows downwards; text is drawn the way of PDF.
    (document as unknown as { addContent(text: string): void }).addContent(
      `q 1 0 0 -1 0 ${document.page.height} cm BT\n${operators}ET Q`,
    );
    operators = '';
    state = { face: undefined, size: 0, grey: -1 };
  };
  const newPage = () => {
    endPage();
    document.addPage();
    number++;
    y = document.page.height - MARGIN.top;
  };
  newPage();

  const width = document.page.width - 2 * MARGIN.side;
  return {
    width,
    newLine(leading) {
      if (y - leading < MARGIN.bottom) newPage();
      y -= leading;
    },
    space(points) {
      y -= points;
    },
    draw(line, { left, width: column, direction }) {
      const indent = direction === 'rtl' ? column - line.width : 0;
      drawAt(line.pieces, MARGIN.side + left + indent, y);
    },
    finish: endPage,
  };
}

/** A text string of PDF (ISO 32000-1, 7.9.2.2): UTF-16 with its mark. */
const utf16Hex = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16().toString('hex');

/** Names a font among the resources of the present page. */
function useFont(document: PDFKit.PDFDocument, face: Face): void {
  const { fonts } = document.page as unknown as { fonts: Record<string, unknown> };
  fonts[face.id] ??= face.ref();
}
