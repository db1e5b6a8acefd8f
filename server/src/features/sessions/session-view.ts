import type { Ctx } from '../../context.ts';
import type { SessionStatus } from '../../platform/tables.ts';
import { organizationLimits } from '../limits/index.ts';
import { listDownloads } from './fetch/fetch.repo.ts';
import { countSessionsBefore, findQueueState, type QueueState } from './queue/queue-position.repo.ts';
import { findMeanProcessingSeconds, listSessionsByName, type SessionRow } from './sessions.repo.ts';
import type { Session } from './sessions.schema.ts';

/** How long a media link works. */
const MEDIA_LINK_SECONDS = 3_600;

/** The older vocabulary of `POST session` and `/result` (reference section 32, row 2). */
const LEGACY_STATUS: Record<SessionStatus, string> = {
  new: 'new',
  created: 'created',
  queued: 'uploaded',
  processing: 'processing',
  completed: 'done',
  failed: 'failed',
};

export const legacyStatus = (status: SessionStatus) => LEGACY_STATUS[status];

export const mediaPath = (sessionId: string) => `/api/v3/speech-to-text/session/${sessionId}/media`;

/** A fresh signed link to the kept copy, null when there is none. */
export function mediaUrl(ctx: Ctx, row: Pick<SessionRow, 'copy_key' | 'session_id'>): string | null {
  if (!row.copy_key) return null;
  const path = mediaPath(row.session_id);
  return `${ctx.publicUrl}${path}?${ctx.links.sign(path, MEDIA_LINK_SECONDS)}`;
}

/**
 * Rows of one organisation as clients see them. Queue figures cost three queries for all waiting rows together, none when
 * nothing waits.
 */
export async function viewSessions(ctx: Ctx, rows: SessionRow[]): Promise<Session[]> {
  const waiting = rows.filter((row) => isQueued(row));
  const queue = waiting[0] ? await findQueue(ctx, waiting[0].organization_id, waiting) : undefined;
  const downloads = await findDownloads(ctx, rows);
  return rows.map((row) => {
    const queue_position = positionOf(row, queue);
    return {
      id: row.id,
      session_id: row.session_id,
      status: row.status,
      filename: row.filename,
      duration: row.duration,
      language: row.language,
      detected_language: row.detected_language,
      media_type: row.media_type,
      media_url: mediaUrl(ctx, row),
      error: row.error,
      error_code: row.error_code,
      created_at: row.created_at,
      updated_at: row.updated_at,
      started_at: row.started_at,
      finished_at: row.finished_at,
      document: row.document_id
        ? { id: row.document_id, name: `${row.filename ?? row.session_id} Transcript`, type: 'transcript' }
        : null,
      session_mode: row.session_mode,
      custom_model_id: row.custom_model_id,
      folder_id: row.folder_id,
      punctuation: row.punctuation,
      multichannel: row.multichannel,
      keep_source: row.keep_source,
      diarization: row.diarization,
      speaker_count: row.speaker_count,
      meta_data: row.meta_data,
      model: row.model_key,
      engine: row.engine,
      stage: row.stage,
      download: downloads.get(row.id) ?? null,
      progress: row.progress,
      queue_position,
      waiting_for: waitingFor(row, queue, queue_position),
      estimated_seconds_left: estimateSecondsLeft(ctx, row, queue_position, queue?.meanSeconds ?? null),
    };
  });
}

/**
 * Sessions by their names, in a few queries for each organisation. Names without a session (deleted, of another
 * organisation) are missing. Who may see them is for the caller to know.
 */
