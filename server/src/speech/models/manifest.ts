import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { AppError } from '../../platform/errors.ts';

/** The file in a model's folder that says what it is. */
export const MANIFEST_FILE = 'model.json';

/** Which files each kind of model needs, and which it may have. Names as in `files` of `model.json`. */
export const MODEL_KINDS = {
  transducer: { needs: ['encoder', 'decoder', 'joiner', 'tokens'], may: ['bpe_vocab'] },
  'nemo-transducer': { needs: ['encoder', 'decoder', 'joiner', 'tokens'], may: ['bpe_vocab'] },
  'nemo-ctc': { needs: ['model', 'tokens'], may: [] },
  'zipformer-ctc': { needs: ['model', 'tokens'], may: [] },
  'omnilingual-ctc': { needs: ['model', 'tokens'], may: [] },
  whisper: { needs: ['encoder', 'decoder', 'tokens'], may: [] },
  moonshine: { needs: ['preprocessor', 'encoder', 'uncached_decoder', 'cached_decoder', 'tokens'], may: [] },
  'sense-voice': { needs: ['model', 'tokens'], may: [] },
  canary: { needs: ['encoder', 'decoder', 'tokens'], may: [] },
  'online-transducer': { needs: ['encoder', 'decoder', 'joiner', 'tokens'], may: ['bpe_vocab'] },
  'online-zipformer-ctc': { needs: ['model', 'tokens'], may: [] },
  'online-nemo-ctc': { needs: ['model', 'tokens'], may: [] },
  'online-t-one-ctc': { needs: ['model', 'tokens'], may: [] },
  'punctuation-ct-transformer': { needs: ['model'], may: [] },
  'punctuation-online': { needs: ['model', 'bpe_vocab'], may: [] },
  'speaker-segmentation-pyannote': { needs: ['model'], may: [] },
  'speaker-embedding': { needs: ['model'], may: [] },
} as const satisfies Record<string, { needs: readonly string[]; may: readonly string[] }>;

export type ModelKind = keyof typeof MODEL_KINDS;

const KINDS = Object.keys(MODEL_KINDS) as ModelKind[];

export const MODEL_NAME = '^[a-z0-9][a-z0-9._-]{0,63}$';

/** How the times of words come about: `measured` by the model, `aligned` to the audio afterwards, or only `spread` over it. */
export const WORD_TIMES = ['measured', 'aligned', 'spread'] as const;
export type WordTimes = (typeof WORD_TIMES)[number];

/** What `model.json` holds. */
export const ModelManifest = Type.Object({
  format: Type.Literal(1),
  name: Type.String({ pattern: MODEL_NAME, description: 'Unique; the name of the folder' }),
  title: Type.String({ minLength: 1, maxLength: 200 }),
  engine: Type.Literal('sherpa-onnx'),
  kind: Type.Unsafe<ModelKind>({ enum: KINDS }),
  files: Type.Record(Type.String({ pattern: '^[a-z_]{1,40}$' }), Type.String({ minLength: 1, maxLength: 255 }), {
    description: 'Role → file, below the folder',
  }),
  sizes: Type.Optional(Type.Record(Type.String(), Type.Integer({ minimum: 0 }), { description: 'File → bytes' })),
  sha256: Type.Optional(Type.Record(Type.String(), Type.String({ pattern: '^[0-9a-f]{64}$' }))),
  languages: Type.Array(Type.String({ pattern: '^[a-z]{2,3}(-[a-z0-9]{2,8})*$' }), {
    description: 'BCP 47 in lower case; empty for models that take any',
  }),
  sample_rate: Type.Integer({ minimum: 8_000, maximum: 48_000 }),
  capabilities: Type.Optional(
    Type.Object({
      streaming: Type.Optional(Type.Boolean()),
      hotwords: Type.Optional(Type.Boolean()),
      punctuation: Type.Optional(Type.Boolean({ description: 'Gives capitals and punctuation by itself' })),
      word_times: Type.Optional(Type.Unsafe<WordTimes>({ enum: [...WORD_TIMES] })),
      word_confidence: Type.Optional(Type.Boolean()),
    }),
  ),
  preference: Type.Optional(Type.Integer({ description: 'Among models for a language the highest goes first' })),
  speaker_threshold: Type.Optional(
    Type.Number({ minimum: 0, maximum: 2, description: 'Cosine distance of embeddings from which on voices are two' }),
  ),
  licence: Type.Optional(Type.String({ maxLength: 200 })),
  source: Type.Optional(Type.String({ maxLength: 2_000 })),
});
export type ModelManifest = Static<typeof ModelManifest>;

