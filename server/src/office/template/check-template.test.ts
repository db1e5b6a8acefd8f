import { buffer } from 'node:stream/consumers';
import { deflateRawSync } from 'node:zlib';
import PizZip from 'pizzip';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../test/seeded-random.ts';
import { type DocxParts, makeDocx, OFFICE } from '../../../test/templates.ts';
import { AppError } from '../../platform/errors.ts';
import { checkTemplate, exampleTemplate, renderOffice } from '../index.ts';
import { checkTemplate as checkNow } from './fill-template.ts';

/** In this thread: starting another for each case would take most of the time. */
function detailOf(template: Buffer): string {
  try {
    checkNow(template);
    return 'it was taken';
  } catch (error) {
    return error instanceof AppError && error.kind === 'template_invalid' ? String(error.detail) : String(error);
  }
}
const check = (parts: DocxParts) => detailOf(makeDocx(parts));

const relationship = (kind: string, target: string, mode = ' TargetMode="External"') =>
  `<Relationship Id="r9" Type="${OFFICE}/${kind}" Target="${target}"${mode}/>`;
const field = (...pieces: string[]) =>
  `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>${pieces.map((piece) => `<w:r><w:instrText>${piece}</w:instrText></w:r>`).join('')}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`;

describe('templates that are taken', () => {
  it('the example, with every placeholder', async () => {
    await checkTemplate(await exampleTemplate());
  });

  it.each<[string, DocxParts]>([
    ['no placeholders', { paragraphs: ['Only text'] }],
    [
      'a loop in one paragraph',
      { paragraphs: ['{{title}}: {{#segments}}{{speaker}} {{start}} {{text}}{{/segments}}'] },
    ],
    ['a placeholder in two runs', { body: '<w:p><w:r><w:t>{{ti</w:t></w:r><w:r><w:t>tle}}</w:t></w:r></w:p>' }],
    ['links to the web and to addresses', { relationships: relationship('hyperlink', 'https://example.org') }],
    ['an address of mail', { relationships: relationship('hyperlink', 'mailto:a@example.org') }],
    ['page numbers', { body: field(' PAGE ') }],
    ['a part when there is a summary', { paragraphs: ['{{#summary}}Summary: {{summary}}{{/summary}}'] }],
  ])('%s', async (_, parts) => {
    expect(check(parts)).toBe('it was taken');
  });
});

describe('placeholders that are wrong: told by name', () => {
  it.each<[string, string]>([
    ['{{ttile}}', 'There is no placeholder {{ttile}}'],
    ['{{title', 'The placeholder {{title is not closed'],
    ['title}}', '{{ is missing before title}}'],
    ['{{#segments}}{{text}}', '{{#segments}} is never closed: {{/segments}} is missing'],
    ['{{text}}{{/segments}}', '{{/segments}} closes what was never opened'],
    ['{{text}}', '{{text}} must stand between {{#segments}} and {{/segments}}'],
    ['{{segments}}', 'Write {{#segments}} before'],
    ['{{#segments}}{{#segments}}{{text}}{{/segments}}{{/segments}}', '{{#segments}} stands within {{#segments}}'],
    ['{{@title}}', '{{@title}} would put in markup'],
    ['{{constructor}}', 'There is no placeholder {{constructor}}'],
    ['{{__proto__}}', 'There is no placeholder {{__proto__}}'],
    ['{{#segments}}{{password}}{{/segments}}', 'There is no placeholder {{password}}'],
    ['{{title.length}}', 'There is no placeholder {{title.length}}'],
  ])('%s', async (text, reason) => {
    expect(check({ paragraphs: [text] })).toContain(reason);
  });

  it('in headers too', async () => {
    const header = `<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>{{date}} {{nobody}}</w:t></w:r></w:p></w:hdr>`;
    const types =
      '<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>';
    expect(check({ types, parts: { 'word/header1.xml': header } })).toContain('{{nobody}}');
  });
});

