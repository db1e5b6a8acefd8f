import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Segment, WriteOptions } from '../captions/formats/segment.ts';
import { convertToPdf } from './convert-to-pdf.ts';
import type { DocumentFacts } from './document-input.ts';
import { runInWorker } from './run-in-worker.ts';

export interface OfficeInput {
  format: 'docx' | 'pdf';
  segments: readonly Segment[];
  options: WriteOptions;
  /** A DOCX with placeholders (docs/templates.md); without one the document has a look of its own. */
  template?: Buffer;
  facts?: DocumentFacts;
  signal: AbortSignal;
}

/**
 * Writes a transcript or captions as an office document, in a thread of its own. PDF from a template is made by LibreOffice.
 *
 * The file is whole before the first byte is handed out, so a failure is an error and never half a document. Nothing
 * of it stays in the system's temporary folder.
 *
 * @throws AppError `template_invalid`; `not_available` when LibreOffice is needed and not installed; `service_unavailable`
 * when it takes too long or too much memory; the reason of the signal
 */
export async function renderOffice({ signal, template, ...input }: OfficeInput): Promise<Readable> {
  const directory = await makeFolder();
  try {
    const document = { ...input, facts: input.facts ?? { created: new Date().toISOString() } };
    let file = path.join(directory, `document.${template ? 'docx' : input.format}`);
    await runInWorker(
      template ? { task: 'fill', file, document, template } : { task: 'write', file, document },
      signal,
    );
    if (template && input.format === 'pdf') file = await convertToPdf(file, signal);
    // Opened, it can be read to its end after its name is gone.
    return (await open(file)).createReadStream();
  } finally {
    await remove(directory);
  }
}

/**
 * Whether a DOCX can be used as a template.
 *
 * @throws AppError `template_invalid` with the reason: no DOCX, too large unpacked, macros, content from elsewhere, unknown
 * or unclosed placeholders
 */
export async function checkTemplate(template: Buffer): Promise<void> {
  await runInWorker({ task: 'check', template });
}

/** A template with every placeholder, to begin with. */
export async function exampleTemplate(): Promise<Buffer> {
  const directory = await makeFolder();
  try {
    const file = path.join(directory, 'example.docx');
    await runInWorker({ task: 'example', file });
    return await readFile(file);
  } finally {
    await remove(directory);
  }
}

const makeFolder = () => mkdtemp(path.join(tmpdir(), 'parlance-office-'));
const remove = (directory: string) => rm(directory, { recursive: true, force: true });
