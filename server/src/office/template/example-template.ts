import { Document, Footer, Packer, PageNumber, Paragraph, type ParagraphChild, TextRun } from 'docx';

/** A template to begin with: every placeholder there is, to be changed in Word or LibreOffice. */
export async function makeExampleTemplate(): Promise<Buffer> {
  const paragraph = (...children: ParagraphChild[]) => new Paragraph({ spacing: { after: 120 }, children });
  const document = new Document({
    title: 'Parlance export template',
    creator: 'Parlance',
    styles: { default: { document: { run: { font: 'Calibri', size: 22 } } } },
    sections: [
      {
        footers: {
          default: new Footer({
            children: [
              new Paragraph({ children: [new TextRun({ children: ['{{title}} – ', PageNumber.CURRENT], size: 16 })] }),
            ],
          }),
        },
        children: [
          paragraph(new TextRun({ text: '{{title}}', bold: true, size: 36 })),
          paragraph(new TextRun({ text: '{{date}} · {{language}}', color: '666666' })),
          paragraph(new TextRun('{{#summary}}')),
          paragraph(new TextRun({ text: '{{summary}}', italics: true })),
          paragraph(new TextRun('{{/summary}}')),
          paragraph(new TextRun('{{#segments}}')),
          paragraph(
            new TextRun({ text: '{{start}}  ', color: '767676', size: 16 }),
            new TextRun({ text: '{{speaker}} ', bold: true }),
            new TextRun('{{text}}'),
          ),
          paragraph(new TextRun('{{/segments}}')),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}