export async function findSessionViews(
  ctx: Ctx,
  names: { organization_id: number; session_id: string }[],
): Promise<Map<string, Session>> {
  const found = new Map<string, Session>();
  for (const [organizationId, named] of Map.groupBy(names, ({ organization_id }) => organization_id)) {
    const ids = [...new Set(named.map(({ session_id }) => session_id))];
    const sessions = await viewSessions(ctx, await listSessionsByName(ctx.db, organizationId, ids));
    for (const session of sessions) found.set(session.session_id, session);
  }
  return found;
}
/** Media that is still being fetched has no place in the queue yet. */
const isQueued = (row: SessionRow) => row.status === 'queued' && row.stage !== 'fetch';

interface Queue {
  state: QueueState;
  /** How many of its sessions the organisation may have in work; null is no limit. */
  limit: number | null;
  before: Map<number, number>;
  meanSeconds: number | null;
}

async function findQueue(ctx: Ctx, organizationId: number, waiting: SessionRow[]): Promise<Queue> {
  const [state, limits, before, meanSeconds] = await Promise.all([
    findQueueState(ctx.db, organizationId, ctx.now()),
    organizationLimits(ctx, organizationId),
    countSessionsBefore(
      ctx.db,
      organizationId,
      waiting.map((row) => row.id),
      ctx.config.interactiveSeconds,
    ),
    findMeanProcessingSeconds(ctx.db),
  ]);
  return { state, limit: limits.concurrent_sessions, before, meanSeconds };
}

function positionOf(row: SessionRow, queue: Queue | undefined): number | null {
  if (row.status === 'processing') return 0;
  if (!isQueued(row) || !queue) return null;
  return queue.state.processing + (queue.before.get(row.id) ?? 0);
}

/** Why nothing happens to a session right now; null when something does. */
function waitingFor(row: SessionRow, queue: Queue | undefined, position: number | null): string | null {
  if (row.status === 'new' || row.status === 'created') return 'media';
  if (row.stage === 'fetch') return 'media';
  if (row.status !== 'queued' || !queue) return null;
  if (!queue.state.has_worker) return 'worker';
  if (queue.limit !== null && queue.state.own_processing >= queue.limit) return 'organization_limit';
  return position === 0 ? null : 'other_sessions';
}

/** How far the sessions are whose media is being fetched; one query for all, none when there is no such session. */
async function findDownloads(ctx: Ctx, rows: SessionRow[]) {
  const fetching = rows.filter((row) => row.stage === 'fetch');
  const [first] = fetching;
  if (!first) return new Map<number, never>();
  const ids = fetching.map((row) => row.id);
  const found = await listDownloads(ctx.db, first.organization_id, ids);
  return new Map(found.map(({ session, ...download }) => [session, download]));
}

/** While processing: as fast as up to the last progress, less the time since. While queued: as long as the last sessions took, times those before it. */
function estimateSecondsLeft(
  ctx: Ctx,
  row: SessionRow,
  position: number | null,
  meanSeconds: number | null,
): number | null {
  if (row.status === 'processing' && row.started_at && row.progress >= 3) {
    const { started_at, updated_at, progress } = row;
    const spent = (updated_at.getTime() - started_at.getTime()) / 1000;
    const since = (ctx.now().getTime() - updated_at.getTime()) / 1000;
    return Math.max(1, Math.round((spent * (100 - progress)) / progress - since));
  }
  if (isQueued(row) && meanSeconds !== null && position !== null) return Math.round(meanSeconds * (position + 1));
  return null;
}

/** What creating and uploading answer. */
export function viewCreatedSession(ctx: Ctx, row: SessionRow) {
  return {
    id: row.id,
    session_id: row.session_id,
    status: legacyStatus(row.status),
    session_mode: row.session_mode,
    language: row.language,
    filename: row.filename,
    duration: row.duration,
    media_type: row.media_kind ?? kindOf(row.media_type),
    media_url: mediaUrl(ctx, row),
    error: row.error,
    created_at: row.created_at,
  };
}

/** `audio` or `video` by the announced MIME type; null when it says neither. */
function kindOf(mediaType: string | null): string | null {
  return /^(audio|video)\//.exec(mediaType ?? '')?.[1] ?? null;
}
