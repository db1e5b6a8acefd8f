import { type Static, Type } from 'typebox';
import { CAPTION_PROFILES } from '../../captions/index.ts';
import { Many, Nullable, NullableTimestamp, One, PageQuery, Timestamp } from '../../platform/http/envelope.ts';
import { FORMATS } from '../documents/index.ts';

export const FolderOrRoot = Type.Object({
  id: Type.String({ pattern: '^(root|[0-9]{1,10})$', description: 'A folder, or `root` for what lies in none' }),
});

export const JobParams = Type.Object({ job_id: Type.String({ description: 'UUID' }) });

const formats = Object.keys(FORMATS).filter((format) => format !== 'template') as Exclude<
  keyof typeof FORMATS,
  'template'
>[];

export const ExportBody = Type.Object({
  format: Type.Enum(formats, { description: 'Of every document' }),
  document_type: Type.Optional(Type.Enum(['document', 'caption', 'all'], { default: 'all' })),
  include_media: Type.Optional(Type.Boolean({ description: 'Kept copies of the recordings too', default: false })),
  without_timestamps: Type.Optional(Type.Boolean({ description: 'Where a format can do without' })),
  without_speakers: Type.Optional(Type.Boolean()),
});
export type ExportBody = Static<typeof ExportBody>;

/** What the sessions of an import are made with. In the query, or in fields of a form that stand before the file. */
export const ImportQuery = Type.Object({
  language: Type.Optional(Type.String({ minLength: 1, maxLength: 100, examples: ['en'], description: 'Required' })),
  punctuation: Type.Optional(Type.Boolean()),
  multichannel: Type.Optional(Type.Boolean()),
  diarization: Type.Optional(Type.Boolean()),
  keep_source: Type.Optional(Type.Boolean()),
  speaker_count: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
  document_type: Type.Optional(Type.Enum(['document', 'caption', 'transcript'])),
  profile: Type.Optional(Type.Enum([...CAPTION_PROFILES])),
});
export type ImportQuery = Static<typeof ImportQuery>;

const FolderJob = Type.Object({
  id: Type.String({ format: 'uuid' }),
  kind: Type.String({ description: 'export, import or copy' }),
  status: Type.String({ description: 'queued, running, completed, failed or cancelled' }),
  folder_id: Nullable(Type.Integer({ description: 'null: what lies in no folder' })),
  progress: Type.Integer({ description: 'Percent' }),
  total: Type.Integer({ description: 'Documents, files or sessions' }),
  done: Type.Integer(),
  bytes_total: Type.Integer(),
  bytes_done: Type.Integer(),
  skipped: Type.Array(
    Type.Object({
      path: Type.Optional(Type.String({ description: 'In the archive of an import' })),
      session_id: Type.Optional(Type.String()),
      document_id: Type.Optional(Type.String()),
      reason: Type.String(),
    }),
    { description: 'The first thousand of what was left out, and why' },
  ),
  skipped_count: Type.Integer(),
  error: Nullable(Type.String()),
  error_code: Nullable(Type.String()),
  created_at: Timestamp,
  started_at: NullableTimestamp,
  finished_at: NullableTimestamp,
  expires_at: NullableTimestamp,
  size_bytes: Nullable(Type.Integer({ description: 'Of the archive that was made' })),
  download_url: Nullable(Type.String({ description: 'Of an export, while it is there; needs no key, supports Range' })),
});

export const FolderJobAnswer = One(FolderJob);
export const FolderJobList = Many(FolderJob);

export const ListJobsQuery = Type.Object({
  kind: Type.Optional(Type.Enum(['export', 'import', 'copy'])),
  status: Type.Optional(Type.Enum(['queued', 'running', 'completed', 'failed', 'cancelled'])),
  ...PageQuery,
});
export type ListJobsQuery = Static<typeof ListJobsQuery>;

export const LinkQuery = Type.Object({
  expires: Type.Integer({ minimum: 0, maximum: 99_999_999_999 }),
  signature: Type.String({ maxLength: 100 }),
});
