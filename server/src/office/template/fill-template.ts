import { writeFile } from 'node:fs/promises';
import { linesOf, oneLine } from '../../captions/formats/segment.ts';
import { timestamp } from '../../captions/formats/timestamps.ts';
import type { DocumentInput } from '../document-input.ts';
import { xmlText } from '../docx/xml-text.ts';
import { languageTag } from '../language-tag.ts';
import { checkParts } from './check-parts.ts';
import { explain, openTemplate } from './placeholders.ts';
import { readArchive } from './read-archive.ts';

/**
 * Whether a DOCX can be used as a template.
 *
 * @throws AppError `template_invalid` with the reason
 */
export function checkTemplate(template: Buffer): void {
  const parts = readArchive(template);
  checkParts(parts);
  openTemplate(parts);
}

/** Puts a document into a template. What it was checked for when it came is checked again: it costs little. */
export async function fillTemplate(
  { segments, options, facts }: DocumentInput,
  template: Buffer,
  file: string,
): Promise<void> {
  const parts = readArchive(template);
  checkParts(parts);
  const opened = openTemplate(parts);
  const values = {
    title: xmlText(oneLine(options.title)),
    date: dateIn(options.language, facts.created),
    language: options.language,
    summary: xmlText(facts.summary ?? ''),
    segments: segments.map(({ start_ms, speaker, text }) => ({
      speaker: options.with_speakers && speaker !== null ? xmlText(oneLine(speaker)) : '',
      start: options.with_timestamps ? timestamp(start_ms, '.').slice(0, 8) : '',
      text: xmlText(linesOf(text).join('\n')),
    })),
  };
  try {
    opened.render(values);
  } catch (error) {
    throw explain(error);
  }
  await writeFile(file, opened.toBuffer());
}

/** A date as it is written in a language: `2 January 2026`. */
function dateIn(language: string, created: string): string {
  const date = new Date(created);
  if (Number.isNaN(date.getTime())) return '';
  const [locale = 'en'] = Intl.DateTimeFormat.supportedLocalesOf([languageTag(language), 'en']);
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}
