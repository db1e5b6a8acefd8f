import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../platform/errors.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { archiveName } from './catalogue.ts';
import { openArchive } from './open-archive.ts';
import { readTar, type TarEntry } from './tar-reader.ts';

/** What was written of one file. */
export interface UnpackedFile {
  bytes: number;
  sha256: string;
}

export interface UnpackInput {
  entry: CatalogueEntry;
  /** The download. */
  file: string;
  /** An empty folder. */
  into: string;
  signal: AbortSignal;
  onProgress(readBytes: number): void;
}

/** Real archives have some dozen files. */
const MOST_ENTRIES = 1_000;
/** Weights hardly get smaller by compression; a bomb gets a thousand times larger. */
const MOST_GROWTH = 12;
const LEAST_LIMIT_BYTES = 16 * 1024 ** 2;
/** Licences and descriptions are kept beside the model, if they are no larger. */
const TEXTS = /^(licen[cs]e|notice|copying|readme|model_card)[A-Za-z0-9._-]{0,40}$/i;
const MOST_TEXT_BYTES = 1024 ** 2;
const MOST_TEXTS = 10;

/**
 * Takes the files that the entry names out of an archive, and licence and description. Nothing in the archive decides
 * where something is written: files go into one folder, under the names of the catalogue. Links are never made.
 *
 * @returns what was written, by file name; every byte of it is on the disk
 * @throws AppError `model_invalid` when the archive is damaged, hostile, too large or lacks a file
 */
export async function unpack(input: UnpackInput): Promise<Record<string, UnpackedFile>> {
  const { entry, file, into, signal } = input;
  const name = archiveName(entry);
  const wanted = new Set(Object.values(entry.files));
  const written: Record<string, UnpackedFile> = {};
  const chunks = openArchive(file, name, { signal, onRead: input.onProgress });
  const limits = { entries: MOST_ENTRIES, bytes: Math.max(LEAST_LIMIT_BYTES, MOST_GROWTH * entry.size_bytes) };
  try {
    for await (const item of readTar(chunks, limits)) {
      const target = nameInFolder(item, wanted, written);
      if (target === undefined) continue;
      if (written[target]) throw refused(`has ${target} twice`);
      written[target] = await writeFile(path.join(into, target), item.content());
    }
  } finally {
    await chunks.return(undefined);
  }
  const missing = [...wanted].find((target) => !written[target]);
  if (missing) throw refused(`lacks ${missing}, which the catalogue names`);
  return written;
}

/** Under which name it is kept; undefined to leave it out. */
function nameInFolder(item: TarEntry, wanted: Set<string>, written: object): string | undefined {
  const parts = partsOf(item.path);
  if (item.type === 'device') throw refused(`has a device (${printable(item.path)})`);
  // Archives hold one folder with everything in it, or the files themselves.
  const name = parts.length <= 2 ? parts.at(-1) : undefined;
  if (name === undefined || item.type === 'directory') return undefined;
  if (wanted.has(name)) {
    if (item.type !== 'file') throw refused(`has a link instead of ${name}`);
    return name;
  }
  const texts = Object.keys(written).filter((file) => !wanted.has(file)).length;
  const isText = item.type === 'file' && TEXTS.test(name) && item.size <= MOST_TEXT_BYTES && texts < MOST_TEXTS;
  return isText && !(name in written) ? name : undefined;
}

/** The folders and the name of a path within the archive. @throws AppError `model_invalid` when it leads out of it */
function partsOf(text: string): string[] {
  const parts = text.split('/').filter((part) => part !== '' && part !== '.');
  if (text.startsWith('/') || parts.includes('..') || /[\0\\]/.test(text)) {
    throw refused(`has a path that leads out of it (${printable(text)})`);
  }
  return parts;
}

/** Writes a new file and has it on the disk when it returns. */
export async function writeFile(target: string, content: AsyncIterable<Buffer>): Promise<UnpackedFile> {
  const file = await open(target, 'wx', 0o644);
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of content) {
      hash.update(chunk);
      await writeAll(file, chunk);
      bytes += chunk.length;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** A write may take only a part, as on a disk that is nearly full. */
async function writeAll(file: Awaited<ReturnType<typeof open>>, chunk: Buffer): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await file.write(chunk, at)).bytesWritten;
}

const printable = (text: string) => JSON.stringify(text.slice(0, 100));

function refused(issue: string): AppError {
  return new AppError('model_invalid', { detail: `The archive ${issue}.`, details: { issue } });
}
