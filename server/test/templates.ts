import PizZip from 'pizzip';

const CONTENT_TYPES = (types = '') => `<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>${types}</Types>`;

const RELATIONSHIPS = (relationships: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relationships}</Relationships>`;

export const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface DocxParts {
  /** Paragraphs, each the text of one run. */
  paragraphs?: string[];
  /** Instead of paragraphs: what is in `w:body`. */
  body?: string;
  /** Of the document to other things. */
  relationships?: string;
  types?: string;
  /** More parts, or others instead of those above. */
  parts?: Record<string, string | Buffer>;
}

/** A DOCX as small as can be, with anything in it. */
export function makeDocx({ paragraphs = [], body, relationships = '', types, parts = {} }: DocxParts = {}): Buffer {
  const content = body ?? paragraphs.map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join('');
  const archive = new PizZip();
  archive.file('[Content_Types].xml', CONTENT_TYPES(types));
  archive.file(
    '_rels/.rels',
    RELATIONSHIPS(`<Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/>`),
  );
  archive.file(
    'word/document.xml',
    `<?xml version="1.0" encoding="UTF-8"?>\n<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="${OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml"><w:body>${content}</w:body></w:document>`,
  );
  archive.file('word/_rels/document.xml.rels', RELATIONSHIPS(relationships));
  for (const [name, bytes] of Object.entries(parts)) archive.file(name, bytes);
  return archive.generate({ type: 'nodebuffer', compression: 'DEFLATE' }) as Buffer;
}

export const EXAMPLE_PDF = Buffer.from('%PDF-1.7\nan example\n%%EOF\n');

/** The form of a template; what is null is left out. */
export function templateForm(fields: Record<string, string | Buffer | null> = {}): FormData {
  const form = new FormData();
  const all = {
    name: 'Minutes',
    type: 'EXPORT_TEMPLATE',
    template_docx: makeDocx({
      paragraphs: ['{{title}}', '{{#segments}}', '{{start}} {{speaker}} {{text}}', '{{/segments}}'],
    }),
    example_pdf: EXAMPLE_PDF,
    ...fields,
  };
  for (const [name, value] of Object.entries(all)) {
    if (value === null) continue;
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, new Blob([new Uint8Array(value)]), name.replace('_', '.'));
  }
  return form;
}
