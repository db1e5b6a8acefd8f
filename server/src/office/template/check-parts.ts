import { SaxesParser, type SaxesTagNS } from 'saxes';
import { isXml } from './read-archive.ts';
import { templateInvalid } from './template-invalid.ts';

const DOCUMENT_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';

/** Deeper than Word nests its elements; a hostile file could exhaust the stack of whoever walks it. */
const DEEPEST = 200;

/** Kinds of relationships that bring programs or other documents along: the last step of their addresses. */
const FORBIDDEN_RELATIONSHIPS: Record<string, string> = {
  vbaProject: 'macros',
  wordVbaData: 'macros',
  keyMapCustomizations: 'keyboard macros',
  attachedToolbars: 'toolbars',
  oleObject: 'an embedded object',
  package: 'an embedded document',
  control: 'a control',
  activeXControlBinary: 'a control',
  ctrlProp: 'a control',
  aFChunk: 'another document',
  subDocument: 'another document',
  attachedTemplate: 'another template',
  mailMergeSource: 'a source for mail merge',
  mailMergeHeaderSource: 'a source for mail merge',
  frame: 'a frame',
};

/** Fields that fetch, run or read something when a document is opened. */
const FORBIDDEN_FIELDS =
  /(?:^|[\s{])(DDE|DDEAUTO|INCLUDEPICTURE|INCLUDETEXT|INCLUDE|LINK|IMPORT|MACROBUTTON|RD|DATABASE|EMBED|CONTROL|HTMLACTIVEX|AUTOTEXT|GLOSSARY)(?=[\s"\\]|$)/i;

/** Addresses as attributes may have them: of the web, of files, of Windows shares and drives. */
const ADDRESS = /^\s*(?:[a-z][a-z0-9+.-]*:(?:\/|\\)|\\\\|\/\/|file:|data:|[a-z]:\\)/i;

/**
 * Looks through the parts of a DOCX for what does more than look like something. Ordinary links to the web and to e-mail
 * addresses may stay: nothing follows them but a reader's click.
 *
 * @throws AppError `template_invalid`
 */
export function checkParts(parts: ReadonlyMap<string, Buffer>): void {
  const types = parts.get('[Content_Types].xml');
  if (!types || !parts.has('word/document.xml')) {
    throw templateInvalid('The file is a ZIP archive, but no DOCX: it has no word/document.xml.');
  }
  for (const [name, bytes] of parts) {
    if (/vba|\.(docm|dotm|exe|dll|js|vbs|bat|cmd|ps1|hta|scr|lnk)$/i.test(name)) throw macros();
    if (/(^|\/)(embeddings|activeX|afchunk)\//i.test(name)) throw brings('an embedded object');
    if (isXml(name)) checkXml(name, bytes);
  }
  if (!types.toString('utf8').includes(DOCUMENT_TYPE)) {
    throw templateInvalid('The file is no DOCX: save the template as “Word document (.docx)”.');
  }
}

const macros = () => templateInvalid('The template has macros. Save it as “Word document (.docx)”, without macros.');
const brings = (what: string) => templateInvalid(`The template brings ${what} along. Remove it and save again.`);

function checkXml(name: string, bytes: Buffer): void {
  const text = decode(name, bytes);
  const parser = new SaxesParser({ xmlns: true });
  let depth = 0;
  let instruction: string | undefined;
  parser.on('error', (error) => {
    throw templateInvalid(
      `${name} is no well-formed XML: ${error.message.replace(/^undefined:/, 'line ').replace(/\.$/, '')}.`,
    );
  });
  parser.on('doctype', () => {
    throw templateInvalid(`${name} declares a document type. Word documents have none.`);
  });
  parser.on('processinginstruction', ({ target }) => {
    if (!/^mso-/i.test(target)) throw templateInvalid(`${name} has instructions for programs (${target}).`);
  });
  parser.on('opentag', (tag) => {
    if (++depth > DEEPEST) throw templateInvalid(`${name} nests more than ${DEEPEST} elements.`);
    if (tag.local === 'Relationship') checkRelationship(tag);
    else checkElement(tag);
    if (tag.local === 'instrText') instruction ??= '';
    // A field goes on through several runs until its end, or until its result begins.
    if (tag.local === 'fldChar' || tag.local === 'p') instruction = checkInstruction(instruction);
    if (tag.local === 'fldSimple') checkInstruction(attributeOf(tag, 'instr'));
    if (tag.local === 'Override' || tag.local === 'Default') checkContentType(attributeOf(tag, 'ContentType') ?? '');
  });
  parser.on('text', (piece) => {
    if (instruction !== undefined) instruction += piece;
  });
  parser.on('closetag', () => {
    depth--;
  });
  parser.write(text).close();
  checkInstruction(instruction);
}

/** XML as UTF-8: other encodings hide from whoever looks for something in it, and Word writes none. */
function decode(name: string, bytes: Buffer): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const [, encoding = 'utf-8'] = /^<\?xml[^>]*encoding\s*=\s*["']([^"']*)/.exec(text) ?? [];
    if (/^utf-?8$/i.test(encoding) && !text.includes('\0')) return text;
  } catch {
    // As below.
  }
  throw templateInvalid(`${name} is not in UTF-8.`);
}

const attributeOf = (tag: SaxesTagNS, local: string) =>
  Object.values(tag.attributes).find((attribute) => attribute.local === local)?.value;

function checkRelationship(tag: SaxesTagNS): void {
  const kind = (attributeOf(tag, 'Type') ?? '').split('/').at(-1) as string;
  const target = attributeOf(tag, 'Target') ?? '';
  const forbidden = Object.hasOwn(FORBIDDEN_RELATIONSHIPS, kind) ? FORBIDDEN_RELATIONSHIPS[kind] : undefined;
  if (forbidden === 'macros') throw macros();
  if (forbidden) throw brings(forbidden);
  const isExternal = attributeOf(tag, 'TargetMode')?.toLowerCase() === 'external';
  if (kind === 'hyperlink' && (/^(https?:\/\/|mailto:)/i.test(target) || (!isExternal && target.startsWith('#'))))
    return;
  if (isExternal || ADDRESS.test(target)) {
    throw templateInvalid(`The template takes something (${kind}) from elsewhere. Put it into the file, or remove it.`);
  }
}

function checkElement(tag: SaxesTagNS): void {
  if (tag.local === 'altChunk') throw brings('another document');
  if (tag.local === 'OLEObject' || tag.local === 'control') throw brings('an embedded object');
  for (const { local, prefix, value } of Object.values(tag.attributes)) {
    if (prefix === 'xmlns' || local === 'xmlns') continue;
    if (/^(src|href|link|althref)$/i.test(local) && ADDRESS.test(value)) {
      throw templateInvalid('The template takes a picture from elsewhere. Put it into the file, or remove it.');
    }
  }
}

function checkContentType(type: string): void {
  if (/macroEnabled|vbaProject/i.test(type)) throw macros();
  if (/oleObject|activeX/i.test(type)) throw brings('an embedded object');
}

/** @returns undefined: the instruction is over */
function checkInstruction(instruction: string | undefined): undefined {
  const [, field] = FORBIDDEN_FIELDS.exec(instruction ?? '') ?? [];
  if (field) throw templateInvalid(`The template has a field that fetches or runs something (${field.toUpperCase()}).`);
}
