import type { operations } from './schema.generated.ts';

type JsonOf<Operation extends keyof operations> = operations[Operation] extends {
  responses: { 200: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

/** What to do with a recording: the body of `createSession`, also given to uploads. */
export type SessionSettings = NonNullable<operations['createSession']['requestBody']>['content']['application/json'];

/** What creating a session answers: fewer fields than {@link Session}, and the older words for the status. */
export type CreatedSession = JsonOf<'createSession'>['result'];

/** State and progress of a session. Times are ISO 8601, `duration` is in seconds, `progress` in percent. */
export type Session = JsonOf<'listSessions'>['result'][number];

export type ListSessionsQuery = NonNullable<operations['listSessions']['parameters']['query']>;

/** A word, its start and end (seconds unless milliseconds were asked for) and how sure the recogniser is (0…1). */
export type Word = [text: string, start: number, end: number, confidence: number | null];

type RawResult = JsonOf<'getResult'>['result'];

/** Words spoken without a longer pause, by one speaker, on one channel (0-based). */
export type Utterance = Omit<RawResult['results'][number], 'result'> & { result: Word[] };

/** What was said in a recording. `duration` is in seconds. */
export type Result = Omit<RawResult, 'results'> & { results: Utterance[] };

/** What became of an uploaded file. */
export type UploadedFile = JsonOf<'getFile'>['result'];

/** An installed speech model. */
export type Model = JsonOf<'listModels'>['result'][number];

/**
 * What happened to a session: `session.updated`, `session.completed`, `session.failed` or `session.deleted`; or
 * `stream.reset`: more was missed than the server remembers, load lists anew. `id` says where to resume.
 */
export type ParlanceEvent = operations['streamEvents']['responses'][200]['content']['text/event-stream'];

/** One page of a list, and how many there are on all pages. */
export interface Page<T> {
  items: T[];
  total: number;
}

export interface CallOptions {
  signal?: AbortSignal;
}
