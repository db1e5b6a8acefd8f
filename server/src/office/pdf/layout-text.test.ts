import PDFDocument from 'pdfkit';
import { describe, expect, it } from 'vitest';
import { openFaces } from './faces.ts';
import { fontFiles } from './fonts.ts';
import { layOutParagraph } from './layout-text.ts';
import type { EmbeddedFont } from './shape-text.ts';

const noto = fontFiles()[0]?.regular as string;
const document = new PDFDocument({ font: noto });
const faces = openFaces(document, 'regular');
const [main] = faces;
const span = (text: string) => ({ text, faces, size: 10, grey: 0 });
const lines = (text: string, width: number, direction: 'ltr' | 'rtl' = 'ltr') =>
  layOutParagraph([span(text)], width, direction);

describe('words put together from pairs of letters', () => {
  it.each(['AVATAR', 'Type', 'office', 'fluffy', 'WAVE', 'żółć', 'Ёлка', 'Ταΰγετος', 'T.S.', '“Yes”', 'Vỹ'])(
    '%s is as wide as shaped whole',
    (word) => {
      const { font } = (document.font(noto) as unknown as { _font: EmbeddedFont })._font;
      const { positions } = font.layout(word, undefined, undefined, undefined, 'ltr');
      const whole = positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0);
      expect(main?.shape(word, false).width).toBeCloseTo(whole, 5);
    },
  );
});

describe('layOutParagraph', () => {
  it('breaks lines at spaces, and words only where they are longer than a line', () => {
    const laidOut = lines('one two three averyveryveryverylongword', 60);
    for (const { width } of laidOut) expect(width).toBeLessThanOrEqual(60);
    expect(laidOut.length).toBeGreaterThanOrEqual(4);
  });

  it('breaks between Chinese characters, never before a full stop', () => {
    const laidOut = lines(`${'你好世界'.repeat(10)}。`, 100);
    expect(laidOut.length).toBeGreaterThanOrEqual(4);
    expect(laidOut.at(-1)?.pieces.length).toBeGreaterThan(0);
    for (const { width } of laidOut) expect(width).toBeLessThanOrEqual(100);
  });

  it('keeps line breaks, and an empty text is one empty line', () => {
    expect(lines('one\ntwo', 500)).toHaveLength(2);
    expect(lines('', 500)).toHaveLength(1);
  });

  it('puts a number in Hebrew to the left of what comes before it', () => {
    const [line] = lines('שלום 123 עולם', 500, 'rtl');
    const levels = line?.pieces.filter(({ isSpace }) => !isSpace).map(({ level }) => level);
    expect(levels).toEqual([1, 2, 1]);
    const [line2] = lines('abc שלום', 500, 'ltr');
    expect(line2?.pieces.map(({ level }) => level)).toEqual([0, 0, 1]);
  });
});
