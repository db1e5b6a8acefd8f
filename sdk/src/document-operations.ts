import { answerOf, type Connection } from './connection.ts';
import type {
  CreatedDocument,
  DocumentChanges,
  DocumentInfo,
  DocumentSettings,
  DocumentWithContent,
  DownloadLink,
  ExportedFile,
  ExportOptions,
  MergeSettings,
  QualityReport,
  Revision,
} from './document-types.ts';
import { errorOfAnswer, errorOfNetwork } from './errors.ts';
import type { CallOptions, Page } from './types.ts';

/**
 * Say which revision was read: where somebody else was faster, an edit of the text is merged with theirs (`merged`), or refused
 * with both texts (`EDIT_CONFLICT`) when it is of the same paragraphs; a change of the whole is refused (`REVISION_CONFLICT`).
 */
export interface EditOptions extends CallOptions {
  ifRevision?: number;
}

/** Transcripts and captions: made, edited, exported. */
export interface DocumentOperations {
  /**
   * Makes a transcript or captions of what was recognised, or copies a document.
   *
   * @example const { id } = await parlance.createDocument(sessionId, { document_type: 'caption', profile: 'netflix' });
   */
  createDocument(sessionId: string, settings?: DocumentSettings, options?: CallOptions): Promise<CreatedDocument>;
  /**
   * Makes a document of a file: SRT, WebVTT, TTML, SBV, EBU STL, JSON or text.
   *
   * @example const { repairs } = await parlance.importDocument(sessionId, input.files[0]);
   */
  importDocument(
    sessionId: string,
    file: Blob,
    options?: CallOptions & { filename?: string; documentType?: 'caption' | 'document' },
  ): Promise<CreatedDocument>;
  /** The documents of a session, the oldest first. */
  listDocuments(sessionId: string, options?: CallOptions): Promise<Page<DocumentInfo>>;
  /**
   * A document with its text.
   *
   * @example const { document } = await parlance.getDocument(sessionId, documentId);
   */
  getDocument(
    sessionId: string,
    documentId: string,
    options?: CallOptions & { revision?: number },
  ): Promise<DocumentWithContent>;
  /**
   * A document as a file.
   *
   * @example
   * const file = await parlance.exportDocument(sessionId, documentId, { format: 'srt' });
   * console.log(await (await file.blob()).text());
   */
  exportDocument(
    sessionId: string,
    documentId: string,
    query: ExportOptions,
    options?: CallOptions,
  ): Promise<ExportedFile>;
  /**
   * A link to such a file that needs no key, for an hour.
   *
   * @example link.href = (await parlance.getDownloadLink(sessionId, documentId, { format: 'pdf' })).download_url;
   */
  getDownloadLink(
    sessionId: string,
    documentId: string,
    query: ExportOptions,
    options?: CallOptions,
  ): Promise<DownloadLink>;
  /**
   * Changes content or settings. Words of edited text keep their times.
   *
   * @example
   * await parlance.updateDocument(sessionId, id, { changes: [{ id: 'a1b2', text: 'As it was said' }] }, { ifRevision: 4 });
   */
  updateDocument(
    sessionId: string,
    documentId: string,
    changes: DocumentChanges,
    options?: EditOptions,
  ): Promise<DocumentInfo>;
  /** Removes a document with all its revisions, for good. */
  deleteDocument(sessionId: string, documentId: string, options?: CallOptions): Promise<void>;
  /** Takes the text away; segments and times stay. */
  clearText(sessionId: string, documentId: string, options?: EditOptions): Promise<DocumentInfo>;
  /** Back to how the document came to be. */
  resetToOriginal(sessionId: string, documentId: string, options?: EditOptions): Promise<DocumentInfo>;
  /** Closes a document to edits, or opens it again. */
  setFinishedStatus(
    sessionId: string,
    documentId: string,
    finished: boolean,
    options?: EditOptions,
  ): Promise<DocumentInfo>;
  /** What was done to a document, the newest first. */
  listRevisions(
    sessionId: string,
    documentId: string,
    query?: { offset?: number; limit?: number },
    options?: CallOptions,
  ): Promise<Page<Revision>>;
  /** Brings an earlier revision back, as a new one. */
  restoreRevision(
    sessionId: string,
    documentId: string,
    revision: number,
    options?: EditOptions,
  ): Promise<DocumentInfo>;
  /** What in captions breaks the rules: those they were made by, or those of a profile. */
  getDocumentQuality(
    sessionId: string,
    documentId: string,
    options?: CallOptions & { profile?: 'default' | 'netflix' | 'bbc' | 'social' },
  ): Promise<QualityReport>;
  /**
   * Several documents as one, in a session of its own.
   *
   * @example
   * const parts = sessions.map((one) => ({ session_id: one.session_id, document_id: one.document.id }));
   * const whole = await parlance.mergeDocuments({ documents: parts, gap_ms: 1000 });
   */
  mergeDocuments(settings: MergeSettings, options?: CallOptions): Promise<DocumentInfo>;
}

const DOCUMENTS = '/api/v3/speech-to-text/session/{session_id}/document';
const DOCUMENT = `${DOCUMENTS}/{document_id}` as const;

