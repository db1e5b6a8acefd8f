import type { Generated } from 'kysely';
import type { CommentPlacesTable, CommentsTable } from './comment-tables.ts';
import type {
  DocumentRevisionsTable,
  DocumentSegmentsTable,
  DocumentsTable,
  DocumentViewersTable,
} from './document-tables.ts';
import type { FolderJobItemsTable, FolderJobsTable } from './folder-job-tables.ts';
import type { FolderGrantsTable, FolderPermissionsTable, FoldersTable, PinsTable } from './folder-tables.ts';
import type {
  AuditLogTable,
  BackupCodesTable,
  GroupMembersTable,
  GroupsTable,
  LoginsTable,
  MailsTable,
  OrganizationsTable,
  UserIdentitiesTable,
  UserPreferencesTable,
  UserSecretsTable,
  UsersTable,
} from './identity-tables.ts';
import type { RateProfileName } from './rate-limits/profiles.ts';
import type { RealtimeFinalsTable, RealtimeSavesTable, RealtimeSessionsTable } from './realtime-tables.ts';
import type {
  Json,
  MediaFetchesTable,
  NullableJson,
  SegmentsTable,
  SessionResultsTable,
  SessionStatus,
  SessionsTable,
} from './session-tables.ts';
import type { SharesTable } from './share-tables.ts';
import type { ExportTemplatesTable } from './template-tables.ts';

export type { DocumentFacts, DocumentType } from './document-tables.ts';
export type { SessionMode, SessionStage, SessionStatus, StoredUtterance, StoredWord } from './session-tables.ts';

/** The shape of the database, written by hand beside the migrations. Columns carry the names of the wire. */
export interface Database {
  organizations: OrganizationsTable<RateProfileName>;
  users: UsersTable;
  logins: LoginsTable;
  user_secrets: UserSecretsTable;
  backup_codes: BackupCodesTable;
  user_identities: UserIdentitiesTable;
  audit_log: AuditLogTable;
  mails: MailsTable;
  groups: GroupsTable;
  group_members: GroupMembersTable;
  user_preferences: UserPreferencesTable;
  folders: FoldersTable;
  folder_permissions: FolderPermissionsTable;
  folder_grants: FolderGrantsTable;
  pins: PinsTable;
  folder_jobs: FolderJobsTable;
  folder_job_items: FolderJobItemsTable;
  tokens: TokensTable;
  sessions: SessionsTable;
  realtime_sessions: RealtimeSessionsTable;
  realtime_saves: RealtimeSavesTable;
  realtime_finals: RealtimeFinalsTable;
  session_results: SessionResultsTable;
  segments: SegmentsTable;
  documents: DocumentsTable;
  document_segments: DocumentSegmentsTable;
  document_revisions: DocumentRevisionsTable;
  document_viewers: DocumentViewersTable;
  shares: SharesTable;
  comments: CommentsTable;
  comment_places: CommentPlacesTable;
  export_templates: ExportTemplatesTable;
  uploads: UploadsTable;
  media_fetches: MediaFetchesTable;
  events: EventsTable;
  event_outbox: EventOutboxTable;
  tasks: TasksTable;
  queue_turns: QueueTurnsTable;
  workers: WorkersTable;
  session_counts: SessionCountsTable;
  session_count_changes: SessionCountChangesTable;
  webhooks: WebhooksTable;
  webhook_secrets: WebhookSecretsTable;
  webhook_deliveries: WebhookDeliveriesTable;
  webhook_attempts: WebhookAttemptsTable;
  idempotency_keys: IdempotencyKeysTable;
  retention_runs: RetentionRunsTable;
}

export type TokenType = 'batch' | 'realtime' | 'reseller';

interface TokensTable {
  id: Generated<number>;
  organization_id: number;
  name: string;
  type: TokenType;
  /** SHA-256 of the key; the key itself is stored nowhere. */
  key_hash: Buffer;
  key_preview: string;
  created_at: Generated<Date>;
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
  /** Who made it; it stops when they are deactivated. Null: the first run, or somebody who is gone. */
  user_id: number | null;
  /** Stands for the people of its organisation; nobody holds it. */
  is_internal: Generated<boolean>;
}

interface UploadsTable {
  /** 32 lower-case hex characters: the file id on the wire and the name below the storage key `uploads/`. */
  id: string;
  organization_id: number;
  token_id: number;
  /** Set when the upload is complete and belongs to a session. */
  session: number | null;
  /** Where that session will be; checked when the upload was announced. */
  folder_id: number | null;
  metadata: Json<Record<string, string | null>>;
  /** Bytes; null while a client defers the length. */
  size: number | null;
  created_at: Generated<Date>;
  expires_at: Date;
  completed_at: Date | null;
  /** Hex, of the whole file; set with completion. */
  sha256: string | null;
  /** A request whose bytes have a checksum began to write here: until it is checked, nothing beyond this counts. */
  unverified_from: number | null;
  /** `Upload-Concat` as the client sent it: `partial`, or `final;` and addresses. */
  concat: string | null;
  /** The final upload this partial one became a part of, and its place there. */
  part_of: string | null;
  part_index: number | null;
}

