import { AlignmentType, Document, Footer, HeadingLevel, Packer, PageNumber, Paragraph, TextRun } from 'docx';
import PizZip from 'pizzip';
import { oneLine } from '../../captions/formats/segment.ts';
import type { DocumentInput } from '../document-input.ts';
import { languageTag } from '../language-tag.ts';
import { directionOfLanguage, directionOfText } from '../text-direction.ts';
import { xmlText } from './xml-text.ts';

/** Twentieths of a point from the margin to the text, where there are times before it. */
const TIME_WIDTH = 1_300;

const TYPES = '[Content_Types].xml';

const MARKER = 'segments-stand-here';

export interface Skeleton {
  /** All parts but the text itself, by their names in the archive. */
  parts: { name: string; content: Uint8Array }[];
  /** What stands before and after the paragraphs in `word/document.xml`. */
  before: string;
  after: string;
}

/** A document with styles, title, page numbers and properties, cut open where its paragraphs belong. */
export async function makeSkeleton({ options, facts }: DocumentInput): Promise<Skeleton> {
  const title = xmlText(oneLine(options.title));
  const isRtl = directionOfText(title, directionOfLanguage(options.language)) === 'rtl';
  const tag = languageTag(options.language);
  const language = { value: tag, eastAsia: tag, bidirectional: tag };
  const indent = options.with_timestamps ? { left: TIME_WIDTH, hanging: TIME_WIDTH } : {};
  const document = new Document({
    title,
    creator: 'Parlance',
    lastModifiedBy: 'Parlance',
    description: `Recorded ${facts.created}`,
    styles: {
      default: {
        document: {
          run: { font: { ascii: 'Calibri', hAnsi: 'Calibri', cs: 'Arial' }, size: 22, sizeComplexScript: 22, language },
        },
        title: { run: { size: 36, sizeComplexScript: 36, bold: true }, paragraph: { spacing: { after: 280 } } },
      },
      paragraphStyles: [
        {
          id: 'Segment',
          name: 'Segment',
          basedOn: 'Normal',
          quickFormat: true,
          paragraph: { spacing: { after: 120, line: 276 }, indent },
        },
      ],
      characterStyles: [
        { id: 'Speaker', name: 'Speaker', quickFormat: true, run: { bold: true, boldComplexScript: true } },
        {
          id: 'Time',
          name: 'Time',
          quickFormat: true,
          run: { color: '767676', size: 16, sizeComplexScript: 16, noProof: true },
        },
      ],
    },
    sections: [
      {
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [
                  new TextRun({ style: 'Time', children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] }),
                ],
              }),
            ],
          }),
        },
        children: [
          new Paragraph({
            heading: HeadingLevel.TITLE,
            bidirectional: isRtl,
            children: [new TextRun({ text: title, rightToLeft: isRtl })],
          }),
          new Paragraph(MARKER),
        ],
      },
    ],
  });
  const archive = new PizZip(await Packer.toBuffer(document));
  const parts = Object.values(archive.files)
    .filter(({ dir, name }) => !dir && name !== 'word/document.xml')
    // Programs that tell files by their beginning want it to be this.
    .sort((one, other) => Number(other.name === TYPES) - Number(one.name === TYPES))
    .map(({ name }) => ({ name, content: archive.file(name)?.asUint8Array() as Uint8Array }));
  const text = archive.file('word/document.xml')?.asText() as string;
  const marker = text.indexOf(MARKER);
  const start = text.lastIndexOf('<w:p>', marker);
  const end = text.indexOf('</w:p>', marker) + '</w:p>'.length;
  return { parts, before: text.slice(0, start), after: text.slice(end) };
}
