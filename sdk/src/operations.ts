import { answerOf, type Connection } from './connection.ts';
import type {
  CallOptions,
  CreatedSession,
  ListSessionsQuery,
  Model,
  Page,
  Result,
  Session,
  SessionSettings,
  UploadedFile,
} from './types.ts';

/** The server gives no more than this many at once. */
const PAGE = 100;

/** The operations of the API by their operationIds, each giving the thing itself instead of its envelope. */
export interface Operations {
  /**
   * Makes a session that waits for its media.
   *
   * @example const { session_id } = await parlance.createSession({ language: 'en', punctuation: true });
   */
  createSession(settings: SessionSettings, options?: CallOptions): Promise<CreatedSession>;
  /**
   * One page of the sessions this key made, newest first; 25 unless `limit` (1…100) says otherwise.
   *
   * @example const { items, total } = await parlance.listSessions({ status: 'completed', limit: 10 });
   */
  listSessions(query?: ListSessionsQuery, options?: CallOptions): Promise<Page<Session>>;
  /**
   * Every session of the list, page by page, none twice. Collect first what you mean to delete: deleting while listing
   * moves later sessions to pages already read.
   *
   * @example for await (const session of parlance.iterateSessions({ q: 'interview' })) console.log(session.filename);
   */
  iterateSessions(query?: ListSessionsQuery, options?: CallOptions): AsyncGenerator<Session, void>;
  /** @example const { status, progress } = await parlance.getSession(sessionId); */
  getSession(sessionId: string, options?: CallOptions): Promise<Session>;
  /**
   * Erases text, name and media of a session and stops its work, for good.
   *
   * @example await parlance.deleteSession(sessionId);
   */
  deleteSession(sessionId: string, options?: CallOptions): Promise<void>;
  /**
   * The words of a session, empty until it is completed.
   *
   * @example
   * const { results } = await parlance.getResult(sessionId);
   * console.log(results.map((utterance) => utterance.text).join('\n'));
   */
  getResult(sessionId: string, options?: CallOptions & { timeUnit?: 's' | 'ms' }): Promise<Result>;
  /**
   * What became of an uploaded file; its `session_id` is null until the upload is complete.
   *
   * @example const { session_id } = await parlance.getFile(fileId);
   */
  getFile(fileId: string, options?: CallOptions): Promise<UploadedFile>;
  /** @example const languages = (await parlance.listModels()).items.map((model) => model.language); */
  listModels(options?: CallOptions): Promise<Page<Model>>;
}

/** Each operation may throw ParlanceError: an error answer with the server's code, or `NETWORK_ERROR`. */
export function createOperations(connection: Connection): Operations {
  const { api } = connection;
  const of = <T>(call: Promise<{ data?: T; error?: unknown; response: Response }>, options: CallOptions) =>
    answerOf(connection, call, options.signal);
  const asPage = <T>(body: { result: T[]; total_results: number }): Page<T> => ({
    items: body.result,
    total: body.total_results,
  });

  async function listSessions(query: ListSessionsQuery = {}, options: CallOptions = {}) {
    return asPage(await of(api.GET('/api/v3/speech-to-text/session', { params: { query }, ...options }), options));
  }

  return {
    listSessions,

    async *iterateSessions(query = {}, options = {}) {
      // Sessions made meanwhile push others to the next page, where they would be met again.
      const seen = new Set<string>();
      for (let offset = query.offset ?? 0; ; offset += PAGE) {
        const { items } = await listSessions({ ...query, offset, limit: PAGE }, options);
        for (const session of items) {
          if (seen.has(session.session_id)) continue;
          seen.add(session.session_id);
          yield session;
        }
        if (items.length < PAGE) return;
      }
    },

    async createSession(settings, options = {}) {
      const call = api.POST('/api/v3/speech-to-text/session', { body: settings, ...options });
      return (await of(call, options)).result;
    },

    async getSession(session_id, options = {}) {
      const params = { path: { session_id } };
      return (await of(api.GET('/api/v3/speech-to-text/session/{session_id}', { params, ...options }), options)).result;
    },

    async deleteSession(session_id, options = {}) {
      const params = { path: { session_id } };
      await of(api.DELETE('/api/v3/speech-to-text/session/{session_id}', { params, ...options }), options);
    },

    async getResult(session_id, { timeUnit, ...options } = {}) {
      const params = { path: { session_id }, query: timeUnit ? { time_unit: timeUnit } : {} };
      const call = api.GET('/api/v3/speech-to-text/session/{session_id}/result', { params, ...options });
      // OpenAPI cannot say that a word is a tuple.
      return (await of(call, options)).result as Result;
    },

    async getFile(file_id, options = {}) {
      const params = { path: { file_id } };
      return (await of(api.GET('/api/v3/files/{file_id}', { params, ...options }), options)).result;
    },

    async listModels(options = {}) {
      return asPage(await of(api.GET('/api/v3/speech-to-text/models', { ...options }), options));
    },
  };
}