/** Events of a transaction, until its commit moves them to `events`. */
interface EventOutboxTable {
  id: Generated<number>;
  organization_id: number;
  token_id: number;
  session_id: string | null;
  type: string;
  data: Json<Record<string, unknown>>;
}

interface EventsTable {
  /** Rises in the order in which transactions commit. */
  id: Generated<number>;
  organization_id: number;
  /** The key that owns what the event is about. */
  token_id: number;
  session_id: string | null;
  type: string;
  data: Json<Record<string, unknown>>;
  created_at: Date;
}

export type TaskStage = 'prepare' | 'recognise';

interface TasksTable {
  id: Generated<number>;
  organization_id: number;
  session: number;
  stage: TaskStage;
  /** 0 for `prepare`. */
  batch: number;
  /** Of a short recording, somebody is waiting for it. */
  is_interactive: boolean;
  /** When it was queued (Unix seconds) plus the length of the recording in seconds: the least goes first. */
  rank: number;
  /** The job that has taken it. */
  job: string | null;
  tries: Generated<number>;
  created_at: Generated<Date>;
}

interface QueueTurnsTable {
  organization_id: number;
  stage: TaskStage;
  last_turn_at: Date;
}

interface WorkersTable {
  id: string;
  host: string;
  decoders: number;
  started_at: Generated<Date>;
  seen_at: Date;
}

/** An address of the organisation that is told of every event it asked for. */
interface WebhooksTable {
  id: Generated<number>;
  organization_id: number;
  url: string;
  method: 'POST' | 'PUT';
  /** `Name: value`, the values sealed (see features/webhooks/custom-headers.ts). */
  headers: string[];
  events: string[];
  description: string | null;
  is_active: boolean;
  inactive_reason: string | null;
  created_at: Date;
  updated_at: Date;
}

interface WebhookSecretsTable {
  id: Generated<number>;
  organization_id: number;
  /** `whsec_…`, sealed: it is needed again for every signature. */
  secret: Buffer;
  preview: string;
  created_at: Date;
  /** Null for the current one; a rotated one signs along until then. */
  expires_at: Date | null;
}

export type DeliveryStatus = 'pending' | 'delivered' | 'abandoned' | 'stopped';

/** One event on its way to one receiver. */
interface WebhookDeliveriesTable {
  /** `msg_` and 32 hex characters: the `webhook-id` of every attempt. */
  id: string;
  organization_id: number;
  /** The endpoint of the organisation; null when the session named the address itself. */
  webhook_id: number | null;
  session_id: string | null;
  document_id: string | null;
  event: string;
  url: string;
  /** Host and port of the url: attempts are shared out fairly between these. */
  destination: string;
  method: 'POST' | 'PUT';
  headers: string[];
  /** The very bytes that are signed and sent; null once its session is erased. */
  body: string | null;
  status: DeliveryStatus;
  /** Why it was abandoned or stopped. */
  reason: string | null;
  attempts_made: Generated<number>;
  /** A redelivery goes through the schedule anew: attempts since it began, and when that was. */
  round_attempts: Generated<number>;
  round_started_at: Date;
  next_attempt_at: Date | null;
  /** There is a job for the next attempt. */
  queued: Generated<boolean>;
  created_at: Date;
  finished_at: Date | null;
}

export type AttemptOutcome = 'delivered' | 'retried' | 'abandoned' | 'stopped';

interface WebhookAttemptsTable {
  delivery_id: string;
  organization_id: number;
  /** 1 for the first. */
  number: number;
  outcome: AttemptOutcome;
  started_at: Date;
  duration_ms: number;
  method: 'POST' | 'PUT';
  url: string;
  /** Without anything secret. */
  request_headers: Json<Record<string, string>>;
  response_status: number | null;
  response_headers: NullableJson<Record<string, string>>;
  /** Its beginning. */
  response_body: string | null;
  response_truncated: boolean;
  error: string | null;
}

interface IdempotencyKeysTable {
  organization_id: number;
  /** Whose key: `key:12` (an API key) or `user:3` (a person). */
  caller: string;
  /** Method and pattern of the route. */
  route: string;
  key: string;
  /** SHA-256 of the parameters of the request. */
  fingerprint: Buffer;
  /** Which run of the request owns the row. */
  attempt: string;
  /** A run that has not ended by then has crashed. */
  lease_until: Date;
  /** Null while running. */
  status: number | null;
  /** Headers and body of the answer, sealed: answers may show a secret once. */
  answer: Buffer | null;
  created_at: Date;
  expires_at: Date;
}

/** Sessions of a key in a state, as far as the changes have been added up. */
interface SessionCountsTable {
  organization_id: number;
  token_id: number;
  status: SessionStatus;
  count: number;
}

/** Written by triggers on `sessions`. */
interface SessionCountChangesTable {
  organization_id: number;
  token_id: number;
  status: SessionStatus;
  change: number;
}

/** One clean-up of the whole installation. */
interface RetentionRunsTable {
  id: Generated<number>;
  started_at: Date;
  finished_at: Date;
  report: Json<{
    /** By kind: how many rows or files, and how many bytes of files. */
    removed: Record<string, { count: number; bytes: number }>;
    /** Kinds whose removal failed; the log says why. */
    failed: string[];
  }>;
}