describe('templates that do more than look like something', () => {
  it.each<[string, DocxParts, string]>([
    ['macros', { parts: { 'word/vbaProject.bin': 'x' } }, 'has macros'],
    ['macros by their relation', { relationships: relationship('vbaProject', 'harmless.bin', '') }, 'has macros'],
    [
      'a type with macros',
      { types: '<Override PartName="/x" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>' },
      'has macros',
    ],
    [
      'another template',
      { relationships: relationship('attachedTemplate', 'https://a.test/x.dotm') },
      'another template',
    ],
    [
      'a picture of the web',
      { relationships: relationship('image', 'https://a.test/x.png') },
      'takes something (image)',
    ],
    [
      'a picture of this machine',
      { relationships: relationship('image', 'file:///etc/passwd') },
      'takes something (image)',
    ],
    ['a picture of a share', { relationships: relationship('image', '\\\\a.test\\x') }, 'takes something (image)'],
    [
      'a picture of the web, called internal',
      { relationships: relationship('image', 'https://a.test', '') },
      'takes some',
    ],
    [
      'a link to a file',
      { relationships: relationship('hyperlink', 'file:///etc/passwd') },
      'takes something (hyperlink)',
    ],
    ['a link that runs', { relationships: relationship('hyperlink', 'javascript:x()') }, 'takes something (hyperlink)'],
    ['an object', { relationships: relationship('oleObject', 'x.bin', '') }, 'an embedded object'],
    ['an object by its place', { parts: { 'word/embeddings/x.bin': 'x' } }, 'an embedded object'],
    ['a control', { parts: { 'word/activeX/activeX1.xml': '<x/>' } }, 'an embedded object'],
    ['another document', { body: '<w:altChunk r:id="r9"/>' }, 'another document'],
    ['a frame', { relationships: relationship('frame', 'https://a.test') }, 'a frame'],
    [
      'a drawing of elsewhere',
      { body: '<w:pict><v:imagedata src="http://a.test/x.png"/></w:pict>' },
      'takes a picture',
    ],
    ['a field that runs', { body: field('DDEAUTO c:\\\\cmd') }, 'DDEAUTO'],
    ['a field in pieces', { body: field(' INCLUDE', 'TEXT "/etc/passwd"') }, 'INCLUDETEXT'],
    [
      'a simple field',
      { body: '<w:p><w:fldSimple w:instr=" INCLUDEPICTURE &quot;http://a.test&quot;"/></w:p>' },
      'INCLUDEPICTURE',
    ],
    [
      'entities of its own',
      {
        parts: { 'word/styles.xml': '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]><x>&a;</x>' },
      },
      'declares a document type',
    ],
    ['XML that is none', { body: '<w:p>' }, 'no well-formed XML'],
    ['XML in another encoding', { parts: { 'word/styles.xml': Buffer.from('\ufeff<x/>', 'utf16le') } }, 'not in UTF-8'],
    [
      'a lie about the encoding',
      { parts: { 'word/styles.xml': '<?xml version="1.0" encoding="UTF-7"?><x/>' } },
      'not in UTF-8',
    ],
    ['elements without end', { body: '<w:p>'.repeat(300) + '</w:p>'.repeat(300) }, 'nests more than 200'],
    ['names that lead out', { parts: { '../../evil.xml': '<x/>' } }, 'leads out of it'],
    ['no Word document', { parts: { '[Content_Types].xml': '<Types/>' } }, 'is no DOCX'],
  ])('%s', async (_, parts, reason) => {
    expect(check(parts)).toContain(reason);
  });
});

describe('archives that are not what they say', () => {
  it.each<[string, () => Buffer, string]>([
    ['no ZIP', () => Buffer.from('hello world, this is no archive at all'), 'not a ZIP archive'],
    ['cut off', () => makeDocx().subarray(0, 500), 'damaged'],
    ['another ZIP', () => new PizZip().file('a.txt', 'x').generate({ type: 'nodebuffer' }) as Buffer, 'no DOCX'],
    [
      'too large unpacked',
      () => makeDocx({ parts: { 'word/media/a.bin': Buffer.alloc(61 * 1024 * 1024) } }),
      'too large',
    ],
    [
      'XML too large',
      () => makeDocx({ parts: { 'word/a.xml': `<x>${' '.repeat(11 * 1024 * 1024)}</x>` } }),
      'too large',
    ],
    [
      'too many files',
      () => makeDocx({ parts: Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`a${i}`, ''])) }),
      'more than 500',
    ],
    ['larger than it says', bomb, 'lies about the size'],
    ['a file twice', twice, 'two files named'],
  ])('%s', async (_, make, reason) => {
    expect(detailOf(make())).toContain(reason);
  });

  it('takes little time and memory for a bomb of a gigabyte', async () => {
    const file = bomb(1_024);
    const before = process.memoryUsage().rss;
    await expect(checkTemplate(file)).rejects.toMatchObject({ detail: expect.stringContaining('lies about the size') });
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });
});

/** One part says in both of its headers that it holds 1000 bytes, and holds megabytes. */
function bomb(megabytes = 50): Buffer {
  const name = 'word/bomb.xml';
  const bytes = makeDocx({ parts: { [name]: 'x'.repeat(1_000) } });
  const packed = deflateRawSync(Buffer.alloc(megabytes * 1024 * 1024, 32), { level: 9 });
  const local = bytes.indexOf(Buffer.from(name)) - 30;
  const dataAt = local + 30 + name.length;
  const oldSize = bytes.readUInt32LE(local + 18);
  const result = Buffer.concat([bytes.subarray(0, dataAt), packed, bytes.subarray(dataAt + oldSize)]);
  const grown = packed.length - oldSize;
  const entry = result.lastIndexOf(Buffer.from(name)) - 46;
  result.writeUInt32LE(packed.length, local + 18);
  result.writeUInt32LE(packed.length, entry + 20);
  const end = result.length - 22;
  const start = result.readUInt32LE(end + 16) + grown;
  result.writeUInt32LE(start, end + 16);
  return result;
}

