import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Static, type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { AppError } from '../platform/errors.ts';
import { MODEL_KINDS, MODEL_NAME, ModelManifest } from '../speech/index.ts';
import { nearest } from './nearest.ts';

const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const webAddress = Type.String({ pattern: '^https?://\\S+$', maxLength: 1_000 });
/** A file directly in a folder: nothing that could lead elsewhere. */
const FILE_NAME = '^[A-Za-z0-9][A-Za-z0-9._+-]{0,199}$';
const { kind, languages, sample_rate, capabilities, preference } = ModelManifest.properties;

/**
 * How fast a model is on a processor, judged by its build and not measured: `fast` has up to 130 million parameters and
 * no text decoder that takes its own words again; `medium` has more, or such a decoder with up to 200 million in all;
 * `slow` has such a decoder and more.
 */
const SPEEDS = ['fast', 'medium', 'slow'] as const;

/** A model that can be installed by its name. */
export const CatalogueEntry = Type.Object(
  {
    name: Type.String({ pattern: MODEL_NAME }),
    title: Type.String({ minLength: 1, maxLength: 200 }),
    kind,
    languages,
    parameters_millions: orNull(Type.Number({ exclusiveMinimum: 0 })),
    speed: Type.Unsafe<(typeof SPEEDS)[number]>({ enum: [...SPEEDS] }),
    url: Type.String({ pattern: '^https://\\S+\\.(tar\\.bz2|tar\\.gz|tgz|tar|onnx)$', maxLength: 1_000 }),
    size_bytes: Type.Integer({ minimum: 1, description: 'Of the download, exactly' }),
    unpacked_bytes: orNull(Type.Integer({ minimum: 1, description: 'Of the files that are kept' })),
    sha256: orNull(Type.String({ pattern: '^[0-9a-f]{64}$', description: 'Of the download, as published' })),
    licence: orNull(Type.String({ minLength: 1, maxLength: 200 })),
    homepage: webAddress,
    error_rate: orNull(
      Type.Object(
        { percent: Type.Number({ minimum: 0, maximum: 100 }), measure: Type.String(), source: webAddress },
        { additionalProperties: false, description: 'As published, with where; measured by others on their data' },
      ),
    ),
    files: Type.Record(Type.String({ pattern: '^[a-z_]{1,40}$' }), Type.String({ pattern: FILE_NAME }), {
      description: 'Role → file at the top of the archive',
    }),
    sample_rate,
    capabilities,
    preference,
  },
  { additionalProperties: false },
);
export type CatalogueEntry = Static<typeof CatalogueEntry>;

const catalogueFile = Compile(
  Type.Object({ format: Type.Literal(1), models: Type.Array(CatalogueEntry) }, { additionalProperties: false }),
);

export const BUILT_IN_CATALOGUE = path.join(import.meta.dirname, 'catalogue.json');

/**
 * Reads the catalogue that comes with Parlance, and one of the operator's own, whose entries go first.
 *
 * @throws AppError `model_invalid` that names the file and what is wrong with it
 */
export function readCatalogue(ownFile?: string): readonly CatalogueEntry[] {
  const own = ownFile === undefined ? [] : readFile(ownFile);
  const names = new Set(own.map(({ name }) => name));
  return [...own, ...readFile(BUILT_IN_CATALOGUE).filter(({ name }) => !names.has(name))];
}

function readFile(file: string): readonly CatalogueEntry[] {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new AppError('model_invalid', {
      detail: `The catalogue ${file} cannot be read: ${(cause as Error).message}.`,
      cause,
    });
  }
  if (!catalogueFile.Check(value)) {
    const [first] = catalogueFile.Errors(value);
    const field = first?.instancePath.replace(/^\//, '').replaceAll('/', '.') || 'it';
    throw new AppError('model_invalid', { detail: `The catalogue ${file} is not right: ${field} ${first?.message}.` });
  }
  for (const entry of value.models) checkRoles(file, entry);
  return value.models;
}

function checkRoles(file: string, { name, kind, files }: CatalogueEntry): void {
  const { needs, may } = MODEL_KINDS[kind];
  const missing = needs.find((role) => files[role] === undefined);
  if (missing) throw new AppError('model_invalid', { detail: `The catalogue ${file}: ${name} names no "${missing}".` });
  const allowed: readonly string[] = [...needs, ...may];
  const unknown = Object.keys(files).find((role) => !allowed.includes(role));
  if (unknown) {
    throw new AppError('model_invalid', { detail: `The catalogue ${file}: ${name} has no use for "${unknown}".` });
  }
}

/** @throws AppError `model_not_found` with the names that are most like it */
export function findEntry(catalogue: readonly CatalogueEntry[], name: string): CatalogueEntry {
  const wanted = name.trim().toLowerCase();
  const found = catalogue.find((entry) => entry.name === wanted);
  if (found) return found;
  const names = nearest(
    wanted,
    catalogue.map((entry) => entry.name),
  );
  const advice =
    names.length > 0 ? `Did you mean ${names.join(', ')}?` : '`parlance models available` lists all there are.';
  throw new AppError('model_not_found', { detail: `There is no model "${name}" in the catalogue. ${advice}` });
}

/** The name of the download, as a mirror has it. */
export function archiveName({ url }: CatalogueEntry): string {
  return decodeURIComponent(path.posix.basename(new URL(url).pathname));
}
