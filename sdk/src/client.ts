import { type AccountOperations, createAccountOperations } from './account-operations.ts';
import { type ConnectionOptions, openConnection } from './connection.ts';
import { createDocumentOperations, type DocumentOperations } from './document-operations.ts';
import { type EventsOptions, followEvents } from './events.ts';
import { createFolderOperations, type FolderOperations } from './folder-operations.ts';
import type { MediaFile } from './media-file.ts';
import { createOperations, type Operations } from './operations.ts';
import { createPeopleOperations, type PeopleOperations } from './people-operations.ts';
import { createSharingOperations, type SharingOperations } from './sharing-operations.ts';
import { createTemplateOperations, type TemplateOperations } from './template-operations.ts';
import type { ParlanceEvent, Result, Session } from './types.ts';
import { type Uploaded, type UploadOptions, uploadFile } from './upload.ts';
import { followSession, type WaitOptions } from './wait-for-session.ts';

export interface TranscribeOptions
  extends Omit<UploadOptions, 'onProgress'>,
    Pick<WaitOptions, 'timeoutMs' | 'outageMs'> {
  onUploadProgress?: UploadOptions['onProgress'];
  onSessionProgress?: WaitOptions['onProgress'];
}

export interface Transcription {
  fileId: string;
  session: Session;
  result: Result;
}

export interface Parlance
  extends Operations,
    DocumentOperations,
    TemplateOperations,
    AccountOperations,
    PeopleOperations,
    FolderOperations,
    SharingOperations {
  /** Address of the server, without a slash at its end. */
  readonly url: string;
  /**
   * Uploads a recording, going on where it was after every cut of the connection, and gives the session the server made
   * of it. `file` is a `File` or `Blob`, or in Node `await openFile(path)` from `@parlance/sdk/node`.
   *
   * @throws ParlanceError `INVALID_LANGUAGE`, `FILE_TOO_LARGE`, … before any byte is sent; `NETWORK_ERROR` when all
   * new tries failed; the reason of `signal` when aborted
   * @example
   * const { sessionId } = await parlance.upload(input.files[0], {
   *   language: 'en',
   *   onProgress: (sent, total) => { bar.value = sent / total; },
   * });
   */
  upload(file: MediaFile | Blob, options: UploadOptions): Promise<Uploaded>;
  /**
   * Waits until a session is completed and gives it. Follows its event stream; where none comes through, asks quickly at
   * first and more rarely later. A server that restarts meanwhile does not matter.
   *
   * @throws ParlanceError `SESSION_FAILED` whose `detail` is the session's error; `TIMEOUT` after `timeoutMs`;
   * `SESSION_NOT_FOUND` when it was deleted; the reason of `signal` when aborted
   * @example
   * const session = await parlance.waitForSession(sessionId, { onProgress: ({ progress }) => console.log(progress) });
   */
  waitForSession(sessionId: string, options?: WaitOptions): Promise<Session>;
  /**
   * What happens to the sessions of this key from now on, or behind `lastEventId`: an endless loop that outlasts cuts and
   * restarts without missing an event or telling one twice. End it by `break` or `signal`.
   *
   * @throws ParlanceError at once when the server is not there or refuses; later only what coming back cannot mend, and
   * `NETWORK_ERROR` after `outageMs`; the reason of `signal` when aborted
   * @example
   * for await (const event of parlance.events({ types: ['session.completed'] })) console.log(event.session_id);
   */
  events(options?: EventsOptions): AsyncGenerator<ParlanceEvent, void, void>;
  /**
   * Uploads a recording, waits for its transcript and gives it. Throws what `upload` and `waitForSession` throw.
   *
   * @example
   * const { result } = await parlance.transcribe(file, { language: 'en', punctuation: true });
   * console.log(result.results.map((utterance) => utterance.text).join('\n'));
   */
  transcribe(file: MediaFile | Blob, options: TranscribeOptions): Promise<Transcription>;
}

/**
 * A client of one Parlance server, for Node 20 or newer and for browsers. Nothing is sent before the first call.
 *
 * @throws ParlanceError `INVALID_OPTION` for a wrong `url` or an empty `key`
 * @example
 * const parlance = createParlance({ url: 'http://127.0.0.1:8080', key: 'sk-batch-…' });
 * const { items } = await parlance.listSessions({ limit: 10 });
 */
export function createParlance(options: ConnectionOptions): Parlance {
  const connection = openConnection(options);
  const operations = createOperations(connection);
  const upload: Parlance['upload'] = (file, options) => uploadFile(connection, operations.getFile, file, options);
  const waitForSession: Parlance['waitForSession'] = (sessionId, options = {}) =>
    followSession(connection, operations.getSession, sessionId, options);

  return {
    url: connection.url,
    ...operations,
    ...createDocumentOperations(connection),
    ...createTemplateOperations(connection),
    ...createAccountOperations(connection),
    ...createPeopleOperations(connection),
    ...createFolderOperations(connection),
    ...createSharingOperations(connection),
    upload,
    waitForSession,
    events: (options = {}) => followEvents(connection, options),
    async transcribe(file, { onUploadProgress, onSessionProgress, timeoutMs, outageMs, ...options }) {
      const { signal } = options;
      const { fileId, sessionId } = await upload(file, {
        ...options,
        ...(onUploadProgress ? { onProgress: onUploadProgress } : {}),
      });
      const session = await waitForSession(sessionId, {
        ...(signal ? { signal } : {}),
        ...(onSessionProgress ? { onProgress: onSessionProgress } : {}),
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
        ...(outageMs === undefined ? {} : { outageMs }),
      });
      return { fileId, session, result: await operations.getResult(sessionId, signal ? { signal } : {}) };
    },
  };
}