/** The directory tells of one file twice. */
function twice(): Buffer {
  const bytes = Buffer.from(makeDocx({ parts: { 'word/aa.xml': '<x/>', 'word/ab.xml': '<x/>' } }));
  for (let at = bytes.indexOf('word/ab.xml'); at >= 0; at = bytes.indexOf('word/ab.xml', at))
    bytes.write('word/aa.xml', at);
  return bytes;
}

describe('renderOffice with a template', () => {
  const signal = new AbortController().signal;
  const options = { language: 'nl', title: 'Vergadering & <meer>', with_speakers: true, with_timestamps: true };
  const segments = [
    { start_ms: 0, end_ms: 1_000, speaker: 'Ada', text: 'Goede morgen {{title}} \u0000\ud800 <b>' },
    { start_ms: 61_000, end_ms: 62_000, speaker: null, text: 'Twee\nregels' },
  ];
  const xmlOf = async (template: Buffer, changes = {}) => {
    const facts = { created: '2026-01-02T03:04:05Z', summary: 'Kort.' };
    const input = { format: 'docx', segments, template, options: { ...options, ...changes }, facts, signal } as const;
    return new PizZip(await buffer(await renderOffice(input))).file('word/document.xml')?.asText() as string;
  };
  const textOf = (xml: string) =>
    xml
      .replace(/<w:br\/>/g, '|')
      .replace(/<\/w:p>/g, '\n')
      .replace(/<[^>]+>/g, '')
      .replace(/\n+/g, '\n');

  it('puts everything in its place, and text stays text', async () => {
    const template = makeDocx({
      paragraphs: [
        '{{title}} {{date}} {{language}} {{summary}}',
        '{{#segments}}',
        '{{start}} {{speaker}}: {{text}}',
        '{{/segments}}',
      ],
    });
    expect(
      textOf(await xmlOf(template))
        .trim()
        .split('\n'),
    ).toEqual([
      'Vergadering &amp; &lt;meer&gt; 2 januari 2026 nl Kort.',
      '00:00:00 Ada: Goede morgen {{title}}  \ufffd &lt;b&gt;',
      '00:01:01 : Twee|regels',
    ]);
    const bare = textOf(await xmlOf(template, { with_speakers: false, with_timestamps: false }));
    expect(bare).toContain('\n : Goede morgen');
  });

  it('refuses a template that became bad', async () => {
    const template = makeDocx({ paragraphs: ['{{title'] });
    await expect(renderOffice({ format: 'docx', segments, template, options, signal })).rejects.toMatchObject({
      kind: 'template_invalid',
    });
  });
});

describe('damaged templates', () => {
  const whole = makeDocx({
    paragraphs: ['{{title}} {{date}}', '{{#segments}}', '{{start}} {{speaker}}: {{text}}', '{{/segments}}'],
    relationships: relationship('hyperlink', 'https://example.org'),
  });
  const random = seededRandom(20_261_121);
  const someOf = (length: number) => Math.floor(random() * length);
  const known = /^it was taken$|^(?!\w*Error).+[.”]$/;

  it('bytes changed, cut and doubled: taken or refused with a reason', () => {
    for (let run = 0; run < 400; run++) {
      const bytes = Buffer.from(whole);
      for (let change = 0; change <= someOf(4); change++) bytes[someOf(bytes.length)] = someOf(256);
      const from = someOf(bytes.length);
      const kinds = [bytes, bytes.subarray(0, from), Buffer.concat([bytes, bytes.subarray(from)])];
      expect(detailOf(kinds[run % 3] as Buffer)).toMatch(known);
    }
  });

  it('XML changed, cut and doubled: taken or refused with a reason', () => {
    const archive = new PizZip(whole);
    const names = Object.keys(archive.files).filter((name) => !name.endsWith('/'));
    for (let run = 0; run < 400; run++) {
      const name = names[run % names.length] as string;
      const text = archive.file(name)?.asText() as string;
      const [from, length] = [someOf(text.length), someOf(40)];
      const middle = ['', text.slice(from, from + length).repeat(2), '{{', '</w:p>', '&x;', '\u0000'][someOf(6)];
      const changed = text.slice(0, from) + middle + text.slice(from + length);
      expect(detailOf(makeDocx({ parts: { [name]: changed } }))).toMatch(known);
    }
  });
});