/** Each operation may throw ParlanceError: an error answer with the server's code, or `NETWORK_ERROR`. */
export function createDocumentOperations(connection: Connection): DocumentOperations {
  const { api } = connection;
  const of = <T>(call: Promise<{ data?: T; error?: unknown; response: Response }>, options: CallOptions) =>
    answerOf(connection, call, options.signal);
  const pathOf = (session_id: string, document_id: string) => ({ session_id, document_id });
  const headersOf = ({ ifRevision }: EditOptions) =>
    ifRevision === undefined ? {} : { 'if-match': `"${ifRevision}"` };
  const asPage = <T>(body: { result: T[]; total_results: number }): Page<T> => ({
    items: body.result,
    total: body.total_results,
  });

  return {
    async createDocument(session_id, settings = {}, options = {}) {
      const body = settings as never;
      const call = api.POST(DOCUMENTS, { params: { path: { session_id } }, body, ...options });
      return (await of(call, options)).result;
    },

    async importDocument(session_id, file, { filename, documentType, ...options } = {}) {
      const form = new FormData();
      if (documentType) form.append('document_type', documentType);
      form.append('file', file, filename ?? (file instanceof File ? file.name : 'document'));
      const call = api.POST(DOCUMENTS, {
        params: { path: { session_id } },
        body: form as never,
        bodySerializer: (body) => body as never,
        ...options,
      });
      return (await of(call, options)).result;
    },

    async listDocuments(session_id, options = {}) {
      return asPage(await of(api.GET(DOCUMENTS, { params: { path: { session_id } }, ...options }), options));
    },

    async getDocument(sessionId, documentId, { revision, ...options } = {}) {
      const query = revision === undefined ? {} : { revision };
      const params = { path: pathOf(sessionId, documentId), query };
      const body = await of(api.GET(DOCUMENT, { params, ...options }), options);
      return (body as unknown as { result: DocumentWithContent }).result;
    },

    async exportDocument(sessionId, documentId, query, options = {}) {
      const given = Object.entries(query).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, String(value)]],
      );
      const path = DOCUMENT.replace('{session_id}', encodeURIComponent(sessionId)).replace(
        '{document_id}',
        encodeURIComponent(documentId),
      );
      const address = `${connection.url}${path}?${new URLSearchParams(given)}`;
      return exported(connection, address, options);
    },

    async getDownloadLink(sessionId, documentId, query, options = {}) {
      const params = { path: pathOf(sessionId, documentId), query: { ...query, direct_download: true } };
      const body = await of(api.GET(DOCUMENT, { params, ...options }), options);
      return (body as unknown as { result: DownloadLink }).result;
    },

    async updateDocument(sessionId, documentId, changes, options = {}) {
      const { ifRevision: _, ...rest } = options;
      const params = { path: pathOf(sessionId, documentId), header: headersOf(options) };
      return (await of(api.PUT(DOCUMENT, { params, body: changes as never, ...rest }), options)).result;
    },

    async deleteDocument(sessionId, documentId, options = {}) {
      await of(api.DELETE(DOCUMENT, { params: { path: pathOf(sessionId, documentId) }, ...options }), options);
    },

    async clearText(sessionId, documentId, options = {}) {
      const { ifRevision: _, ...rest } = options;
      const params = { path: pathOf(sessionId, documentId), header: headersOf(options) };
      return (await of(api.PUT(`${DOCUMENT}/clear_text`, { params, ...rest }), options)).result;
    },

    async resetToOriginal(sessionId, documentId, options = {}) {
      const { ifRevision: _, ...rest } = options;
      const params = { path: pathOf(sessionId, documentId), header: headersOf(options) };
      return (await of(api.PUT(`${DOCUMENT}/reset_to_original`, { params, ...rest }), options)).result;
    },

    async setFinishedStatus(sessionId, documentId, finished, options = {}) {
      const { ifRevision: _, ...rest } = options;
      const params = { path: pathOf(sessionId, documentId), query: { status: finished }, header: headersOf(options) };
      return (await of(api.POST(`${DOCUMENT}/finished_status`, { params, ...rest }), options)).result;
    },

    async listRevisions(sessionId, documentId, query = {}, options = {}) {
      const params = { path: pathOf(sessionId, documentId), query };
      return asPage(await of(api.GET(`${DOCUMENT}/revisions`, { params, ...options }), options));
    },

    async restoreRevision(sessionId, documentId, number, options = {}) {
      const { ifRevision: _, ...rest } = options;
      const params = { path: { ...pathOf(sessionId, documentId), number }, header: headersOf(options) };
      return (await of(api.POST(`${DOCUMENT}/revisions/{number}/restore`, { params, ...rest }), options)).result;
    },

    async getDocumentQuality(sessionId, documentId, { profile, ...options } = {}) {
      const params = { path: pathOf(sessionId, documentId), query: profile ? { profile } : {} };
      return (await of(api.GET(`${DOCUMENT}/quality`, { params, ...options }), options)).result;
    },

    async mergeDocuments(settings, options = {}) {
      return (await of(api.POST('/api/v3/speech-to-text/merge', { body: settings, ...options }), options)).result;
    },
  };
}

async function exported(connection: Connection, address: string, { signal }: CallOptions): Promise<ExportedFile> {
  let response: Response;
  try {
    response = await connection.send(address, { headers: connection.headers, ...(signal ? { signal } : {}) });
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw errorOfNetwork(connection.url, error);
  }
  if (!response.ok) {
    const body = await response.json().catch(() => undefined);
    throw errorOfAnswer(response.status, body, response.headers.get('x-request-id') ?? undefined);
  }
  const length = response.headers.get('content-length');
  return {
    filename: filenameOf(response.headers.get('content-disposition') ?? ''),
    contentType: response.headers.get('content-type') ?? 'application/octet-stream',
    size: length === null ? null : Number(length),
    body: response.body as ReadableStream<Uint8Array>,
    blob: () => response.blob(),
  };
}

/** RFC 6266; ours always have the extended form. */
function filenameOf(disposition: string): string {
  const [, encoded] = /filename\*=UTF-8''([^;]+)/i.exec(disposition) ?? [];
  return encoded === undefined ? 'document' : decodeURIComponent(encoded);
}
