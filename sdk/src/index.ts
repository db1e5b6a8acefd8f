export type {
  AccountOperations,
  CreatedToken,
  Login,
  Me,
  Token,
  TokenSettings,
} from './account-operations.ts';
export { createParlance, type Parlance, type TranscribeOptions, type Transcription } from './client.ts';
export type { Clock } from './clock.ts';
export type { ConnectionOptions } from './connection.ts';
export type { DocumentOperations, EditOptions } from './document-operations.ts';
export type {
  CreatedDocument,
  DocumentChanges,
  DocumentContent,
  DocumentInfo,
  DocumentSettings,
  DocumentSubtitleV1,
  DocumentTranscriptV1,
  DocumentWithContent,
  DownloadLink,
  ExportedFile,
  ExportOptions,
  MergeSettings,
  QualityReport,
  Revision,
  Segment,
} from './document-types.ts';
export { type LocalErrorCode, ParlanceError } from './errors.ts';
export type { EventsOptions } from './events.ts';
export type {
  Folder,
  FolderChanges,
  FolderContents,
  FolderContentsQuery,
  FolderOperations,
  FolderSettings,
  ListFoldersQuery,
} from './folder-operations.ts';
export { type MediaFile, mediaFileOf } from './media-file.ts';
export type { Operations } from './operations.ts';
export type {
  Invitation,
  ListUsersQuery,
  PeopleOperations,
  Person,
  PersonChanges,
} from './people-operations.ts';
export { RealtimeTranscriber } from './realtime.ts';
export type { AudioEncoding } from './realtime-audio.ts';
export type {
  RealtimeEvents,
  RealtimeFinal,
  RealtimeOptions,
  RealtimePartial,
  RealtimeState,
  RealtimeTranscript,
  RealtimeWarning,
  RealtimeWord,
} from './realtime-types.ts';
export type {
  Comment,
  CommentChanges,
  CommentSettings,
  CreatedShare,
  ListCommentsQuery,
  MailedShare,
  Share,
  ShareMail,
  ShareSettings,
  SharingOperations,
} from './sharing-operations.ts';
export { type SignedIn, type SignInOptions, signIn } from './sign-in.ts';
export type { Template, TemplateOperations, TemplateSettings } from './template-operations.ts';
export type {
  CallOptions,
  CreatedSession,
  ListSessionsQuery,
  Model,
  Page,
  ParlanceEvent,
  Result,
  Session,
  SessionSettings,
  UploadedFile,
  Utterance,
  Word,
} from './types.ts';
export type { Uploaded, UploadOptions } from './upload.ts';
export { pollDelayMs, type WaitOptions } from './wait-for-session.ts';
