import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import { linesOf, oneLine, type Segment } from '../../captions/formats/segment.ts';
import { timestamp } from '../../captions/formats/timestamps.ts';
import type { DocumentInput } from '../document-input.ts';
import { languageTag } from '../language-tag.ts';
import { type Direction, directionOfLanguage, directionOfText } from '../text-direction.ts';
import { type Face, openFaces } from './faces.ts';
import { fontFiles } from './fonts.ts';
import { type Line, layOutParagraph, type Span } from './layout-text.ts';
import { openPages, type Pages } from './pages.ts';

/** Points. */
const BODY = { size: 10.5, leading: 15, after: 5 };
const TITLE = { size: 18, leading: 25, after: 14 };
const TIME = { size: 8, width: 52, grey: 0.45 };

/** Paragraphs after which what is finished goes to the disk. */
const PARAGRAPHS_A_PIECE = 100;

interface Fonts {
  regular: readonly Face[];
  bold: readonly Face[];
}

/** Writes a PDF on A4, page by page. Fonts are embedded with the glyphs that are used. */
export async function writePdf(input: DocumentInput, file: string): Promise<void> {
  const { options, facts } = input;
  const created = new Date(facts.created);
  const document = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    // Names the language and lets texts be in any script.
    pdfVersion: '1.7',
    lang: languageTag(options.language),
    displayTitle: true,
    font: fontFiles()[0]?.regular as string,
    info: {
      Title: options.title,
      Creator: 'Parlance',
      Producer: 'Parlance',
      ...(Number.isNaN(created.getTime()) ? {} : { CreationDate: created }),
    },
  });
  const written = pipeline(document, createWriteStream(file));
  const fonts = { regular: openFaces(document, 'regular'), bold: openFaces(document, 'bold') };
  const pages = openPages(document, (number) =>
    layOutParagraph([span(String(number), fonts.regular, TIME)], 200, 'ltr'),
  );
  const direction = directionOfLanguage(options.language);
  const draw = (async () => {
    drawTitle(pages, options.title, fonts, direction);
    let count = 0;
    for (const segment of input.segments) {
      drawSegment(pages, segment, input, fonts, direction);
      if (++count % PARAGRAPHS_A_PIECE === 0) await setImmediate();
    }
    pages.finish();
    document.end();
  })();
  await Promise.all([draw, written]);
}

const span = (text: string, faces: readonly Face[], { size, grey = 0 }: { size: number; grey?: number }): Span => ({
  text,
  faces,
  size,
  grey,
});

function drawTitle(pages: Pages, title: string, fonts: Fonts, language: Direction): void {
  const text = oneLine(title);
  if (text === '') return;
  const direction = directionOfText(text, language);
  for (const line of layOutParagraph([span(text, fonts.bold, TITLE)], pages.width, direction)) {
    pages.newLine(TITLE.leading);
    pages.draw(line, { left: 0, width: pages.width, direction });
  }
  pages.space(TITLE.after);
}

/** The time stands in a column of its own, at the side where the language begins. */
function drawSegment(
  pages: Pages,
  segment: Segment,
  { options }: DocumentInput,
  fonts: Fonts,
  language: Direction,
): void {
  const lines = linesOf(segment.text);
  const direction = directionOfText(lines.join(' '), language);
  const column = options.with_timestamps ? TIME.width : 0;
  const width = pages.width - column;
  const left = language === 'rtl' ? 0 : column;
  const speaker = options.with_speakers && segment.speaker !== null ? oneLine(segment.speaker) : '';
  const spans = [
    ...(speaker === '' ? [] : [span(`${speaker}: `, fonts.bold, BODY)]),
    span(lines.join('\n'), fonts.regular, BODY),
  ];
  for (const [index, line] of layOutParagraph(spans, width, direction).entries()) {
    pages.newLine(BODY.leading);
    if (index === 0 && options.with_timestamps) {
      const time = timestamp(segment.start_ms, '.').slice(0, 8);
      const [drawn] = layOutParagraph([span(time, fonts.regular, TIME)], column, 'ltr');
      const at = language === 'rtl' ? pages.width - column : 0;
      pages.draw(drawn as Line, { left: at, width: column, direction: language });
    }
    pages.draw(line, { left, width, direction });
  }
  pages.space(BODY.after);
}
