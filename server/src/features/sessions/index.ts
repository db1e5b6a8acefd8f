export { sessionControlRoutes } from './control/control.routes.ts';
export { retrySession } from './control/control.service.ts';
export { copySession } from './copy-session.service.ts';
export { eraseSessionsInFolders, eraseSomeSessions } from './expiry/erase-all.service.ts';
export {
  expireCopies,
  expireFailedMedia,
  expireSessions,
  failEmptySessions,
  reportMissingMedia,
} from './expiry/expiry.service.ts';
export { findMediaKeys, findSessionFiles, SESSIONS_FOLDER } from './expiry/named-files.service.ts';
export { beginFetch, checkMediaSource } from './fetch/begin-fetch.service.ts';
export { startFetchWorkers } from './fetch/fetch.worker.ts';
export { FolderSessionsQuery, sessionsOfFolder } from './folder-sessions.service.ts';
export { insertLiveSession, type LiveRecording } from './live-session.service.ts';
export { mediaRoutes } from './media/media.routes.ts';
export { findKeptMedia } from './media/media.service.ts';
export { SESSION_JOBS } from './pipeline/pipeline.jobs.ts';
export { startSessionWorkers } from './pipeline/pipeline.worker.ts';
export { measureQueue } from './queue/measure-queue.service.ts';
export { addMissingTurns } from './queue/missing-turns.service.ts';
export { resultRoutes } from './results/results.routes.ts';
export { addUpAllChanges, countSessionsByFolder } from './session-counts.repo.ts';
export { findUtterances, forgetDocument, noteDocument } from './session-document.service.ts';
export { findHearers, hearsByFolder } from './session-folders.service.ts';
export { languageOf } from './session-model.service.ts';
export { findSessionViews, viewCreatedSession } from './session-view.ts';
export { findLinkedSession, findSession, type SessionRow } from './sessions.repo.ts';
export { sessionRoutes } from './sessions.routes.ts';
export { CreatedSessionAnswer, CreateSessionBody, Session, SessionParams } from './sessions.schema.ts';
export {
  type ArrivedMedia,
  attachMedia,
  checkNewSession,
  insertAllowedSession,
  insertNewSession,
  insertUploadSession,
  listSessions,
  newSessionId,
  requireSession,
} from './sessions.service.ts';
