import { createHash } from 'node:crypto';
import type { Ctx } from '../../../context.ts';
import { type DocumentRow, exportKey } from '../../document-store/index.ts';
import { formatFacts } from './export-formats.ts';
import { type ExportOptions, render } from './render.ts';

/** An exported file as it lies in storage. */
export interface ExportedFile {
  key: string;
  bytes: number;
  filename: string;
  content_type: string;
}

/** Files being written by this process: who asks for one of them meanwhile waits for it. */
const writing = new Map<string, Promise<number>>();

/**
 * The file of a document with these options: made when it is first asked for, and read from then on. Every change of the
 * document is another revision and so another file: an old one is never served.
 */
export async function exportFile(ctx: Ctx, document: DocumentRow, options: ExportOptions): Promise<ExportedFile> {
  const { content_type, extension } = formatFacts(options.format);
  const key = `${exportKey(document, options.revision, nameOf(document, options))}.${extension}`;
  const filename = `${fileTitle(document)}.${extension}`;
  const bytes = (await ctx.storage.size(key)) ?? (await write(ctx, key, document, options));
  return { key, bytes, filename, content_type };
}

async function write(ctx: Ctx, key: string, document: DocumentRow, options: ExportOptions): Promise<number> {
  const begun = writing.get(key);
  if (begun) return begun;
  const written = ctx.storage.write(key, render(ctx, document, options)).finally(() => writing.delete(key));
  writing.set(key, written);
  return written;
}

/**
 * What tells one file of a revision from another. The document's number is in it because an earlier revision is shown with
 * the present name and offset.
 */
function nameOf(document: DocumentRow, options: ExportOptions): string {
  const facts = JSON.stringify([options, document.revision]);
  return `${options.format}-${createHash('sha256').update(facts).digest('hex').slice(0, 16)}`;
}

/** Without what no file system takes. */
const fileTitle = ({ filename, session_id }: DocumentRow) =>
  (filename ?? '')
    .replace(/[\p{Cc}\s/\\:*?"<>|]+/gu, ' ')
    .trim()
    .slice(0, 150) || session_id;