/** A model on the disk. */
export interface InstalledModel extends ModelManifest {
  /** Its folder, absolute. */
  directory: string;
  /** Changes when another model takes its place under the same name. */
  revision: string;
}

const manifest = Compile(ModelManifest);
/** The largest there should be is some kilobytes; anything else is no manifest. */
const MOST_BYTES = 1024 ** 2;

/**
 * Reads `model.json` of a folder and sees that every file it names is there and whole.
 *
 * @throws AppError `model_invalid` with a sentence that names the file and what is wrong with it
 */
export function readModel(directory: string): InstalledModel {
  const { text, revision } = readManifestFile(directory);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw invalid(directory, MANIFEST_FILE, 'is not JSON', cause);
  }
  if (!manifest.Check(value)) {
    const [first] = manifest.Errors(value);
    const field = first?.instancePath.replace(/^\//, '').replaceAll('/', '.') || 'it';
    throw invalid(directory, MANIFEST_FILE, `is not right: ${field} ${first?.message ?? 'is not valid'}`);
  }
  const model: InstalledModel = { ...value, directory, revision };
  if (model.name !== path.basename(directory)) {
    throw invalid(
      directory,
      MANIFEST_FILE,
      `names the model "${model.name}"; folder and model must have the same name`,
    );
  }
  checkFiles(model);
  return model;
}

/** Absolute path of a file by its role. */
export function modelFile(model: InstalledModel, role: string): string {
  return path.join(model.directory, model.files[role] as string);
}

function readManifestFile(directory: string): { text: string; revision: string } {
  const file = path.join(directory, MANIFEST_FILE);
  try {
    const { size, mtimeMs, ino } = statSync(file);
    if (size > MOST_BYTES) throw invalid(directory, MANIFEST_FILE, 'is too large');
    return { text: readFileSync(file, 'utf8'), revision: `${ino} ${mtimeMs}` };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw invalid(directory, MANIFEST_FILE, 'cannot be read', cause);
  }
}

function checkFiles(model: InstalledModel): void {
  const { needs } = MODEL_KINDS[model.kind];
  const missing = needs.find((role) => model.files[role] === undefined);
  if (missing) throw invalid(model.directory, MANIFEST_FILE, `names no "${missing}", which ${model.kind} models need`);
  for (const name of Object.values(model.files)) {
    if (path.isAbsolute(name) || path.relative(model.directory, path.join(model.directory, name)).startsWith('..')) {
      throw invalid(model.directory, name, 'is outside of the folder');
    }
    const size = statSync(path.join(model.directory, name), { throwIfNoEntry: false })?.size;
    if (size === undefined) throw invalid(model.directory, name, 'is missing');
    const wanted = model.sizes?.[name];
    if (size === 0 || (wanted !== undefined && size !== wanted)) {
      throw invalid(
        model.directory,
        name,
        `has ${size} bytes instead of ${wanted ?? 'some'}: it was cut off or changed`,
      );
    }
  }
}

function invalid(directory: string, file: string, issue: string, cause?: unknown): AppError {
  return new AppError('model_invalid', {
    detail: `Model ${path.basename(directory)}: ${file} ${issue}.`,
    details: { model: path.basename(directory), file, issue },
    ...(cause === undefined ? {} : { cause }),
  });
}
