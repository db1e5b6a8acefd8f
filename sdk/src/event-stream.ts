import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { Connection } from './connection.ts';
import { errorOfAnswer, errorOfNetwork, ParlanceError } from './errors.ts';
import type { ParlanceEvent } from './types.ts';

/** The server says something every 15 s; whoever hears nothing for twice as long has a proxy that keeps it back. */
const SILENCE_MS = 30_000;

export interface EventStreamOptions {
  query?: Record<string, string>;
  /** Only what came after this event. */
  lastEventId?: number | undefined;
  signal?: AbortSignal | undefined;
  silenceMs?: number | undefined;
  /** Called with each place to resume at, right before the event that has it; heartbeats move it too. */
  onId?: (id: number) => void;
}

/**
 * One connection to an event stream, until the server ends it. Uses `fetch`, not `EventSource`, which cannot send a key and is missing in Node.
 *
 * @throws ParlanceError of the server (`SESSION_NOT_FOUND`, …); `NETWORK_ERROR` when it was cut; `STREAM_UNAVAILABLE`
 * when what answers is no stream or keeps silent; the reason of `signal` when aborted
 */
export async function* openEventStream(
  connection: Connection,
  path: string,
  options: EventStreamOptions,
): AsyncGenerator<ParlanceEvent, void, void> {
  const { signal, lastEventId, silenceMs = SILENCE_MS } = options;
  signal?.throwIfAborted();
  const stopping = new AbortController();
  const stop = signal ? AbortSignal.any([signal, stopping.signal]) : stopping.signal;
  let isSilent = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      isSilent = true;
      stopping.abort();
    }, silenceMs);
  };
  const received: (number | ParlanceEvent)[] = [];
  const parser = createParser({
    onId: (id) => received.push(Number(id)),
    onEvent: (message) => received.push(eventOf(message)),
  });
  try {
    heard();
    const response = await connection.send(`${connection.url}${path}${queryOf(options.query)}`, {
      headers: {
        ...connection.headers,
        accept: 'text/event-stream',
        ...(lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) }),
      },
      cache: 'no-store',
      signal: stop,
    });
    if (response.status === 204) return;
    if (!response.ok) {
      const body = await response.json().catch(() => undefined);
      throw errorOfAnswer(response.status, body, response.headers.get('x-request-id') ?? undefined);
    }
    if (!response.body || !response.headers.get('content-type')?.startsWith('text/event-stream')) {
      throw unavailable(`${connection.url} answers with something else than an event stream.`);
    }
    const reader = response.body.getReader();
    // Not every stand-in for `fetch` ends its body with its signal.
    stop.addEventListener('abort', () => reader.cancel().catch(() => {}), { once: true });
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        stop.throwIfAborted();
        return;
      }
      heard();
      parser.feed(decoder.decode(value, { stream: true }));
      // Whoever takes their time with an event is not kept from hearing the next.
      clearTimeout(timer);
      for (const next of received.splice(0)) {
        if (typeof next === 'number') options.onId?.(next);
        else yield next;
      }
      heard();
    }
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (isSilent) throw unavailable(`The event stream of ${connection.url} keeps silent.`);
    throw error instanceof ParlanceError ? error : errorOfNetwork(connection.url, error);
  } finally {
    clearTimeout(timer);
    stopping.abort();
  }
}

const unavailable = (message: string) => new ParlanceError(message, { errorCode: 'STREAM_UNAVAILABLE' });

function queryOf(query: Record<string, string> = {}): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? '' : `?${text}`;
}

function eventOf({ data }: EventSourceMessage): ParlanceEvent {
  try {
    return JSON.parse(data);
  } catch (error) {
    throw new ParlanceError('The event stream has data that is no JSON.', {
      errorCode: 'INVALID_ANSWER',
      cause: error,
    });
  }
}
