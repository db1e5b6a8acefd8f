import { type Static, Type } from 'typebox';
import { Many, Nullable, NullableTimestamp, PageQuery, Timestamp } from '../../platform/http/envelope.ts';

const OrganizationId = Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 }));
const Month = Type.String({ pattern: '^2[0-9]{3}-(0[1-9]|1[0-2])$' });
const owner = { organization_id: Type.Integer(), organization_name: Type.String() };

export const UsageQuery = Type.Object({
  ...PageQuery,
  from: Type.Optional(Type.String({ ...Month, description: 'First month, `2026-01`; default eleven months ago. UTC' })),
  to: Type.Optional(Type.String({ ...Month, description: 'Last month; default this one' })),
  organization_id: OrganizationId,
});
export type UsageQuery = Static<typeof UsageQuery>;
export const UsageList = Many(
  Type.Object({
    ...owner,
    month: Type.String({ description: '`2026-01`' }),
    sessions: Type.Integer({ description: 'Made in that month, deleted ones too' }),
    completed: Type.Integer(),
    audio_seconds: Type.Number({ description: 'Of the completed ones' }),
  }),
);

export const QueueList = Many(
  Type.Object({
    ...owner,
    queued: Type.Integer({ description: 'Sessions' }),
    processing: Type.Integer({ description: 'Sessions' }),
    oldest_seconds: Type.Number({ description: 'Since the oldest of them was queued' }),
    prepare_waiting: Type.Integer({ description: 'Tasks' }),
    prepare_taken: Type.Integer(),
    recognise_waiting: Type.Integer(),
    recognise_taken: Type.Integer(),
  }),
);

export const STRANDED = ['unfinished', 'without_media', 'failed'] as const;
export type Stranded = (typeof STRANDED)[number];

export const StrandedQuery = Type.Object({
  ...PageQuery,
  class: Type.Optional(
    Type.Enum([...STRANDED], {
      description:
        '`unfinished`: queued or being processed for longer; `without_media`: made longer ago, and nothing came; `failed`: within that time',
    }),
  ),
  hours: Type.Optional(Type.Integer({ minimum: 0, maximum: 8_760, default: 24 })),
  organization_id: OrganizationId,
});
export type StrandedQuery = Static<typeof StrandedQuery>;

/** States and times only: what is in a session is not the operator's to see. */
export const StrandedView = Type.Object({
  ...owner,
  session_id: Type.String(),
  class: Type.Enum([...STRANDED]),
  status: Type.String(),
  stage: Nullable(Type.String()),
  progress: Type.Integer(),
  attempt: Type.Integer(),
  error_code: Nullable(Type.String()),
  created_at: Timestamp,
  queued_at: NullableTimestamp,
  started_at: NullableTimestamp,
  finished_at: NullableTimestamp,
});
export const StrandedList = Many(StrandedView);

export const StrandedParams = Type.Object({ session_id: Type.String({ pattern: '^[0-9a-f]{26}$' }) });
export const RetriedAnswer = Type.Object({
  count: Type.Integer(),
  total_results: Type.Integer(),
  result: Type.Object({ session_id: Type.String(), organization_id: Type.Integer(), status: Type.String() }),
});
