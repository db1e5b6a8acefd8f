import Docxtemplater, { type DXT } from 'docxtemplater';
import inspectModule from 'docxtemplater/js/inspect-module.js';
import PizZip from 'pizzip';
import { AppError } from '../../platform/errors.ts';
import { templateInvalid } from './template-invalid.ts';

/** Everything a template can ask for; docs/templates.md describes it. */
const PLACEHOLDERS = ['title', 'date', 'language', 'summary', 'segments'];
const PLACEHOLDERS_OF_SEGMENTS = ['speaker', 'start', 'text'];

/** A placeholder as docxtemplater found it. */
interface Tag {
  value: string;
  module?: string;
  subparsed?: Tag[];
}

/** What the library tells of a template. */
interface Inspector extends DXT.Module {
  fullInspected: Record<string, unknown>;
  getStructuredTags(file: string): Tag[];
}

// The package is CommonJS whose export is a function; its types describe an ES module.
const inspect = inspectModule as unknown as () => Inspector;

interface TemplateProblem {
  message?: string;
  properties?: { id?: string; xtag?: string; openingtag?: string; closingtag?: string };
}

/**
 * Opens a template whose parts were looked through, with its placeholders understood.
 *
 * @throws AppError `template_invalid` for placeholders that are unknown or not closed
 */
export function openTemplate(parts: ReadonlyMap<string, Buffer>): Docxtemplater {
  const archive = new PizZip();
  for (const [name, content] of parts) archive.file(name, content);
  const inspector = inspect();
  try {
    const template = new Docxtemplater(archive, {
      delimiters: { start: '{{', end: '}}' },
      paragraphLoop: true,
      linebreaks: true,
      stripInvalidXMLChars: true,
      // No expressions: a placeholder is a name, and what has no such name is empty.
      parser: (tag) => ({
        get: (scope) => (tag === '.' ? scope : Object.hasOwn(Object(scope), tag) ? scope[tag] : ''),
      }),
      nullGetter: () => '',
      errorLogging: false,
      modules: [inspector],
    });
    for (const file of Object.keys(inspector.fullInspected)) {
      checkTags(inspector.getStructuredTags(file), false);
    }
    return template;
  } catch (error) {
    throw explain(error);
  }
}

function checkTags(tags: readonly Tag[], inSegments: boolean): void {
  const known = inSegments ? [...PLACEHOLDERS.slice(0, -1), ...PLACEHOLDERS_OF_SEGMENTS] : PLACEHOLDERS;
  for (const { value, module, subparsed } of tags) {
    const name = value.trim();
    if (module === 'rawxml') throw templateInvalid(`{{@${name}}} would put in markup. Write {{${name}}}.`);
    if (inSegments && name === 'segments') {
      throw templateInvalid('{{#segments}} stands within {{#segments}}: a document would be squared.');
    }
    if (!inSegments && PLACEHOLDERS_OF_SEGMENTS.includes(name)) {
      throw templateInvalid(`{{${name}}} must stand between {{#segments}} and {{/segments}}.`);
    }
    if (!known.includes(value)) {
      throw templateInvalid(`There is no placeholder {{${name}}}. There are: ${known.join(', ')}.`);
    }
    if (name === 'segments' && !subparsed) {
      throw templateInvalid('Write {{#segments}} before and {{/segments}} behind what comes again for each segment.');
    }
    if (subparsed) checkTags(subparsed, inSegments || name === 'segments');
  }
}

/** What docxtemplater found wrong, in plain words. */
export function explain(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { properties } = error as { properties?: TemplateProblem['properties'] & { errors?: TemplateProblem[] } };
  if (!properties) return templateInvalid('The template cannot be read: it is no document as Word writes them.', error);
  const [first] = properties.errors ?? [error as TemplateProblem];
  const { id = '', xtag = '', openingtag = '', closingtag = '' } = first?.properties ?? {};
  const name = xtag.replace(/[{}]/g, '').trim();
  const sentences: Record<string, string> = {
    unclosed_tag: `The placeholder {{${name} is not closed: }} is missing.`,
    unopened_tag: `{{ is missing before ${name}}}.`,
    duplicate_open_tag: `The placeholder {{${name} is opened twice.`,
    duplicate_close_tag: `The placeholder ${name}}} is closed twice.`,
    unclosed_loop: `{{#${name}}} is never closed: {{/${name}}} is missing.`,
    unopened_loop: `{{/${name}}} closes what was never opened: {{#${name}}} is missing.`,
    closing_tag_does_not_match_opening_tag: `{{#${openingtag}}} is closed by {{/${closingtag}}}.`,
    unbalanced_loop_tags: `{{#…}} and {{/…}} must stand in the same table, list or paragraph (${name}).`,
  };
  const sentence = sentences[id] ?? `The placeholders cannot be read (${name || id || 'unknown'}).`;
  return templateInvalid(sentence, error);
}
