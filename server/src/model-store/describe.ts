import type { ModelManifest } from '../speech/index.ts';
import type { CatalogueEntry } from './catalogue.ts';
import type { UnpackedFile } from './unpack.ts';

/** A manifest that installing wrote: it says what download the files came from. */
export type StoredManifest = ModelManifest & { archive: { bytes: number; sha256: string } };

/**
 * What `model.json` says of an installed model.
 *
 * @param written what was unpacked, by file name
 * @param folder below the model's folder, where the files are; empty for the folder itself
 */
export function describeModel(
  entry: CatalogueEntry,
  written: Readonly<Record<string, UnpackedFile>>,
  archive: StoredManifest['archive'],
  folder = '',
): StoredManifest {
  const place = (name: string) => (folder === '' ? name : `${folder}/${name}`);
  const files = Object.entries(entry.files).map(([role, name]) => [role, place(name)]);
  const facts = Object.entries(written).map(([name, file]) => [place(name), file] as const);
  return {
    format: 1,
    ...described(entry),
    files: Object.fromEntries(files),
    sizes: Object.fromEntries(facts.map(([name, { bytes }]) => [name, bytes])),
    sha256: Object.fromEntries(facts.map(([name, { sha256 }]) => [name, sha256])),
    archive,
  };
}

/** What the catalogue says that has nothing to do with where the files are. */
function described(entry: CatalogueEntry) {
  return {
    name: entry.name,
    title: entry.title,
    engine: 'sherpa-onnx' as const,
    kind: entry.kind,
    languages: entry.languages,
    sample_rate: entry.sample_rate,
    ...(entry.capabilities ? { capabilities: entry.capabilities } : {}),
    ...(entry.preference === undefined ? {} : { preference: entry.preference }),
    ...(entry.licence === null ? {} : { licence: entry.licence }),
    source: entry.url,
  };
}

/** Whether the files are those that the entry names today. */
export function isSameDownload(manifest: StoredManifest, entry: CatalogueEntry): boolean {
  const { source, archive, kind, files } = manifest;
  const nameOf = (file: string | undefined) => file?.split('/').at(-1);
  return (
    source === entry.url &&
    kind === entry.kind &&
    archive.bytes === entry.size_bytes &&
    (entry.sha256 === null || archive.sha256 === entry.sha256) &&
    Object.entries(entry.files).every(([role, name]) => nameOf(files[role]) === name)
  );
}

/** The manifest with what the catalogue says today; undefined when it says nothing else. */
export function describedAnew(manifest: StoredManifest, entry: CatalogueEntry): StoredManifest | undefined {
  const { format, files, sizes, sha256, archive } = manifest;
  const anew = { format, ...described(entry), files, sizes, sha256, archive } as StoredManifest;
  return JSON.stringify(sorted(anew)) === JSON.stringify(sorted(manifest)) ? undefined : anew;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
