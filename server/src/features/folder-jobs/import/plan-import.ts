import type { SkippedItem } from '../../../platform/folder-job-tables.ts';
import { mediaTypeOf } from '../../../platform/http/media-type.ts';
import { INDEX_NAME } from '../export/list-files.service.ts';
import { type ArchiveEntry, badArchive } from './archive-reader.ts';

/** Folders of one import; a single name could otherwise stand for thousands of them. */
const MOST_FOLDERS = 1_000;
const LONGEST_FOLDER_NAME = 200;
/** As large as a document may be that comes by itself. */
const LARGEST_TEXT_BYTES = 32 * 1024 * 1024;
/** Compressed media hardly shrinks, and text by ten; deflate itself ends at 1 032. */
const LARGEST_RATIO = 200;
/** Below it no ratio does any harm. */
const HARMLESS_BYTES = 1024 * 1024;
/** All files together, in largest files. */
const LARGEST_TOTAL = 4;

const TEXTS: ReadonlySet<string> = new Set(['srt', 'vtt', 'sbv', 'ttml', 'dfxp', 'xml', 'stl', 'json', 'txt']);
/** What systems leave in folders and nobody means to import. */
const LITTER = /^(?:\.|__MACOSX$|Thumbs\.db$|desktop\.ini$|Icon\r?$)/i;

export interface PlannedItem {
  /** The order of the work, and its name among these. */
  number: number;
  kind: 'folder' | 'media' | 'text';
  entry: number | null;
  path: string;
  bytes: number;
  parent: number | null;
  media: number | null;
}

export interface ImportPlan {
  items: PlannedItem[];
  skipped: SkippedItem[];
  bytes: number;
  /** How many folders lie inside one another. */
  depth: number;
}

interface Located {
  entry: ArchiveEntry;
  path: string;
  folders: string[];
  /** Empty for a folder. */
  name: string;
}

/**
 * What is made of an archive: its folders, parents first, then media and texts. Captions go with media of the same name in the
 * same folder. What cannot be used is left out, with the reason; nothing leads outside.
 *
 * @throws AppError `import_invalid` for an archive with more in it than can be
 */
export function planImport(entries: readonly ArchiveEntry[], largestFileBytes: number): ImportPlan {
  const skipped: SkippedItem[] = [];
  const located: Located[] = [];
  for (const entry of entries) {
    const place = locate(entry);
    if (place === 'litter') continue;
    const reason = typeof place === 'string' ? place : reasonAgainst(entry, place.name, largestFileBytes);
    if (typeof place !== 'string' && reason === undefined) located.push(place);
    else skipped.push({ path: shown(entry.name), reason: reason as string });
  }
  const bytes = located.reduce((sum, { entry }) => sum + entry.bytes, 0);
  if (bytes > LARGEST_TOTAL * largestFileBytes) throw badArchive('holds more than can be taken when it is unpacked');
  const { items, folderOf, depth } = planFolders(located);
  const files = located.filter(({ name }) => name !== '');
  const media = new Map<string, number>();
  const add = (kind: 'media' | 'text', { entry, path, folders }: Located, owner: number | null) => {
    const number = items.length + 1;
    const parent = folderOf(folders);
    items.push({ number, kind, entry: entry.index, path, bytes: entry.bytes, parent, media: owner });
    return number;
  };
  for (const file of files.filter(({ name }) => !isText(name))) {
    const number = add('media', file, null);
    const key = placeOf(file, titleOf(file.name));
    if (!media.has(key)) media.set(key, number);
  }
  for (const file of files.filter(({ name }) => isText(name))) {
    const title = titleOf(file.name);
    // `talk.en.srt` goes with `talk.mp4` too.
    const untagged = title.replace(/\.[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*$/i, '');
    const owner = media.get(placeOf(file, title)) ?? media.get(placeOf(file, untagged)) ?? null;
    add('text', file, owner);
  }
  return { items, skipped, bytes, depth };
}

const extensionOf = (name: string) => /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
const titleOf = (name: string) => name.replace(/\.[a-z0-9]+$/i, '');
const isText = (name: string) => TEXTS.has(extensionOf(name));
const isMedia = (name: string) => /^(?:audio|video)\//.test(mediaTypeOf(null, name) ?? '');
const placeOf = ({ folders }: Located, title: string) => [...folders, title].join('/').normalize('NFC').toLowerCase();

/** For the list of what was left out: without what a terminal obeys. */
const shown = (name: string) => name.replace(/\p{Cc}/gu, '\ufffd').slice(0, 500);

/** Where an entry lies below the folder of the import; a sentence for what must not be used, `litter` for what nobody misses. */
function locate(entry: ArchiveEntry): Located | string {
  const { name } = entry;
  if (/\p{Cc}/u.test(name.replace(/(?:^|\/)Icon\r$/, ''))) return 'its name holds control characters';
  if (name.startsWith('/') || /^[a-z]:/i.test(name)) return 'its path is absolute';
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return 'its path leads out of the archive';
  if (parts.length === 0 || parts.some((part) => LITTER.test(part)) || name === INDEX_NAME) return 'litter';
  const isFolder = name.endsWith('/');
  const file = isFolder ? '' : (parts.pop() as string);
  const folders = parts.map((part) => part.toWellFormed().trim().slice(0, LONGEST_FOLDER_NAME));
  if (folders.includes('')) return 'its path holds a name that is blank';
  return { entry, path: [...folders, file].join('/'), folders, name: file };
}

function reasonAgainst(entry: ArchiveEntry, name: string, largestFileBytes: number): string | undefined {
  if (entry.is_special) return 'is a link or a device, not a file';
  if (name === '') return undefined;
  if (!isText(name) && !isMedia(name)) return 'is neither media nor captions nor text';
  if (entry.is_encrypted) return 'is encrypted';
  if (!entry.is_readable) return 'is packed in a way that cannot be read';
  if (entry.bytes === 0) return 'is empty';
  const largest = isText(name) ? LARGEST_TEXT_BYTES : largestFileBytes;
  if (entry.bytes > largest) return `is larger than ${largest} bytes`;
  if (entry.bytes > HARMLESS_BYTES && entry.bytes > entry.packed_bytes * LARGEST_RATIO) {
    return `is packed more than ${LARGEST_RATIO} to 1, which no recording is`;
  }
  return undefined;
}

/** An item for every folder that an entry names or lies in. */
function planFolders(located: readonly Located[]) {
  const items: PlannedItem[] = [];
  const numbers = new Map<string, number>();
  let depth = 0;
  const folderOf = (folders: readonly string[]): number | null =>
    folders.length === 0 ? null : (numbers.get(folders.join('/')) ?? null);
  for (const { folders, entry, name } of located.toSorted((a, b) => a.folders.length - b.folders.length)) {
    depth = Math.max(depth, folders.length);
    for (let length = 1; length <= folders.length; length++) {
      const path = folders.slice(0, length).join('/');
      if (numbers.has(path)) continue;
      if (items.length === MOST_FOLDERS) throw badArchive(`has more than ${MOST_FOLDERS} folders`);
      const number = items.length + 1;
      const named = name === '' && length === folders.length ? entry.index : null;
      const parent = folderOf(folders.slice(0, length - 1));
      items.push({ number, kind: 'folder', entry: named, path, bytes: 0, parent, media: null });
      numbers.set(path, number);
    }
  }
  return { items, folderOf, depth };
}
