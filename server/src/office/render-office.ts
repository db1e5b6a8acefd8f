import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Segment, WriteOptions } from '../captions/formats/segment.ts';
import type { DocumentFacts } from './document-input.ts';
import { runInWorker } from './run-in-worker.ts';

export interface OfficeInput {
  format: 'docx' | 'pdf';
  segments: readonly Segment[];
  options: WriteOptions;
  facts?: DocumentFacts;
  signal: AbortSignal;
}

/**
 * Writes a transcript or captions as an office document, in a thread of its own.
 *
 * The file is whole before the first byte is handed out, so a failure is an error and never half a document. It lies in the
 * system's temporary folder until the stream has ended.
 *
 * @throws AppError `service_unavailable` when it takes too long or too much memory
 */
export async function renderOffice({ signal, ...input }: OfficeInput): Promise<Readable> {
  const directory = await mkdtemp(path.join(tmpdir(), 'parlance-office-'));
  const remove = () => rm(directory, { recursive: true, force: true });
  try {
    const file = path.join(directory, `document.${input.format}`);
    const facts = input.facts ?? { created: new Date().toISOString() };
    await runInWorker({ task: 'write', file, document: { ...input, facts } }, signal);
    return createReadStream(file).once('close', () => void remove());
  } catch (error) {
    await remove();
    throw error;
  }
}
